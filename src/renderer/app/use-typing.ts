import { useEffect } from 'react';
import { runWindowAction } from '../client/window-actions.ts';
import { focusComposer } from '../common/focus.ts';

/** Elements in which letters have a meaning, or that cover the conversation. */
const takesLetters =
  'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]';

/**
 * True for a letter that nothing else handles. Space is excluded: it presses buttons and scrolls.
 */
function isLooseLetter(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!/^\S$/u.test(event.key)) return false;
  const { target } = event;
  if (!(target instanceof Element) || target.closest(takesLetters) !== null) return false;
  return document.querySelector('[role="menu"], [role="dialog"], [role="alertdialog"]') === null;
}

/**
 * Directs typing to the message box wherever the focus is, because a person who opens a
 * conversation and types means to write. A question mark asks for the shortcuts.
 */
export function useTyping(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isLooseLetter(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        runWindowAction('keyboard_shortcuts');
        return;
      }
      // The letter itself arrives in the box, because the focus moves before the key's default
      // action.
      focusComposer();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
