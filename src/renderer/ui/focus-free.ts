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
