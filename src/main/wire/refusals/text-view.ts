/**
 * One reading of a text: its characters after some decoding, each with its place in the original.
 * Anything found in a view can therefore be removed from the text itself.
 */
export interface TextView {
  /** UTF-16 code units, or bytes if decoded from base64 or hex. */
  readonly codes: Uint16Array;
  /** Where each character begins and ends in the original text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A view under construction; it grows up to the length of its source. */
interface GrowingView {
  readonly add: (code: number, start: number, end: number) => void;
  readonly done: () => TextView;
}

/** Creates an empty view with room for `most` characters. */
export function growView(most: number): GrowingView {
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

/**
 * A ligature or a sign such as ㎏ stands for two or three letters; the few longer ones are words.
 */
const maxPerCharacter = 3;

/**
 * The text with styled letters and digits (𝐬𝐤, ⓢⓚ, ｓｋ) as plain ones and without combining marks:
 * Unicode's compatibility decomposition. Null if the text is pure ASCII.
 */
export function compatibleView(text: string): TextView | null {
  if (!/[^\0-\x7f]/.test(text)) return null;
  const view = growView(text.length * maxPerCharacter);
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const letters = character.normalize('NFKD').replace(/\p{M}/gu, '').slice(0, maxPerCharacter);
    for (const letter of letters) view.add(letter.charCodeAt(0), at, end);
    at = end;
  }
  return view.done();
}

/** The value of a hexadecimal digit; -1 for anything else. */
export function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
