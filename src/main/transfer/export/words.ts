/**
 * Control characters, line and paragraph separators, and invisible characters that change text
 * direction.
 */
const notInWords = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/gu;

/** Longest title, name or model (UTF-16 code units). */
const longestWords = 1000;

/** Makes an untrusted text (a title, a name, a model, a server's message) fit on a single line. */
export function words(text: string): string {
  return text
    .slice(0, longestWords)
    .toWellFormed()
    .replaceAll(notInWords, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
