/** Letters that run from right to left. */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Marks that change the direction of what follows, in the words of strangers. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const letter = /[\p{L}\p{N}]/u;

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/**
 * Sets words of the person or of strangers apart from the sentence around them, so that neither
 * changes the direction of the other. Words that cannot change it are returned as they are.
 */
export function isolate(words: string, direction: 'ltr' | 'rtl'): string {
  const isSafe =
    direction === 'ltr'
      ? !rightToLeft.test(words) && !directionMarks.test(words)
      : !letter.test(words) && !directionMarks.test(words);
  return isSafe ? words : `${firstStrongIsolate}${words}${popIsolate}`;
}

/** A message without what sets its words apart: for names that are kept. */
export function withoutIsolates(message: string): string {
  return message.replaceAll(/[\u2068\u2069]/gu, '');
}
