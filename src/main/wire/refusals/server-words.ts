import { htmlText, looksLikeHtml } from './html-text.ts';
import { redact } from './redact.ts';
import { readSaid, type Said } from './said.ts';
import { shorten } from './shorten.ts';

/** Longest `detail` of an error (UTF-16 code units). */
const longestDetail = 500;

/** How much of a body is turned into text; the rest is ignored. */
const longestLook = 64 * 1024;

/** How much of the text is searched for secrets before it is shortened. */
const longestWords = 4000;

/** The body as JSON text, for when no sentence was found in it. */
export function rawWords(body: unknown): string {
  if (typeof body === 'string') return body;
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    // Nested too deeply even for that; there is nothing readable in it.
    return '';
  }
}

/** The text of what a server said, for classification and display; may contain secrets. */
export function wordsOf(said: Said, body: unknown): string {
  if (said.sentences.length > 0) return said.sentences.join('; ');
  return said.codes.length > 0 ? said.codes.join(', ') : rawWords(body);
}

/**
 * Makes a server's text fit for display: no markup, no secrets, one line, at most 500 code units.
 */
export function shownWords(words: string, secrets: readonly (string | null)[]): string {
  const text = words.slice(0, longestLook);
  const plain = looksLikeHtml(text) ? htmlText(text) : text;
  const line = plain
    .slice(0, longestWords * 4)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    // Remove invisible characters and those that change text direction.
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, '')
    .trim();
  if (line === '{}' || line === '[]' || line === 'null') return '';
  // Redact first: cutting through a secret would leave a part of it.
  return shorten(redact(line.slice(0, longestWords), secrets), longestDetail);
}

/**
 * Returns what a server said in a body (parsed or not) as {@link shownWords}; '' if it said
 * nothing.
 */
export function serverWords(body: unknown, secrets: readonly (string | null)[]): string {
  const cut = typeof body === 'string' ? body.slice(0, longestLook) : body;
  return shownWords(wordsOf(readSaid(cut), cut), secrets);
}
