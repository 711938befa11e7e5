import { textOf } from '../../../shared/model/conversation-views.ts';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import { fold } from '../../../shared/search/fold.ts';
import { plainParts } from '../../markdown/index.ts';
import { placesOf } from '../../common/text-marks.ts';

/** A place of the text that is looked for: the so-manieth of its message, from 0. */
export interface Match {
  readonly messageId: Id;
  readonly nth: number;
}

/** Marks of Markdown that may stand within a word. */
const markup = /[*_~`\\]/gu;
const wordsOf = (text: string): readonly string[] =>
  text.replaceAll(markup, '').match(/[\p{L}\p{N}]+/gu) ?? [];

/** What was worked out of a message; a message never changes, it is replaced. */
const rough = new WeakMap<Message, string>();
const blocks = new WeakMap<Message, readonly string[]>();

function kept<T>(cache: WeakMap<Message, T>, message: Message, make: () => T): T {
  const held = cache.get(message);
  if (held !== undefined) return held;
  const made = make();
  cache.set(message, made);
  return made;
}

/** The texts of a message as they are read, a part at a time; kept when all have been told. */
function* textsOf(message: Message): Generator<readonly string[]> {
  const known = blocks.get(message);
  if (known !== undefined) {
    yield known;
    return;
  }
  const found: string[] = [];
  // Each text part of an answer is a document of its own.
  const texts = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  for (const text of message.role === 'user' ? [textOf(message)] : texts) {
    for (const part of message.role === 'user' ? [[text]] : plainParts(text)) {
      found.push(...part);
      yield part;
    }
  }
  blocks.set(message, found);
}

/** How often a text is in each part of a message as it is read, across bold, links and code. */
function* countsIn(message: Message, wanted: string): Generator<number> {
  const raw = kept(rough, message, () => fold(textOf(message)).replaceAll(markup, ''));
  // Reading Markdown is dear: only where every word is somewhere.
  if (!wordsOf(fold(wanted)).every((word) => raw.includes(word))) {
    yield 0;
    return;
  }
  for (const texts of textsOf(message)) {
    yield texts.reduce((count, text) => count + placesOf(text, wanted).length, 0);
  }
}

/** How often a text is in a message as it is read. */
export function countIn(message: Message, wanted: string): number {
  let sum = 0;
  for (const count of countsIn(message, wanted)) sum += count;
  return sum;
}

/** Work goes on for so long before the window gets its turn; ms. */
const slice = 8;

/** Finds a text in messages, first one first, giving way to typing and painting in between. */
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
