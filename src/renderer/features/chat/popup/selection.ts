import { elementNamed } from '../../../ui/focus-registry.ts';
import { textOfRange } from './range-text.ts';

/** What was selected in the conversation last. Clicking into the message box takes it away. */
let last: Range | null = null;

function isTextBox(element: Element | null): boolean {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
}

/** Follows the selection; its text is not read. */
function follow(): void {
  // A key in a text box moves the caret, too.
  if (isTextBox(document.activeElement)) return;
  const selection = document.getSelection();
  const log = elementNamed('log');
  if (selection === null || log === null || !log.contains(selection.anchorNode)) return;
  last = selection.isCollapsed ? null : selection.getRangeAt(0).cloneRange();
}

/** Remembers what is selected in the conversation. Returns a function that stops it. */
export function watchSelection(): () => void {
  document.addEventListener('selectionchange', follow);
  return () => {
    document.removeEventListener('selectionchange', follow);
    last = null;
  };
}

/** The text that was selected in the conversation last; '' if it is gone. */
export function selectedText(): string {
  if (last === null || !last.startContainer.isConnected) return '';
  return textOfRange(last.cloneContents());
}
