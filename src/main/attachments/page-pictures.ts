import { imageSize } from '../../shared/image-size.ts';

/** A page of a PDF as a picture. */
export interface PagePicture {
  /** Page number, starting at 1. */
  readonly number: number;
  /** A JPEG as a `data:` URL, as a model gets it. */
  readonly url: string;
}

/** Why pages could not be drawn. `none`: this program cannot draw. */
export type NotDrawn = 'slow' | 'large' | 'damaged' | 'none';

export type DrawnPages =
  | { readonly kind: 'drawn'; readonly pictures: readonly PagePicture[] }
  | { readonly kind: NotDrawn };

/** Draws pages of a PDF in order, as many as {@link pageLimits} allow. Never rejects. */
export type DrawPages = (
  pieces: readonly Uint8Array[],
  numbers: readonly number[],
) => Promise<DrawnPages>;

/** For programs without a window, which cannot draw. */
export const drawNothing: DrawPages = () => Promise.resolve({ kind: 'none' });

/** Limits on the pictures of one PDF. */
export interface PageLimits {
  readonly maxPages: number;
  /** In pixels; models scale larger pictures down themselves. */
  readonly longestSide: number;
  /** JPEG quality. */
  readonly quality: number;
  /** Total length of all pictures as sent (UTF-16 code units). */
  readonly maxLength: number;
  readonly deadlineMs: number;
  /** Memory limit of the process that draws the pages. */
  readonly memoryBytes: number;
}

export const pageLimits: PageLimits = {
  maxPages: 20,
  longestSide: 1600,
  quality: 0.85,
  maxLength: 20_000_000,
  deadlineMs: 60_000,
  memoryBytes: 1.5 * 1024 ** 3,
};

/** A page with fewer characters than this has only a stamp or a number, no real text. */
const fewCharacters = 40;

function isBare(text: string): boolean {
  return text.replaceAll(/\s/g, '').length < fewCharacters;
}

/**
 * The pages of a PDF, from 1, that a model gets as pictures: all of them if there is no text at
 * all, otherwise those with hardly any text, provided that the PDF contains pictures and at least
 * half of its pages are like that.
 */
export function pagesToDraw(pages: readonly string[], hasPictures: boolean): readonly number[] {
  const numbers = pages.map((_, index) => index + 1);
  if (pages.every((page) => page === '')) return numbers;
  if (!hasPictures) return [];
  const bare = numbers.filter((number) => isBare(pages[number - 1] ?? ''));
  return bare.length * 2 >= pages.length ? bare : [];
}

/**
 * The picture in a page's answer; null for anything else. The answer is untrusted: the file may
 * have taken the page over.
 */
export function pictureOf(answer: unknown, { longestSide, maxLength }: PageLimits): string | null {
  const start = 'data:image/jpeg;base64,';
  if (typeof answer !== 'string' || answer.length > maxLength || !answer.startsWith(start)) {
    return null;
  }
  const base64 = answer.slice(start.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const sides = imageSize(Buffer.from(base64.slice(0, 65_536), 'base64'), 'image/jpeg');
  if (sides === null || Math.max(sides.width, sides.height) > longestSide) return null;
  return answer;
}
