import type { TextLog } from '../../../shared/model/text-log.ts';
import { textSince, wholeText } from '../../../shared/model/text-log.ts';
import { burstLength, feedStep, maxBurstTask, maxFeed, maxTask } from '../budget/limits.ts';
import { takeBurst } from '../budget/turns.ts';
import { stepsSpent } from '../budget/work.ts';
import type { Split } from './block.ts';
import { emptySplit, feed } from './splitter.ts';

/** After a render that took longer than this (ms), the next frame is left to others. */
const slowRender = 8;

/**
 * The browser lays out a paragraph whole whenever it grows, at 0.075 ms per 1,000 characters.
 * Beyond this length, the page rests after each render for five times that, so that an endless
 * paragraph takes at most a fifth of its time.
 */
const longParagraph = 20_000;
const restPerCharacter = 1 / 2500;

/** Number of characters in the open paragraph. */
function openLength({ open, partial }: Split): number {
  return open.kind === 'paragraph' ? open.block.text.length + partial.length : partial.length;
}

/** Follows a growing log and maintains the document made from it. */
export interface Reader {
  /**
   * Returns the document with the new text. Starts over if the log did not grow from the last one.
   * Returns the last document once more after a slow render, and for a while if a paragraph is very
   * long, unless the log is `done`. Reads a very large addition in parts.
   */
  readonly read: (log: TextLog | null, done: boolean) => Split;
  /** Called when the last document is in the page. */
  readonly rendered: () => void;
  /** True if the last document is not the newest. */
  readonly resting: () => boolean;
  /** True if the document contains the whole log. */
  readonly hasAll: () => boolean;
  /** The text as of the last read. */
  readonly text: () => string;
}

/**
 * Returns the end of the next piece of text. It ends with its line, because each line may cost as
 * much as all lines before it.
 */
function nextCut(text: string, at: number): number {
  const line = text.slice(at, at + feedStep).indexOf('\n');
  return at + (line === -1 ? feedStep : line + 1);
}

/**
 * Feeds as much text as fits in one frame. Rendering takes twice the steps of reading: text that did
 * not fit would be drawn as source first, and laid out twice. Also returns the remaining text and the
 * steps spent. `most`: the steps of the task.
 */
function feedSome(
  split: Split,
  text: string,
  most: number,
): { readonly fed: Split; readonly left: string; readonly steps: number } {
  const began = stepsSpent();
  let fed = split;
  let at = 0;
  const hasRoom = (): boolean => stepsSpent() - began < most / 3;
  while (at < Math.min(text.length, (maxFeed * most) / maxTask) && (at === 0 || hasRoom())) {
    const end = nextCut(text, at);
    fed = feed(fed, text.slice(at, end));
    at = end;
  }
  return { fed, left: text.slice(at), steps: stepsSpent() - began };
}

/**
 * The text after `seen`, even if it is in another log: a finished answer is one piece, and may come
 * before the end of the growing one has been read. Returns null if the text did not grow from it.
 */
function textAfter(log: TextLog | null, seen: TextLog | null): string | null {
  const fresh = textSince(log, seen);
  if (fresh !== null) return fresh;
  const text = wholeText(log);
  const before = wholeText(seen);
  return text.startsWith(before) ? text.slice(before.length) : null;
}

/** Creates a reader that has read nothing. */
export function createReader(): Reader {
  let seen: TextLog | null = null;
  let split = emptySplit();
  let started = 0;
  let slow = false;
  let rests = false;
  /** The first text of an answer is in the page. It must not wait for more. */
  let hasDrawn = false;
  /** Text of the log that the document does not contain yet. */
  let pending = '';
  /** A document that took a whole task to read. It is rendered in the next task. */
  let held: Split | null = null;
  /** On the page's clock (ms). */
  let restUntil = 0;
  return {
    read(log, done) {
      const now = performance.now();
      rests = (slow || now < restUntil) && !done && log !== seen;
      slow = false;
      if (rests) return split;
      started = now;
      const fresh = textAfter(log, seen);
      if (fresh !== null) pending += fresh;
      else [split, held, pending] = [emptySplit(), null, wholeText(log)];
      seen = log;
      if (held !== null) {
        [split, held] = [held, null];
        return split;
      }
      const isBurst = hasDrawn && pending.length > burstLength && takeBurst();
      const most = isBurst ? maxBurstTask : maxTask;
      const { fed, left, steps } = feedSome(split, pending, most);
      pending = left;
      if (steps > most) held = fed;
      else split = fed;
      return split;
    },
    rendered() {
      hasDrawn = true;
      if (rests) return;
      slow = performance.now() - started > slowRender;
      restUntil = started + Math.max(0, openLength(split) - longParagraph) * restPerCharacter;
    },
    resting: () => rests || held !== null || pending !== '',
    hasAll: () => held === null && pending === '',
    text: () => wholeText(seen),
  };
}
