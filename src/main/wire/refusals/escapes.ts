import { growView, hexValue, type TextView } from './text-view.ts';

/** Reads a number of `least` to `most` digits at `at`; null if there is none. */
function readNumber(
  codes: Uint16Array,
  at: number,
  base: 10 | 16,
  [least, most]: readonly [number, number],
): { readonly value: number; readonly next: number } | null {
  let value = 0;
  let next = at;
  while (next < at + most) {
    const digit = hexValue(codes[next] ?? 0);
    if (digit === -1 || digit >= base) break;
    value = value * base + digit;
    next += 1;
  }
  return next - at < least ? null : { value, next };
}

const code = (character: string): number => character.charCodeAt(0);
const percent = code('%');
const backslash = code('\\');
const ampersand = code('&');
const hash = code('#');
const semicolon = code(';');
const comma = code(',');
const openBrace = code('{');
const closeBrace = code('}');
const equals = code('=');
const letterU = code('u');
const letterX = code('x');

/** HTML's names for the characters in keys that are not letters. */
const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['period', '.'],
  ['lowbar', '_'],
  ['hyphen', '-'],
  ['dash', '-'],
  ['sol', '/'],
  ['plus', '+'],
  ['equals', '='],
  ['colon', ':'],
  ['shy', '-'],
  ['zwnj', ' '],
]);

type Escaped = { readonly value: number; readonly next: number } | null;

/** `%41`, and `=41` of quoted-printable. */
function percentAt(codes: Uint16Array, at: number): Escaped {
  return readNumber(codes, at + 1, 16, [2, 2]);
}

/** `\u0041`, `\u{41}`, `\x41`, `\101` and `\55`, after any number of backslashes. */
function backslashAt(codes: Uint16Array, at: number): Escaped {
  let next = at;
  while (codes[next] === backslash) next += 1;
  const letter = (codes[next] ?? 0) | 32;
  if (letter === letterU && codes[next + 1] === openBrace) {
    const found = readNumber(codes, next + 2, 16, [1, 6]);
    return found !== null && codes[found.next] === closeBrace
      ? { value: found.value, next: found.next + 1 }
      : null;
  }
  if (letter === letterU) return readNumber(codes, next + 1, 16, [4, 4]);
  if (letter === letterX) return readNumber(codes, next + 1, 16, [2, 2]);
  let value = 0;
  let end = next;
  for (; end < next + 3; end += 1) {
    const digit = (codes[end] ?? 0) - 48;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  // A single digit is more often a back-reference in a regular expression.
  return end - next < 2 ? null : { value, next: end };
}

/** `&#65;`, `&#x41;` and a few named entities. */
function ampersandAt(codes: Uint16Array, at: number): Escaped {
  if (codes[at + 1] === hash) {
    const isHex = ((codes[at + 2] ?? 0) | 32) === letterX;
    const found = isHex
      ? readNumber(codes, at + 3, 16, [1, 6])
      : readNumber(codes, at + 2, 10, [1, 7]);
    if (found === null) return null;
    return { value: found.value, next: found.next + Number(codes[found.next] === semicolon) };
  }
  const end = codes.subarray(at + 1, at + 9).indexOf(semicolon);
  if (end === -1) return null;
  const character = named.get(String.fromCharCode(...codes.subarray(at + 1, at + 1 + end)));
  return character === undefined ? null : { value: code(character), next: at + end + 2 };
}

/**
 * Undoes one layer of escapes (percent, JSON and similar, HTML, quoted-printable); null if there
 * are none. `withEquals` includes quoted-printable, whose escapes occur in other texts by chance.
 */
export function unescapedView(view: TextView, withEquals: boolean): TextView | null {
  const { codes, starts, ends } = view;
  const plain = growView(codes.length);
  let changed = false;
  for (let at = 0; at < codes.length;) {
    const here = codes[at] ?? 0;
    let found: Escaped = null;
    if (here === percent || (withEquals && here === equals)) found = percentAt(codes, at);
    else if (here === backslash) found = backslashAt(codes, at);
    else if (here === ampersand) found = ampersandAt(codes, at);
    let next = at + 1;
    if (found !== null) next = found.next;
    // A run of backslashes is skipped in one step, so that no part of it is read twice.
    else if (here === backslash) while (codes[next] === backslash) next += 1;
    changed ||= found !== null;
    plain.add(found?.value ?? here, starts[at] ?? 0, ends[next - 1] ?? 0);
    at = next;
  }
  return changed ? plain.done() : null;
}

/**
 * Reads the text as a list of character codes, as in `115, 107, 45`: each number becomes one
 * character, everything else one that never matches.
 */
export function decimalView({ codes, starts, ends }: TextView): TextView {
  const read = growView(codes.length);
  for (let at = 0; at < codes.length;) {
    const found = readNumber(codes, at, 10, [1, codes.length]);
    if (found === null) {
      const here = codes[at] ?? 0;
      const separates = here <= 32 || here === comma;
      if (!separates) read.add(0x100, starts[at] ?? 0, ends[at] ?? 0);
      at += 1;
    } else {
      read.add(Math.min(found.value, 0x100), starts[at] ?? 0, ends[found.next - 1] ?? 0);
      at = found.next;
    }
  }
  return read.done();
}
