import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { subsetOf } from './subset.ts';
import { readWoff, writeWoff } from './woff.ts';

/** Makes the font for the formulas of a page, with the glyphs that they need; null if it has none. */
export type MathFont = (html: Iterable<string>) => Promise<Buffer | null>;

/** The name under which pages and windows know the font. */
export const mathFontName = 'Parley Math';

const named: Readonly<Record<string, string>> = { amp: '&', gt: '>', lt: '<', quot: '"' };

/** The text of HTML that we have written. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^<>]*>/gu, '')
    .replaceAll(
      /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/giu,
      (written, hex, decimal, name) => {
        if (typeof name === 'string') return named[name] ?? written;
        const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
      },
    );
}

/** The formulas in HTML that we have written, which has `<` only in tags. */
function* formulasIn(html: string): Generator<string> {
  for (let start = html.indexOf('<math'); start !== -1;) {
    const end = html.indexOf('</math>', start);
    if (end === -1) return;
    yield html.slice(start, end);
    start = html.indexOf('<math', end);
  }
}

/** Letters of formulas are drawn by the italics of mathematics (MathML Core, `math-auto`). */
const italics: readonly (readonly [first: number, last: number, italic: number])[] = [
  [0x41, 0x5a, 0x1_d4_34],
  [0x61, 0x7a, 0x1_d4_4e],
  [0x01_31, 0x01_31, 0x1_d6_a4],
  [0x02_37, 0x02_37, 0x1_d6_a5],
  [0x03_91, 0x03_a9, 0x1_d6_e2],
  [0x03_b1, 0x03_c9, 0x1_d6_fc],
  [0x22_07, 0x22_07, 0x1_d6_fb],
  [0x22_02, 0x22_02, 0x1_d7_15],
  [0x03_f5, 0x03_f5, 0x1_d7_16],
  [0x03_d1, 0x03_d1, 0x1_d7_17],
  [0x03_f0, 0x03_f0, 0x1_d7_18],
  [0x03_d5, 0x03_d5, 0x1_d7_19],
  [0x03_f1, 0x03_f1, 0x1_d7_1a],
  [0x03_d6, 0x03_d6, 0x1_d7_1b],
  // The italic h is Planck's constant.
  [0x68, 0x68, 0x21_0e],
];

/** Characters that are drawn although no formula contains them: the radical and the space. */
const unwritten = [0x22_1a, 0x20];

/** The code points that the formulas of a page are drawn with; none if it has no formula. */
export function codesOfFormulas(html: Iterable<string>): ReadonlySet<number> {
  const codes = new Set<number>();
  for (const page of html) {
    for (const formula of formulasIn(page)) {
      for (const letter of textOf(formula)) codes.add(letter.codePointAt(0) ?? 0);
    }
  }
  if (codes.size === 0) return codes;
  for (const code of [...codes, ...unwritten]) {
    codes.add(code);
    for (const [first, last, italic] of italics) {
      if (code >= first && code <= last) codes.add(italic + code - first);
    }
  }
  return codes;
}

async function readFont(folder: string): Promise<Buffer> {
  const files = await readdir(folder);
  const file = files.find((name) => /^noto-sans-math-.*\.woff$/u.test(name));
  if (file === undefined) throw new Error('The font of formulas is missing.');
  return readFile(join(folder, file));
}

/**
 * The font for the formulas of a page, out of that of the window, whose files are in `folder`.
 * Without it, the fonts of the reader's system have to do, and `report` is told.
 */
export async function mathFontFor(
  html: Iterable<string>,
  folder: string,
  report: (error: unknown) => void,
): Promise<Buffer | null> {
  const codes = codesOfFormulas(html);
  if (codes.size === 0) return null;
  try {
    return writeWoff(subsetOf(readWoff(await readFont(folder)), codes));
  } catch (error) {
    report(error);
    return null;
  }
}
