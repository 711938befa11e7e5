import type { CodeWatch } from './code-watch.ts';

/** How far ahead to look for the end of inline code (UTF-16 code units). */
const longestCode = 200;

const sentenceEnd = /[.!?…。！？]/;
const openingQuote = /["'“‘«([`]/;

/**
 * Whether a mark is inside code: in a fence, or in inline code, whose end is searched for in
 * `after`, the text that follows on the line. null if more input is needed.
 */
export function placeInCode(watch: CodeWatch, after: string, isEnd: boolean): boolean | null {
  if (watch.inBlock()) return true;
  const ticks = watch.openTicks();
  if (ticks === 0) return false;
  const ahead = after.slice(0, longestCode);
  for (const { 0: found, index } of ahead.matchAll(/\n|`+/g)) {
    if (found === '\n') return false;
    // The run of backticks may continue in the next piece.
    if (index + found.length === after.length && !isEnd) return null;
    if (found.length === ticks) return true;
  }
  if (after.length >= longestCode) return true;
  return isEnd ? false : null;
}

/**
 * True for an opening mark that a model writes in order to think: on a new line or after a
 * sentence.
 */
export function isOpening(watch: CodeWatch): boolean {
  const before = watch.before();
  return before === '' || sentenceEnd.test(before);
}

/**
 * True for a closing mark that ends reasoning. A mark that is merely mentioned is part of a
 * sentence, as a word or in quotes: "it ends with </think> and goes on". `after` is the text that
 * follows.
 */
export function isClosing(watch: CodeWatch, after: string): boolean {
  const before = watch.before();
  if (before === '' || sentenceEnd.test(before)) return true;
  if (!watch.hasGap()) return !openingQuote.test(before);
  return /^(?:[\r\n]|$)/.test(after) || !/^[\s\p{P}]/u.test(after);
}
