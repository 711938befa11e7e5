import type { TextLog } from '../../shared/text-log.ts';
import { textSince, wholeText } from '../../shared/text-log.ts';
import type { Split } from './block.ts';
import { emptySplit, feed } from './splitter.ts';

/** After a render that took longer than this, in ms, the next frame is left to others. */
const slowRender = 8;

/** Follows a growing log and keeps the document made of it. */
export interface Reader {
  /**
   * Returns the document with what is new; starts over when the log is not one that grew from the last.
   * After a slow render it returns the last document once more, unless the log is `done`.
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
  return {
    read(log, done) {
      rests = slow && !done && log !== seen;
      slow = false;
      if (rests) return split;
      started = performance.now();
      const fresh = textSince(log, seen);
      split = fresh === null ? feed(emptySplit(), wholeText(log)) : feed(split, fresh);
      seen = log;
      return split;
    },
    rendered() {
      slow = !rests && performance.now() - started > slowRender;
    },
    resting: () => rests,
    text: () => wholeText(seen),
  };
}
