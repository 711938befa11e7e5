/**
 * True while the focus is nowhere in particular. What closes, or opens, may then take it; otherwise the
 * person has gone on (a shortcut, a click), and letters they type now would be lost.
 */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** True while the person can be typing: no view that appears may take the focus from them. */
export function isTyping(): boolean {
  const { activeElement } = document;
  return (
    activeElement instanceof HTMLTextAreaElement ||
    (activeElement instanceof HTMLInputElement && activeElement.type !== 'checkbox')
  );
}

const overlays = '[role="menu"], [role="dialog"], [role="alertdialog"]';
let lastPlace: Element | null = null;

/** Remembers where the focus was outside of menus and dialogs, for {@link placeBelow}; returns the end of it. */
export function watchFocus(): () => void {
  const onFocus = ({ target }: FocusEvent): void => {
    if (target instanceof Element && target.closest(overlays) === null) lastPlace = target;
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}

/** Where the focus was before a menu led to a dialog; null if that place is gone. */
export function placeBelow(): Element | null {
  return lastPlace?.isConnected === true ? lastPlace : null;
}
