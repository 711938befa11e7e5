import { growView, hexValue, type TextView } from './text-view.ts';

const letterX = 'x'.charCodeAt(0);

/** The value of a base64 or base64url character; -1 for anything else. */
function base64Value(character: number): number {
  if (character >= 65 && character <= 90) return character - 65;
  if (character >= 97 && character <= 122) return character - 71;
  if (character >= 48 && character <= 57) return character + 4;
  if (character === 43 || character === 45) return 62;
  return character === 47 || character === 95 ? 63 : -1;
}

/**
 * Decodes digits of `bits` bits into bytes, starting at digit `offset`; other characters are
 * skipped.
 */
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

/** The text decoded as base64, for every possible starting offset. */
export function base64Views(view: TextView): readonly TextView[] {
  return [0, 1, 2, 3].map((offset) => bytesView(view, base64Value, 6, offset));
}

/** The view without the zeros of hexadecimal prefixes, as in `0x41`. */
function withoutHexMarks({ codes, starts, ends }: TextView): TextView {
  const kept = growView(codes.length);
  for (const [at, character] of codes.entries()) {
    if (character === 48 && ((codes[at + 1] ?? 0) | 32) === letterX) continue;
    kept.add(character, starts[at] ?? 0, ends[at] ?? 0);
  }
  return kept.done();
}

/** The text decoded as hexadecimal, for every possible starting offset. */
export function hexViews(view: TextView): readonly TextView[] {
  const digits = withoutHexMarks(view);
  return [0, 1].map((offset) => bytesView(digits, hexValue, 4, offset));
}

/**
 * The shortest run of legible characters that is not accidental: six characters of a secret are
 * eight of base64.
 */
const legibleRun = 8;

const isLegible = (character: number): boolean =>
  (character >= 32 && character < 127) || character === 9 || character === 10 || character === 13;

/** Runs of legible bytes that are too long to be accidental. */
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
 * The legible part of decoded bytes, which may be decoded once more; null if there is none. This
 * discards almost everything that was not encoded at all.
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
