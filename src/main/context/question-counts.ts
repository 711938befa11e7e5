import type { Question, QuestionMessage } from '../wire/protocol.ts';
import { addCounts, countText, noCounts, type ScriptCounts } from './text-counts.ts';

/** The most of one request that is counted; the rest is taken to be like it (UTF-16 code units). */
const sampled = 40_000;
/** About the length of each sample of a long text (UTF-16 code units). */
const piece = 1000;
/** Tokens that servers add to each message. */
export const messageTokens = 4;

/** A picture takes about this much; servers count between some hundred and 1,600. */
export const pictureTokens = 1000;

/** The estimate of a request before it is sent. */
export interface RequestCounts {
  readonly counts: ScriptCounts;
  readonly messages: number;
  /** Pictures and parts that Parley does not read. */
  readonly unread: number;
}

function textsOf(message: QuestionMessage): readonly string[] {
  switch (message.role) {
    case 'system':
    case 'tool':
      return [message.text];
    case 'assistant': {
      const calls = message.calls.map((call) => `${call.name} ${call.arguments}`);
      return [message.text, message.thought?.text ?? '', ...calls];
    }
    case 'user':
      return message.contents.flatMap((content) => (content.kind === 'text' ? [content.text] : []));
  }
}

function unreadIn(message: QuestionMessage): number {
  if (message.role !== 'user') return 0;
  return message.contents.filter(({ kind }) => kind !== 'text').length;
}

function scaled(counts: ScriptCounts, by: number): ScriptCounts {
  return {
    latin: counts.latin * by,
    letters: counts.letters * by,
    characters: counts.characters * by,
    code: counts.code * by,
    tools: counts.tools * by,
  };
}

/** A share of a text: pieces from all over it, since a book may have a preface in another script. */
function sampleOf(text: string, share: number): string {
  const pieces = Math.max(1, Math.floor((text.length * share) / piece));
  const every = text.length / pieces;
  return Array.from({ length: pieces }, (_, at) => {
    const start = Math.floor(at * every);
    return text.slice(start, start + Math.ceil(every * share));
  }).join('');
}

/** Counts texts; of long ones, a part of each. */
export function countTexts(texts: readonly string[]): ScriptCounts {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const share = Math.min(1, sampled / Math.max(1, length));
  return texts.reduce((sum, text) => {
    const part = share === 1 ? text : sampleOf(text, share);
    const by = part.length === 0 ? 1 : text.length / part.length;
    return addCounts(sum, scaled(countText(part), by));
  }, noCounts);
}

/** Counts messages of a request. */
export function countMessages(messages: readonly QuestionMessage[]): RequestCounts {
  return {
    counts: countTexts(messages.flatMap(textsOf)),
    messages: messages.length,
    unread: messages.reduce((sum, message) => sum + unreadIn(message), 0),
  };
}

/** Counts all of a request. */
export function countQuestion({ messages, tools = [] }: Question): RequestCounts {
  const own = countMessages(messages);
  if (tools.length === 0) return own;
  const { latin, letters, characters, code } = countTexts([JSON.stringify(tools)]);
  const defined = { ...noCounts, tools: latin + letters + characters + code };
  return { ...own, counts: addCounts(own.counts, defined) };
}
