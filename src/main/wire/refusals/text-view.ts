/**
 * A way to read a text: its characters after some decoding, each with the place it came from. What is
 * found in a view can so be taken out of the text itself.
 */
export interface TextView {
  /** UTF-16 code units, or bytes for what was decoded from base64 or hex. */
  readonly codes: Uint16Array;
  /** Where each began and ended in the text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Grows up to the length of what it is made from. */
interface GrowingView {
  readonly add: (code: number, start: number, end: number) => void;
  readonly done: () => TextView;
}

function growView(most: number): GrowingView {
  const codes = new Uint16Array(most);
  const starts = new Int32Array(most);
  const ends = new Int32Array(most);
  let length = 0;
  return {
    add(code, start, end) {
      codes[length] = Math.min(code, 0xffff);
      starts[length] = start;
      ends[length] = end;
      length += 1;
    },
    done: () => ({
      codes: codes.subarray(0, length),
      starts: starts.subarray(0, length),
      ends: ends.subarray(0, length),
    }),
  };
}

/** The text as it is. */
export function plainView(text: string): TextView {
  const view = growView(text.length);
  for (let at = 0; at < text.length; at += 1) view.add(text.charCodeAt(at), at, at + 1);
  return view.done();
}

/** A ligature or a sign such as ㎏ stands for two or three letters; the few for more are words. */
const mostPerCharacter = 3;

/**
 * The text with letters and digits of other styles (𝐬𝐤, ⓢⓚ, ｓｋ) as plain ones and without combining marks:
 * Unicode's compatibility decomposition. Null for a text of ASCII alone.
 */
export function compatibleView(text: string): TextView | null {
  if (!/[^\0-\x7f]/.test(text)) return null;
  const view = growView(text.length * mostPerCharacter);
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const letters = character.normalize('NFKD').replace(/\p{M}/gu, '').slice(0, mostPerCharacter);
    for (const letter of letters) view.add(letter.charCodeAt(0), at, end);
    at = end;
  }
  return view.done();
}

/** The value of a hexadecimal digit; -1 for anything else. */
function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** A number of `least` to `most` digits at `at`; null when there is none. */
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

/** The names that HTML has for the characters of keys which are no letters. */
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

/** `\u0041`, `\u{41}`, `\x41`, `\101` and `\55`, whatever number of backslashes stands before it. */
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
  // One digit alone more often refers to a group of an expression.
  return end - next < 2 ? null : { value, next: end };
}

/** `&#65;`, `&#x41;` and a few names. */
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
 * Undoes one layer of escapes (percent, JSON and its likes, HTML, quoted-printable); null when there
 * is none. `withEquals`: also those of quoted-printable, which other texts have by chance.
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
    // A run of backslashes is passed in one step, so that none of it is looked at twice.
    else if (here === backslash) while (codes[next] === backslash) next += 1;
    changed ||= found !== null;
    plain.add(found?.value ?? here, starts[at] ?? 0, ends[next - 1] ?? 0);
    at = next;
  }
  return changed ? plain.done() : null;
}

/** The value of a character of base64 or base64url; -1 for anything else. */
function base64Value(character: number): number {
  if (character >= 65 && character <= 90) return character - 65;
  if (character >= 97 && character <= 122) return character - 71;
  if (character >= 48 && character <= 57) return character + 4;
  if (character === 43 || character === 45) return 62;
  return character === 47 || character === 95 ? 63 : -1;
}

/** Reads digits of so many bits as bytes, from the digit `offset` on; what is no digit is passed over. */
function bytesView(
  view: TextView,
  valueOf: (character: number) => number,
  bits: 4 | 6,
  offset: number,
): TextView {
  const bytes = growView(Math.ceil((view.codes.length * bits) / 8));
  let skipped = 0;
  let held = 0;
  let heldBits = 0;
  let from = 0;
  for (const [at, character] of view.codes.entries()) {
    const value = valueOf(character);
    if (value === -1) continue;
    if (skipped < offset) {
      skipped += 1;
      continue;
    }
    if (heldBits === 0) from = at;
    held = ((held << bits) | value) & 0xffff;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes.add((held >> heldBits) & 0xff, view.starts[from] ?? 0, view.ends[at] ?? 0);
    from = at;
  }
  return bytes.done();
}

/** Everything that the text is if it is base64, wherever that begins. */
export function base64Views(view: TextView): readonly TextView[] {
  return [0, 1, 2, 3].map((offset) => bytesView(view, base64Value, 6, offset));
}

/** The view without the zeros that only announce hexadecimal digits, as in `0x41`. */
function withoutHexMarks({ codes, starts, ends }: TextView): TextView {
  const kept = growView(codes.length);
  for (const [at, character] of codes.entries()) {
    if (character === 48 && ((codes[at + 1] ?? 0) | 32) === letterX) continue;
    kept.add(character, starts[at] ?? 0, ends[at] ?? 0);
  }
  return kept.done();
}

/** Everything that the text is if it is hexadecimal, wherever that begins. */
export function hexViews(view: TextView): readonly TextView[] {
  const digits = withoutHexMarks(view);
  return [0, 1].map((offset) => bytesView(digits, hexValue, 4, offset));
}

/** So many characters of text in a row are no chance: six characters of a secret are eight of base64. */
const legibleRun = 8;

const isLegible = (character: number): boolean =>
  (character >= 32 && character < 127) || character === 9 || character === 10 || character === 13;

/** The stretches of bytes that are text, long enough to be so by no chance. */
function legibleRuns(codes: Uint16Array): readonly (readonly [from: number, to: number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = 0;
  for (let at = 0; at <= codes.length; at += 1) {
    if (at < codes.length && isLegible(codes[at] ?? 0)) continue;
    if (at - from >= legibleRun) runs.push([from, at]);
    from = at + 1;
  }
  return runs;
}

/**
 * What of decoded bytes is text that may be decoded once more; null when nothing is. Almost all that
 * was no encoding at all falls away here.
 */
export function legibleView({ codes, starts, ends }: TextView): TextView | null {
  const runs = legibleRuns(codes);
  if (runs.length === 0) return null;
  const kept = growView(runs.reduce((sum, [from, to]) => sum + to - from, 0));
  for (const [from, to] of runs) {
    for (let at = from; at < to; at += 1) kept.add(codes[at] ?? 0, starts[at] ?? 0, ends[at] ?? 0);
  }
  return kept.done();
}

/** The text read as numbers of characters, as in `115, 107, 45`: each number one character, all else one that is none. */
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
