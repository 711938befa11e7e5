import type { Element, ElementContent } from 'hast';
import { count } from '../budget/work.ts';

/**
 * Most of an answer is plain sentences with a few marks. They are read here, ten times as fast as
 * by the library. A text in which anything could mean more is left to the library, and what is read
 * here must equal its result; a property compares the two.
 */

/** What stands beside a mark. Others do not decide whether it opens or closes. */
type Side = 'space' | 'punctuation' | 'letter' | 'other';

function sideOf(text: string, at: number): Side {
  if (at < 0 || at >= text.length) return 'space';
  const code = text.charCodeAt(at);
  if (code === 32 || code === 10) return 'space';
  if (isAsciiAlphanumeric(code)) return 'letter';
  if (code > 32 && code < 127) return 'punctuation';
  return isPlainLetter(code) ? 'letter' : 'other';
}

/** True for an ASCII letter or digit. */
function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Latin beyond ASCII, Greek, Cyrillic, kana, ideographs, Hangul: blocks that are letters alone. */
function isPlainLetter(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x3b1 && code <= 0x3c9) ||
    (code >= 0x400 && code <= 0x481) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fa) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3)
  );
}

/** True if a mark opens for certain between these two. */
function canOpen(before: Side, after: Side): boolean {
  return (
    after === 'letter' ||
    (after === 'punctuation' && (before === 'space' || before === 'punctuation'))
  );
}

/** Characters that may begin something, besides stars and backticks: `$&<[\]_~`. */
const mayBegin: ReadonlySet<number> = new Set([36, 38, 60, 91, 92, 93, 95, 126]);

/** Addresses become links without a mark. */
const mayHoldAddress = /:\/|@|www\./i;

/** Steps for a text, and how many of its characters take one more. */
const simpleSteps = 20;
const simpleCharacters = 8;

/** Length limit of a text that is read here, in characters. */
export const maxSimple = 5000;

/** A text without the line endings and spaces at its end, which never show. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 32)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Control characters and a mark of byte order, which the library may take for something else. */
// eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
const unusual = /[\u0000-\u0009\u000b-\u001f\ufeff]/;

/** True for a text with characters that only the library reads. */
export function isUnusual(text: string): boolean {
  return unusual.test(text);
}

/** White space around a line, which does not show. */
const aroundLine = /^[ \n]| \n|\n[ \n]/;

/** A link with plain words and an address that is written as it is. */
const simpleLink = /\[([^[\]\\`*_~$<>&!|^\n:@]+)\]\((https?:\/\/[\w\-./?#=+,;:]+)\)/y;

function textNode(value: string): ElementContent {
  return { type: 'text', value };
}

function elementNode(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}

/** Content as it is read, with at most one pair of stars open. */
interface Reading {
  readonly text: string;
  readonly done: ElementContent[];
  /** The content of the open pair, and its number of stars; 0 outside. */
  inside: ElementContent[];
  stars: 0 | 1 | 2;
  /** Where the text begins that is not in a node yet. */
  from: number;
}

function add(reading: Reading, node: ElementContent): void {
  (reading.stars === 0 ? reading.done : reading.inside).push(node);
}

function addTextUntil(reading: Reading, at: number): void {
  if (at > reading.from) add(reading, textNode(reading.text.slice(reading.from, at)));
}

/** Reads code at a backtick. Returns where it ends; -1 if it is not simple. */
function readCode(reading: Reading, at: number): number {
  const { text } = reading;
  const end = text.indexOf('`', at + 1);
  if (end <= at + 1 || text.charCodeAt(end + 1) === 96) return -1;
  const value = text.slice(at + 1, end);
  if (value.startsWith(' ') || value.endsWith(' ') || value.includes('\n')) return -1;
  addTextUntil(reading, at);
  add(reading, elementNode('code', [textNode(value)]));
  return end + 1;
}

/** Reads one or two stars. Returns where they end; -1 if they are not simple. */
function readStars(reading: Reading, at: number): number {
  const { text, stars } = reading;
  const count = text.charCodeAt(at + 1) === 42 ? 2 : 1;
  const end = at + count;
  if (text.charCodeAt(end) === 42) return -1;
  const [before, after] = [sideOf(text, at - 1), sideOf(text, end)];
  if (stars === 0) {
    if (!canOpen(before, after)) return -1;
    addTextUntil(reading, at);
    reading.stars = count;
    reading.inside = [];
    return end;
  }
  // Closing is opening seen from the other end.
  if (count !== stars || !canOpen(after, before)) return -1;
  addTextUntil(reading, at);
  reading.stars = 0;
  add(reading, elementNode(count === 2 ? 'strong' : 'em', reading.inside));
  return end;
}

function readLink(reading: Reading, at: number): number {
  simpleLink.lastIndex = at;
  const [whole, words = '', href = ''] = simpleLink.exec(reading.text) ?? [];
  if (whole === undefined || words.trim() !== words || mayHoldAddress.test(words)) return -1;
  if (reading.text.charAt(at - 1) === '!') return -1;
  addTextUntil(reading, at);
  add(reading, { ...elementNode('a', [textNode(words)]), properties: { href } });
  return at + whole.length;
}

/**
 * Reads what may begin at a character. Returns where it ends, which is the same place for a
 * character that is itself; -1 for what is left to the library.
 */
function readAt(reading: Reading, at: number): number {
  const { text } = reading;
  switch (text.charCodeAt(at)) {
    case 96:
      return readCode(reading, at);
    case 42:
      return readStars(reading, at);
    case 91:
      return readLink(reading, at);
    case 95: {
      // Within a word it is a letter.
      const isWithin =
        isAsciiAlphanumeric(text.charCodeAt(at - 1)) &&
        isAsciiAlphanumeric(text.charCodeAt(at + 1));
      return isWithin ? at : -1;
    }
    case 38:
      return isReferenceStart(text.charCodeAt(at + 1)) ? -1 : at;
    case 60:
      return isTagStart(text.charCodeAt(at + 1)) ? -1 : at;
    default:
      return -1;
  }
}

/** True after `&` for what may be a character reference: a letter, a digit or `#`. */
function isReferenceStart(code: number): boolean {
  return code === 35 || isAsciiAlphanumeric(code);
}

/** True after `<` for what may be a tag or an address, rather than less than. */
function isTagStart(code: number): boolean {
  return code !== 32 && code !== 61 && !(code >= 48 && code <= 57);
}

/**
 * The content of a paragraph or cell as hast, without positions; null for a text that only the
 * library can read.
 */
export function readSimpleText(source: string): ElementContent[] | null {
  if (source.length > maxSimple) return null;
  const text = withoutEnd(source);
  count(simpleSteps + Math.ceil(text.length / simpleCharacters));
  if (text === '' || isUnusual(text) || aroundLine.test(text)) return null;
  const reading: Reading = { text, done: [], inside: [], stars: 0, from: 0 };
  let plain = '';
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code !== 42 && code !== 96 && !mayBegin.has(code)) {
      at += 1;
      continue;
    }
    const end = readAt(reading, at);
    if (end === -1) return null;
    if (end === at) {
      at += 1;
      continue;
    }
    plain += text.slice(reading.from, at);
    reading.from = end;
    at = end;
  }
  plain += text.slice(reading.from);
  if (reading.stars !== 0 || mayHoldAddress.test(plain)) return null;
  addTextUntil(reading, text.length);
  return reading.done;
}
