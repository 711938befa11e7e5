import { foldCase } from './fold.ts';

/**
 * Splits text into the units that search compares. A word is a run of letters, marks and digits.
 * Scripts written without spaces, and Korean, whose words take endings, are split into characters
 * instead and match anywhere. Each emoji is a word, and so are `++` and `#` right after a word
 * (C++, C#).
 */
export type WordKind = 'word' | 'characters' | 'sign';

/**
 * Called with each word in turn, its offset in the normalised text (UTF-16 code units) and whether
 * it may have camel humps. Returns true to stop.
 */
export type WordVisitor = (
  kind: WordKind,
  start: number,
  end: number,
  humped: boolean,
) => boolean | undefined;

/**
 * Longer words are split at this length, so that a line of base64 does not become one index entry.
 */
export const longestWord = 64;

const separator = 0;
// The classes that words consist of, from `lower` to `mark`.
const lower = 1;
const upper = 2;
const digit = 3;
const mark = 4;
const character = 5;
const emoji = 6;
const unknown = 255;

const isWritten = /[\p{L}\p{N}\p{M}]/u;
const isCharacter =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const isUpper = /[\p{Lu}\p{Lt}]/u;
const isEmoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

function classify(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  if (isWritten.test(text)) {
    if (/\p{M}/u.test(text) && !/[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u.test(text)) {
      return mark;
    }
    if (isCharacter.test(text)) return character;
    if (isUpper.test(text)) return upper;
    return /\p{N}/u.test(text) ? digit : lower;
  }
  return isEmoji.test(text) ? emoji : separator;
}

/**
 * Classes of the code units below U+10000 and of the rest, filled in on demand. Surrogate halves
 * stay unknown: one half says nothing about the pair it may start elsewhere.
 */
const classes = new Uint8Array(0x10000).fill(unknown);
const astralClasses = new Map<number, number>();

function classOf(codePoint: number): number {
  const known = codePoint < 0x10000 ? classes[codePoint] : astralClasses.get(codePoint);
  if (known !== undefined && known !== unknown) return known;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return separator;
  const found = classify(codePoint);
  if (codePoint < 0x10000) classes[codePoint] = found;
  else astralClasses.set(codePoint, found);
  return found;
}

/** The class of the character at `at`; past the end, that of a space. */
function classAt(text: string, at: number): number {
  if (at >= text.length) return separator;
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdbff) return classOf(text.codePointAt(at) ?? unit);
  const known = classes[unit];
  return known === undefined || known === unknown ? classOf(unit) : known;
}

/** Surrogate pairs are two units wide. */
export function widthAt(text: string, at: number): 1 | 2 {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function isInWord(kind: number): boolean {
  return kind >= lower && kind <= mark;
}

const plus = 0x2b;
const hash = 0x23;

/**
 * The end of `++` or `#` at `at`, right after a word and not followed by another; `at` itself if
 * there is none.
 */
function endOfSign(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  let end = at;
  if (unit === hash) end = at + 1;
  else if (unit === plus && text.charCodeAt(at + 1) === plus) end = at + 2;
  if (end === at) return at;
  const next = classAt(text, end);
  return isInWord(next) || next === character ? at : end;
}

/** Two regional indicators make a flag. */
function endOfEmoji(text: string, start: number): number {
  const isIndicator = (at: number): boolean => {
    const codePoint = text.codePointAt(at) ?? 0;
    return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
  };
  const end = start + widthAt(text, start);
  return isIndicator(start) && isIndicator(end) ? end + 2 : end;
}

function endOfCharacters(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    let kind = classes[text.charCodeAt(at)] ?? unknown;
    if (kind === unknown) kind = classAt(text, at);
    if (kind !== character && kind !== mark) break;
    at += widthAt(text, at);
  }
  return at;
}

/**
 * Visits a word in pieces if it is longer than {@link longestWord}. Returns true if the visitor
 * stops.
 */
function visitWord(
  text: string,
  start: number,
  end: number,
  humped: boolean,
  visit: WordVisitor,
): boolean {
  let from = start;
  while (end - from > longestWord) {
    const isMiddle = widthAt(text, from + longestWord - 1) === 2;
    const to = from + (isMiddle ? longestWord - 1 : longestWord);
    if (visit('word', from, to, false) === true) return true;
    from = to;
  }
  return visit('word', from, end, humped && from === start) === true;
}

/**
 * Visits the words of a normalised text in order, until the visitor returns true. A run of
 * characters is visited once, with kind `characters`.
 */
export function scanWords(text: string, visit: WordVisitor): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    // One table lookup per code unit, because this loop reads every message ever stored.
    let kind = classes[text.charCodeAt(at)] ?? unknown;
    if (kind === separator) {
      at += 1;
      continue;
    }
    if (kind === unknown) {
      kind = classAt(text, at);
      if (kind === separator) {
        at += widthAt(text, at);
        continue;
      }
    }
    const start = at;
    if (kind === emoji) {
      at = endOfEmoji(text, start);
      if (visit('sign', start, at, false) === true) return;
      continue;
    }
    if (kind === character) {
      at = endOfCharacters(text, start);
      if (visit('characters', start, at, false) === true) return;
      continue;
    }
    let humped = false;
    at += widthAt(text, at);
    while (at < length) {
      let next = classes[text.charCodeAt(at)] ?? unknown;
      if (next === unknown) next = classAt(text, at);
      if (next === separator || next > mark) break;
      if (next === upper) humped = true;
      at += widthAt(text, at);
    }
    if (visitWord(text, start, at, humped, visit)) return;
    const end = endOfSign(text, at);
    if (end > at) {
      if (visit('sign', at, end, false) === true) return;
      at = end;
    }
  }
}

/**
 * The offsets of the camel humps in a word: 3 for `fooBar`, 4 for `HTMLParser`. `word` is
 * normalised and still has its case. Empty for a plain word.
 */
export function humpsOf(word: string): readonly number[] {
  const humps: number[] = [];
  let before: number = separator;
  for (let at = 0; at < word.length; at += widthAt(word, at)) {
    const kind = classAt(word, at);
    if (kind === mark) continue;
    if (before !== separator && kind === upper) {
      const isAfterUpper = before === upper;
      let next = at + widthAt(word, at);
      while (next < word.length && classAt(word, next) === mark) next += widthAt(word, next);
      if (!isAfterUpper || (next < word.length && classAt(word, next) === lower)) humps.push(at);
    }
    before = kind;
  }
  return humps;
}

/** The parts between the humps, case-folded; empty for a plain word. */
export function partsOf(word: string): readonly string[] {
  const humps = humpsOf(word);
  if (humps.length === 0) return [];
  return [0, ...humps].map((from, index) => foldCase(word.slice(from, humps[index])));
}
