import { imageSize } from '../../shared/image-size.ts';

/** A page of a PDF as a picture. */
export interface PagePicture {
  /** From 1. */
  readonly number: number;
  /** A `data:` address of a JPEG, as a model gets it. */
  readonly url: string;
}

/** Why pages could not be drawn. `none`: nothing in this program draws. */
export type NotDrawn = 'slow' | 'large' | 'damaged' | 'none';

export type DrawnPages =
  | { readonly kind: 'drawn'; readonly pictures: readonly PagePicture[] }
  | { readonly kind: NotDrawn };

/** Draws pages of a PDF, as many of them as {@link pageLimits} allow, in their order. Never rejects. */
export type DrawPages = (
  pieces: readonly Uint8Array[],
  numbers: readonly number[],
) => Promise<DrawnPages>;

/** For programs without a window: there is nothing to draw with. */
export const drawNothing: DrawPages = () => Promise.resolve({ kind: 'none' });

/** What the pictures of one PDF may take. */
export interface PageLimits {
  readonly mostPages: number;
  /** Models make larger pictures smaller themselves; pixels. */
  readonly longestSide: number;
  /** As JPEG has it. */
  readonly quality: number;
  /** All pictures together, as they are sent; UTF-16 code units. */
  readonly mostLength: number;
  readonly deadlineMs: number;
  /** All that the process of the page may hold. */
  readonly memoryBytes: number;
}

export const pageLimits: PageLimits = {
  mostPages: 20,
  longestSide: 1600,
  quality: 0.85,
  mostLength: 20_000_000,
  deadlineMs: 60_000,
  memoryBytes: 1.5 * 1024 ** 3,
};

/** A page with fewer characters than this holds a stamp or a number, and no text. */
const fewCharacters = 40;

function isBare(text: string): boolean {
  return text.replaceAll(/\s/g, '').length < fewCharacters;
}

/**
 * The pages of a PDF, from 1, that a model gets as pictures: all of them if there is no text at all, else
 * those with hardly any, provided that there are pictures in the PDF and at least half of its pages are such.
 */
export function pagesToDraw(pages: readonly string[], hasPictures: boolean): readonly number[] {
  const numbers = pages.map((_, index) => index + 1);
  if (pages.every((page) => page === '')) return numbers;
  if (!hasPictures) return [];
  const bare = numbers.filter((number) => isBare(pages[number - 1] ?? ''));
  return bare.length * 2 >= pages.length ? bare : [];
}

/** The picture that a page drew; null for anything else: it may be in the hands of what it has read. */
export function pictureOf(answer: unknown, { longestSide, mostLength }: PageLimits): string | null {
  const start = 'data:image/jpeg;base64,';
  if (typeof answer !== 'string' || answer.length > mostLength || !answer.startsWith(start)) {
    return null;
  }
  const base64 = answer.slice(start.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const sides = imageSize(Buffer.from(base64.slice(0, 65_536), 'base64'), 'image/jpeg');
  if (sides === null || Math.max(sides.width, sides.height) > longestSide) return null;
  return answer;
}
