/** Control characters, ends of lines and paragraphs, and invisible ones that turn around what follows. */
const notInWords = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/gu;

/** No title, name or model is longer; UTF-16 code units. */
const longestWords = 1000;

/** A stranger's words on one line: a title, a name, a model, a server's sentence. Never more than a line. */
export function words(text: string): string {
  return text
    .slice(0, longestWords)
    .toWellFormed()
    .replaceAll(notInWords, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
