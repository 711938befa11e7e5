import { createContext } from 'react';
import { imageSize, rasterType } from '../../../shared/image-size.ts';
import type { ImageSize } from '../../../shared/image-size.ts';

/** Pixel limits for one picture in the text of an answer, and for all of them together. */
const maxPixels = 50_000_000;
const maxInAnswer = 100_000_000;

/** Length limit of a picture's URL, in characters. The first ones contain its dimensions. */
const longestAddress = 16_000_000;
const startLength = 700_000;

/** URLs from this length on are stored outside the text, which stays short. */
const longAddress = /data:image\/[\w.+-]{1,40};base64,[A-Za-z0-9+/=]{256,}/g;

const place = 'parley-picture:';

/** The verdict on a `data:` URL of an image. */
export type DataPicture =
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'svg'; readonly source: string }
  | { readonly kind: 'refused'; readonly reason: PictureRefusal };

/** Why a picture is not shown. */
export type PictureRefusal =
  | { readonly kind: 'too_long' | 'unreadable' | 'too_many' }
  | ({ readonly kind: 'too_large' } & ImageSize);

/** The pictures embedded in the text of one answer. */
export interface Pictures {
  /** Replaces the long URLs of pictures with short names. */
  readonly fold: (text: string) => string;
  /** Returns the URL behind a name; anything else is returned unchanged. */
  readonly unfold: (url: string) => string;
  /** Judges a `data:` URL. Its pixels count towards the limit of the answer. */
  readonly judge: (url: string) => DataPicture;
}

function bytesOf(data: string, isBase64: boolean): Uint8Array | null {
  try {
    const start = data.slice(0, startLength - (startLength % 4));
    const text = isBase64 ? atob(start.replaceAll(/\s/g, '')) : decodeURIComponent(start);
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

function svgOf(data: string, isBase64: boolean): string | null {
  try {
    if (!isBase64) return decodeURIComponent(data);
    const bytes = Uint8Array.from(atob(data.replaceAll(/\s/g, '')), (letter) =>
      letter.charCodeAt(0),
    );
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

interface Judgement {
  readonly picture: DataPicture;
  readonly pixels: number;
}

const refused = (reason: PictureRefusal): Judgement => ({
  picture: { kind: 'refused', reason },
  pixels: 0,
});

function judge(url: string): Judgement {
  if (url.length > longestAddress) return refused({ kind: 'too_long' });
  const [, type = '', base64, data = ''] =
    /^data:image\/([\w.+-]+)(?![\w.+-])[^,]*?(;base64)?,([^]*)$/i.exec(url) ?? [];
  const isBase64 = base64 !== undefined;
  if (/^svg/i.test(type)) {
    const source = svgOf(data, isBase64);
    if (source === null) return refused({ kind: 'unreadable' });
    return { picture: { kind: 'svg', source }, pixels: 0 };
  }
  const bytes = bytesOf(data, isBase64);
  const found = bytes === null ? null : rasterType(bytes);
  const size = bytes === null || found === null ? null : imageSize(bytes, found);
  if (size === null) return refused({ kind: 'unreadable' });
  const pixels = size.width * size.height;
  if (pixels > maxPixels) return refused({ kind: 'too_large', ...size });
  return { picture: { kind: 'shown', url }, pixels };
}

/** Creates an empty set of pictures for an answer. */
export function createPictures(): Pictures {
  const names = new Map<string, string>();
  const addresses: string[] = [];
  const judged = new Map<string, DataPicture>();
  let left = maxInAnswer;
  return {
    fold(text) {
      if (text.length < 256 || !text.includes(';base64,')) return text;
      return text.replaceAll(longAddress, (url, offset: number) => {
        // It may still grow, and each piece would make another one.
        if (offset + url.length === text.length) return `${place}growing`;
        const known = names.get(url);
        if (known !== undefined) return known;
        const name = `${place}${addresses.length}`;
        addresses.push(url);
        names.set(url, name);
        return name;
      });
    },
    unfold(url) {
      const index = url.startsWith(place) ? url.slice(place.length) : '';
      return /^\d+$/.test(index) ? (addresses[Number(index)] ?? url) : url;
    },
    judge(url) {
      const known = judged.get(url);
      if (known !== undefined) return known;
      const { picture, pixels } = judge(url);
      const fits = pixels <= left;
      if (fits) left -= pixels;
      const result: DataPicture = fits
        ? picture
        : { kind: 'refused', reason: { kind: 'too_many' } };
      judged.set(url, result);
      return result;
    },
  };
}

/** The pictures of the surrounding answer. */
export const PicturesContext = createContext<Pictures>(createPictures());
