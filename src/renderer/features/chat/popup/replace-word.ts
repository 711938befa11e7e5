/** A word of the message, with its position when it was found. */
export interface Word {
  readonly start: number;
  readonly text: string;
}

/**
 * Replaces a word of the message as one step of the browser's undo. If the message has changed
 * since, inserts the text at the caret instead.
 */
export function replaceWord(element: HTMLTextAreaElement, word: Word, text: string): void {
  element.focus();
  const isThere = element.value.startsWith(word.text, word.start);
  if (isThere) element.setSelectionRange(word.start, word.start + word.text.length);
  // There is no other way to change a text box that undo knows of.
  if (text !== '') document.execCommand('insertText', false, text);
  else if (isThere && word.text !== '') document.execCommand('delete');
}
