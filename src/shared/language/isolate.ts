/** Letters that run from right to left. */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Marks that change the direction of what follows, in the words of strangers. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const letter = /[\p{L}\p{N}]/u;

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';
const isolateMarks = /[\u2066-\u2069]/gu;

/**
 * Closes the isolates that words open and drops the ends that they have too many. Either would
 * carry the words' direction into the rest of the sentence.
 */
function balanced(words: string): string {
  let open = 0;
  const kept = words.replaceAll(isolateMarks, (mark) => {
    if (mark !== popIsolate) {
      open += 1;
      return mark;
    }
    if (open === 0) return '';
    open -= 1;
    return mark;
  });
  return kept + popIsolate.repeat(open);
}

/**
 * Sets words of the person or of strangers apart from the sentence around them, so that neither
 * changes the direction of the other. Words that cannot change it are returned as they are.
 */
export function isolate(words: string, direction: 'ltr' | 'rtl'): string {
  const isSafe =
    direction === 'ltr'
      ? !rightToLeft.test(words) && !directionMarks.test(words)
      : !letter.test(words) && !directionMarks.test(words);
  return isSafe ? words : `${firstStrongIsolate}${balanced(words)}${popIsolate}`;
}

/**
 * A message without the marks that set its words apart: for what is kept, copied, written to a file
 * or a terminal, or read by a program.
 */
export function withoutIsolates(message: string): string {
  return message.replaceAll(/[\u2068\u2069]/gu, '');
}
