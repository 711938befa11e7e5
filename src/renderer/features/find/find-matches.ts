import { textOf } from '../../../shared/model/conversation-views.ts';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import { summaryBefore } from '../../../shared/model/message/checkpoint.ts';
import { fold } from '../../../shared/search/fold.ts';
import { plainParts } from '../../markdown/index.ts';
import { placesOf } from '../../common/text-marks.ts';

/** An occurrence of the search text, by its index within the message (from 0). */
export interface Match {
  readonly messageId: Id;
  readonly nth: number;
}

/** Markdown marks that may occur inside a word. */
const markup = /[*_~`\\]/gu;
const wordsOf = (text: string): readonly string[] =>
  text.replaceAll(markup, '').match(/[\p{L}\p{N}]+/gu) ?? [];

/** Cached results per message. Messages are immutable, so the cache stays valid. */
const rough = new WeakMap<Message, string>();
const blocks = new WeakMap<Message, readonly string[]>();

function kept<T>(cache: WeakMap<Message, T>, message: Message, make: () => T): T {
  const held = cache.get(message);
  if (held !== undefined) return held;
  const made = make();
  cache.set(message, made);
  return made;
}

/**
 * The texts of a message as they read, one part at a time, after the summary before it. Cached once
 * complete.
 */
function* textsOf(message: Message): Generator<readonly string[]> {
  const known = blocks.get(message);
  if (known !== undefined) {
    yield known;
    return;
  }
  const summary = summaryBefore(message);
  const found = summary === '' ? [] : [summary];
  if (summary !== '') yield found.slice();
  // Each text part of an answer is a separate document.
  const texts = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  for (const text of message.role === 'user' ? [textOf(message)] : texts) {
    for (const part of message.role === 'user' ? [[text]] : plainParts(text)) {
      found.push(...part);
      yield part;
    }
  }
  blocks.set(message, found);
}

/** Counts a text in each part of a message as it reads, across bold, links and code. */
function* countsIn(message: Message, wanted: string): Generator<number> {
  const raw = kept(rough, message, () =>
    fold(`${summaryBefore(message)}\n${textOf(message)}`).replaceAll(markup, ''),
  );
  // Parsing Markdown is expensive, so only do it if every word occurs somewhere.
  if (!wordsOf(fold(wanted)).every((word) => raw.includes(word))) {
    yield 0;
    return;
  }
  for (const texts of textsOf(message)) {
    yield texts.reduce((count, text) => count + placesOf(text, wanted).length, 0);
  }
}

/** Counts a text in a message as it reads. */
export function countIn(message: Message, wanted: string): number {
  let sum = 0;
  for (const count of countsIn(message, wanted)) sum += count;
  return sum;
}

/** How long work continues before the window gets its turn (ms). */
const slice = 8;

/** Finds a text in messages, in order, yielding to typing and painting. */
export async function findMatches(
  path: readonly Message[],
  wanted: string,
  signal: AbortSignal,
): Promise<readonly Match[] | null> {
  const found: Match[] = [];
  let began = performance.now();
  for (const message of path) {
    let nth = 0;
    for (const count of countsIn(message, wanted)) {
      for (const end = nth + count; nth < end; nth += 1) found.push({ messageId: message.id, nth });
      if (performance.now() - began < slice) continue;
      await new Promise((resume) => {
        setTimeout(resume);
      });
      if (signal.aborted) return null;
      began = performance.now();
    }
  }
  return found;
}
