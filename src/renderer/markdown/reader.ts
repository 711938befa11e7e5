import type { TextLog } from '../../shared/text-log.ts';
import { textSince, wholeText } from '../../shared/text-log.ts';
import type { Split } from './block.ts';
import { emptySplit, feed } from './splitter.ts';

/** After a render that took longer than this, in ms, the next frame is left to others. */
const slowRender = 8;

/**
 * The browser lays a paragraph out whole whenever it grows, 0.075 ms for each 1,000 characters. Beyond
 * this length the page rests after each render for five times that: a paragraph without end takes at
 * most a fifth of its time.
 */
const longParagraph = 20_000;
const restPerCharacter = 1 / 2500;

/** Characters in the paragraph that is open. */
function openLength({ open, partial }: Split): number {
  return open.kind === 'paragraph' ? open.block.text.length + partial.length : partial.length;
}

/** Follows a growing log and keeps the document made of it. */
export interface Reader {
  /**
   * Returns the document with what is new; starts over when the log is not one that grew from the last.
   * After a slow render it returns the last document once more, and for a while when a paragraph is
   * very long; not when the log is `done`.
   */
  readonly read: (log: TextLog | null, done: boolean) => Split;
  /** Tells that the last document read is in the page. */
  readonly rendered: () => void;
  /** True when the last document read is not the newest. */
  readonly resting: () => boolean;
  /** The text as last read. */
  readonly text: () => string;
}

/** Returns a reader that has read nothing. */
export function createReader(): Reader {
  let seen: TextLog | null = null;
  let split = emptySplit();
  let started = 0;
  let slow = false;
  let rests = false;
  /** On the page's clock; ms. */
  let restUntil = 0;
  return {
    read(log, done) {
      const now = performance.now();
      rests = (slow || now < restUntil) && !done && log !== seen;
      slow = false;
      if (rests) return split;
      started = now;
      const fresh = textSince(log, seen);
      split = fresh === null ? feed(emptySplit(), wholeText(log)) : feed(split, fresh);
      seen = log;
      return split;
    },
    rendered() {
      if (rests) return;
      slow = performance.now() - started > slowRender;
      restUntil = started + Math.max(0, openLength(split) - longParagraph) * restPerCharacter;
    },
    resting: () => rests,
    text: () => wholeText(seen),
  };
}
