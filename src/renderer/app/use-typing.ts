import { useEffect } from 'react';
import { focusComposer } from '../common/focus.ts';

/** Where letters have a meaning of their own, or something lies over the conversation. */
const takesLetters =
  'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]';

/** A letter that nobody else takes. Space presses buttons and scrolls; it stays what it is. */
function isLooseLetter(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!/^\S$/u.test(event.key)) return false;
  const { target } = event;
  if (!(target instanceof Element) || target.closest(takesLetters) !== null) return false;
  return document.querySelector('[role="menu"], [role="dialog"], [role="alertdialog"]') === null;
}

/** Who opens a conversation and begins to type means its message box, wherever the focus is. */
export function useTyping(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // The letter itself arrives there: the focus moves before the key does what it does.
      if (isLooseLetter(event)) focusComposer();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
