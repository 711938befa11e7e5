import { t } from '../../shared/language/translate.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import { joinedText } from '../../shared/model/conversation-views.ts';
import { createAnswer } from './answer.ts';
import type { Protocol } from '../wire/protocol.ts';
import { shorten } from '../wire/refusals/shorten.ts';

/** Longest titles (UTF-16 code units): from a model, and from the first words of a question. */
const longestTitle = 60;
const longestFirstWords = 48;

/** How much of question and answer the model gets to make a title from (UTF-16 code units). */
const longestExcerpt = 2000;

/** Longest answer to a title request, including reasoning (UTF-16 code units). */
const longestAnswer = 1024 * 1024;

/** How long a server may be silent before naming is abandoned (ms). */
const idleTimeoutMs = 60_000;

const defaultInstruction =
  'Write a title for this conversation: at most six words, in the language of the conversation, without quotes, without a full stop. Answer with the title only.';

/** Strips Markdown marks, control characters and direction marks from a line. */
function plainLine(line: string): string {
  return line
    .replace(/!?\[([^\][]*)\]\([^)[]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d+[.)]\s+)+/, '')
    .replace(/(\*\*|__|~~|`+)/g, '')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cuts at the end of a word, or of a character in scripts without spaces, and appends “…”. */
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
  const words = cut.replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, '');
  // A single very long word, such as an address, may be cut anywhere but inside a character.
  return words.length < longest / 3 ? shorten(text, longest) : `${words}…`;
}

/**
 * Makes a title from the person's first message: its first line with words, without Markdown, at
 * most 48 code units. `New conversation` if there are no words.
 */
export function titleFromFirstWords(text: string): string {
  for (const line of text.slice(0, 20_000).split(/\r\n|\r|\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) continue;
    const plain = plainLine(line);
    if (/[\p{L}\p{N}]/u.test(plain)) return cutAtWord(plain, longestFirstWords);
  }
  const symbols = plainLine(text.slice(0, 200));
  return symbols === '' ? t('page.new_conversation') : cutAtWord(symbols, longestFirstWords);
}

/** Cleans up a model's title; null if nothing is left. */
export function cleanTitle(answer: string): string | null {
  const first = answer.split(/\r\n|\r|\n/).find((line) => plainLine(line) !== '') ?? '';
  const title = plainLine(first)
    .replace(/^(?:title|titel|titre|título|标题|タイトル)\s*[:：]\s*/iu, '')
    .replace(/^["'“”„«»‘’「『]+|(?<!["'“”„«»‘’」』])["'“”„«»‘’」』]+$/gu, '')
    .replace(/[.。]$/u, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(title) ? cutAtWord(title, longestTitle) : null;
}

/** The text of a title answer; null if the answer is incomplete. */
async function wordsOf(steps: AsyncIterable<ChatStep>): Promise<string | null> {
  const answer = createAnswer();
  let length = 0;
  for await (const step of steps) {
    answer.push(step);
    if (step.kind === 'delta' || step.kind === 'reasoning') length += step.text.length;
    if (step.kind === 'failed' || step.kind === 'stopped' || length > longestAnswer) return null;
  }
  return joinedText(answer.parts());
}

/**
 * Has a model name a conversation after its first exchange. Returns null on any failure: the title
 * from the first words stays, and the failure is not worth telling the person.
 */
export async function nameConversation(request: {
  readonly protocol: Pick<Protocol, 'ask'>;
  readonly model: string;
  readonly question: string;
  readonly answer: string;
  /** Asks for the title; by default Parley's own words. */
  readonly instruction?: string | undefined;
  readonly signal: AbortSignal;
}): Promise<string | null> {
  const { protocol, model, question, answer, signal } = request;
  const text = `${shorten(question, longestExcerpt)}\n\n---\n\n${shorten(answer, longestExcerpt)}`;
  const steps = protocol.ask(
    {
      purpose: 'title',
      model,
      messages: [
        { role: 'system', text: request.instruction ?? defaultInstruction },
        { role: 'user', contents: [{ kind: 'text', text }] },
      ],
      idleTimeoutMs,
    },
    signal,
  );
  const words = await wordsOf(steps);
  return words === null ? null : cleanTitle(words);
}
