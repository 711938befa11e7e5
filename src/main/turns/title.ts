import { joinedText } from '../../shared/model/conversation-views.ts';
import { createAnswer } from './answer.ts';
import { limitBodies } from '../wire/bounded-body.ts';
import { readChunk } from '../wire/chat-completions/chunk.ts';
import { openClient } from '../wire/chat-completions/client.ts';
import { foldSystem } from '../wire/chat-completions/history.ts';
import { asArray, asObject } from '../wire/json.ts';
import type { ProviderConnection } from '../wire/ports.ts';
import { shorten } from '../wire/refusals/server-words.ts';
import type { ChatMessage } from '../wire/chat-completions/turn.ts';
import { createThinkSplitter } from '../wire/reasoning/think.ts';

/** Longest titles, in UTF-16 code units: from a model, and from the first words of a question. */
const longestTitle = 60;
const longestFirstWords = 48;

/** How much of question and answer is enough to name them. */
const longestExcerpt = 2000;

/** Most that the answer with a title may take, in bytes; reasoning comes with it. */
const mostAnswerBytes = 1024 * 1024;

const instruction =
  'Write a title for this conversation: at most six words, in the language of the conversation, without quotes, without a full stop. Answer with the title only.';

/** What stands for the title of a conversation without words. */
const untitled = 'New conversation';

/** Takes Markdown's marks, and control and direction characters, out of one line. */
function plainLine(line: string): string {
  return line
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d+[.)]\s+)+/, '')
    .replace(/(\*\*|__|~~|`+)/g, '')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cuts at a word's end where the script has any, else at a character's; the cut is shown as …. */
function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(
    text.slice(0, longest * 2),
  );
  let cut = '';
  for (const { segment } of segments) {
    if (cut.length + segment.length > longest - 1) break;
    cut += segment;
  }
  const words = cut.replace(/[\s\p{P}]+$/u, '');
  // One endless word, such as an address: cut it anywhere but inside a character.
  return words.length < longest / 3 ? shorten(text, longest) : `${words}…`;
}

/**
 * Makes a title of what a person wrote first: the first line with words, without Markdown, at most 48
 * code units. `New conversation` when there are no words.
 */
export function titleFromFirstWords(text: string): string {
  for (const line of text.slice(0, 20_000).split(/\r\n|\r|\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) continue;
    const plain = plainLine(line);
    if (/[\p{L}\p{N}]/u.test(plain)) return cutAtWord(plain, longestFirstWords);
  }
  const symbols = plainLine(text.slice(0, 200));
  return symbols === '' ? untitled : cutAtWord(symbols, longestFirstWords);
}

/** What is left of an answer when its reasoning is taken out. */
function withoutReasoning(text: string): string {
  const splitter = createThinkSplitter();
  const answer = createAnswer();
  for (const piece of [...splitter.push(text), ...splitter.flush(true)]) {
    if (piece.kind !== 'call') answer.push(piece);
  }
  return joinedText(answer.parts());
}

/** Cleans what a model answered when asked for a title; null when nothing is left of it. */
export function cleanTitle(answer: string): string | null {
  const first =
    withoutReasoning(answer)
      .split(/\r\n|\r|\n/)
      .find((line) => plainLine(line) !== '') ?? '';
  const title = plainLine(first)
    .replace(/^(?:title|titel|titre|título|标题|タイトル)\s*[:：]\s*/iu, '')
    .replace(/^["'“”„«»‘’「『]+|["'“”„«»‘’」』]+$/gu, '')
    .replace(/[.。]$/u, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(title) ? cutAtWord(title, longestTitle) : null;
}

/**
 * Lets a model name a conversation after its first exchange, not streamed. null on any failure: the
 * title from the first words stays, and a failed name is not worth a word to the person.
 */
export async function nameConversation(request: {
  readonly connection: ProviderConnection;
  readonly model: string;
  readonly question: string;
  readonly answer: string;
  readonly signal: AbortSignal;
}): Promise<string | null> {
  const { connection, model, question, answer, signal } = request;
  try {
    const client = await openClient(
      connection,
      limitBodies(connection.fetch, mostAnswerBytes, connection.name),
    );
    const asked: ChatMessage[] = [
      { role: 'system', content: instruction },
      {
        role: 'user',
        content: `${shorten(question, longestExcerpt)}\n\n---\n\n${shorten(answer, longestExcerpt)}`,
      },
    ];
    const completion: unknown = await client.chat.completions.create(
      {
        model,
        messages: connection.quirks?.refusesSystem(model) === true ? [...foldSystem(asked)] : asked,
      },
      { signal },
    );
    const isAnswer = asArray(asObject(completion)?.['choices']).length > 0;
    return isAnswer ? cleanTitle(readChunk(completion).text) : null;
  } catch {
    return null;
  }
}
