/** A character that opens the list of suggestions. */
export type TriggerMark = '/' | '@';

/** A word of the message that begins with a mark and ends at the caret. */
export interface FoundTrigger {
  readonly mark: TriggerMark;
  /** The position of the mark, in UTF-16 code units. */
  readonly start: number;
  /** The text between the mark and the caret. */
  readonly query: string;
}

/** A longer word is not searched for, in UTF-16 code units. */
const longestQuery = 100;

function isMark(text: string | undefined): text is TriggerMark {
  return text === '/' || text === '@';
}

/** All white space is one UTF-16 code unit, so half a character is never mistaken for it. */
function isSpace(text: string, index: number): boolean {
  return /\s/u.test(text.charAt(index));
}

/**
 * Returns the trigger in front of the caret; null if there is none. The mark has to begin a word
 * that ends at the caret. A second mark makes the word a path, a comment or an address.
 */
export function triggerAt(text: string, caret: number): FoundTrigger | null {
  if (caret < text.length && !isSpace(text, caret)) return null;
  let start = caret;
  while (start > 0 && !isSpace(text, start - 1)) {
    start -= 1;
    if (caret - start > longestQuery + 1) return null;
  }
  const mark = text[start];
  if (start === caret || !isMark(mark)) return null;
  const query = text.slice(start + 1, caret);
  return query.includes(mark) || query.includes('\\') ? null : { mark, start, query };
}

/**
 * Returns whether an input event typed a mark. Pasted, dropped and composed text does not, and any
 * other key costs two comparisons.
 */
export function isTypedMark({
  data,
  inputType,
  isComposing,
}: Pick<InputEvent, 'data' | 'inputType' | 'isComposing'>): boolean {
  return (data === '/' || data === '@') && inputType === 'insertText' && !isComposing;
}
