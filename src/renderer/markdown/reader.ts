import type { TextLog } from '../../shared/text-log.ts';
import { textSince, wholeText } from '../../shared/text-log.ts';
import type { Split } from './block.ts';
import { emptySplit, feed } from './splitter.ts';

/** Follows a growing log and keeps the document made of it. */
export interface Reader {
  /** Reads what is new; starts over when the log is not one that grew from the last. */
  readonly read: (log: TextLog | null) => Split;
  /** The document as last read. */
  readonly shown: () => Split;
  /** The text as last read. */
  readonly text: () => string;
}

/** Returns a reader that has read nothing. */
export function createReader(): Reader {
  let seen: TextLog | null = null;
  let split = emptySplit();
  return {
    read(log) {
      const fresh = textSince(log, seen);
      split = fresh === null ? feed(emptySplit(), wholeText(log)) : feed(split, fresh);
      seen = log;
      return split;
    },
    shown: () => split,
    text: () => wholeText(seen),
  };
}
