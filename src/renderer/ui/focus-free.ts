/**
 * True while the focus is nowhere in particular, so that a closing or opening layer may take it.
 * Otherwise the person has moved on (a shortcut, a click), and letters they type now would be lost.
 */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** True while the person may be typing. A new view must not take the focus then. */
export function isTyping(): boolean {
  const { activeElement } = document;
  return (
    activeElement instanceof HTMLTextAreaElement ||
    (activeElement instanceof HTMLInputElement && activeElement.type !== 'checkbox')
  );
}

const overlays = '[role="menu"], [role="dialog"], [role="alertdialog"]';
let lastPlace: Element | null = null;

/**
 * Remembers the last focus outside menus and dialogs, for {@link placeBelow}. Returns a function
 * that stops it.
 */
export function watchFocus(): () => void {
  const onFocus = ({ target }: FocusEvent): void => {
    if (target instanceof Element && target.closest(overlays) === null) lastPlace = target;
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}

/** The focused element before a menu led to a dialog; null if it is gone. */
export function placeBelow(): Element | null {
  return lastPlace?.isConnected === true ? lastPlace : null;
}
