/** More than any model accepts (UTF-16 code units). */
const maxText = 16_000_000;

/** Thrown when a document contains more text than can be used. */
export class TooLong extends Error {}

/** Collects the text of a document, and throws when it exceeds what any model reads. */
export interface TextBudget {
  add(text: string): void;
  text(): string;
}

/** Creates an empty budget. */
export function createTextBudget(): TextBudget {
  const pieces: string[] = [];
  let size = 0;
  return {
    add(text) {
      size += text.length;
      if (size > maxText) throw new TooLong('It holds more text than any model reads');
      pieces.push(text);
    },
    text: () => pieces.join(''),
  };
}
