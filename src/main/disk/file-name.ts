import { t } from '../../shared/language/translate.ts';

/** Leaves room for a number and an extension within the 255 bytes of most file systems. */
const longestBytes = 180;
/** Windows limits the whole path, so names are kept short. */
const longestCharacters = 100;

/** Names that Windows reserves for devices, with any extension. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/** Characters that are forbidden on Windows or separate paths on some system. */
const forbidden = /[<>:"/\\|?*]/g;
/** Control characters, invisible ones that change text direction, and noncharacters. */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Made on first use, because making one is slow. */
let graphemes: Intl.Segmenter | null = null;

function shortened(text: string): string {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let result = '';
  let characters = 0;
  for (const { segment } of graphemes.segment(text)) {
    characters += segment.length;
    if (characters > longestCharacters || Buffer.byteLength(result + segment) > longestBytes) break;
    result += segment;
  }
  return result;
}

/**
 * Turns a title into a file name, without extension, that Windows, macOS and Linux all accept and
 * that is the same on all three. Emoji and letters of any script are preserved. Never empty.
 */
export function safeFileName(title: string, fallback = t('file.conversation')): string {
  const clean = shortened(
    title
      .slice(0, 2000)
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(invisible, ' ')
      .replaceAll(forbidden, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )
    // A leading dot hides a file, and Windows drops a trailing dot or space.
    .replace(/^[.\s]+/, '')
    .replace(/(?<![.\s])[.\s]+$/, '');
  if (clean === '') return fallback;
  return reserved.test(clean) ? `_${clean}` : clean;
}

/** Makes names unique: `Title`, `Title (2)`, … also where upper and lower case are the same. */
export function createNames(): (name: string, extension: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  const key = (name: string): string => name.normalize('NFKC').toLowerCase();
  return (name, extension) => {
    const first = `${name}${extension}`;
    let candidate = first;
    let number = next.get(key(first)) ?? 2;
    while (taken.has(key(candidate))) {
      candidate = `${name} (${number})${extension}`;
      number += 1;
    }
    next.set(key(first), number);
    taken.add(key(candidate));
    return candidate;
  };
}
