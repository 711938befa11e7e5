import type { Content } from '../wire/protocol.ts';

/** A scanned document as the model gets it: pages, with pictures where there is no text. */
export interface PagesContent {
  readonly kind: 'pages';
  readonly pages: readonly {
    /** Page number, starting at 1. */
    readonly number: number;
    /** The page's text; empty if there is none. */
    readonly text: string;
    /** A data: URL; null if the page has only text or is left out. */
    readonly picture: string | null;
  }[];
  /** Pages that should be sent as pictures but exceed the limit; ascending page numbers. */
  readonly leftOut: readonly number[];
}

/** Formats ascending numbers the way people write them: `3, 5 to 9`. */
function ranges(numbers: readonly number[]): string {
  const found: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const current = found.at(-1);
    if (current?.last === number - 1) current.last = number;
    else found.push({ first: number, last: number });
  }
  return found
    .map(({ first, last }) => (first === last ? String(first) : `${first} to ${last}`))
    .join(', ');
}

/** The content parts for a scanned document: an introduction, then each page with its number. */
export function partsOfPages(name: string, { pages, leftOut }: PagesContent): readonly Content[] {
  const left = new Set(leftOut);
  const note = leftOut.length === 0 ? '' : ` Left out, as there are too many: ${ranges(leftOut)}.`;
  const parts: Content[] = [];
  let words = `File ${name}, pages: ${pages.length}. Scanned pages are pictures.${note}`;
  for (const { number, text, picture } of pages) {
    if (left.has(number) && text === '') continue;
    words += `\n\n[Page ${number}]${text === '' ? '' : `\n${text}`}`;
    if (picture === null) continue;
    parts.push({ kind: 'text', text: words.trimStart() });
    parts.push({ kind: 'image', url: picture });
    words = '';
  }
  return words === '' ? parts : [...parts, { kind: 'text', text: words.trimStart() }];
}
