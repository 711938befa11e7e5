import { isTyping } from '../ui/focus-free.ts';

/** Puts the caret into the message box, as soon as there is one that can be typed in. */
export function focusComposer(): void {
  const focus = (): void =>
    document.querySelector<HTMLElement>('textarea[aria-label="Message"]')?.focus();
  focus();
  const before = document.activeElement;
  requestAnimationFrame(() => {
    // Who has gone on to another box by a shortcut stays there.
    if (document.activeElement === before || !isTyping()) focus();
  });
}

/** True if the caret is in the box now, with what was in it selected. */
function select(selector: string): boolean {
  const box = document.querySelector<HTMLInputElement>(selector);
  box?.select();
  return box !== null && box === document.activeElement;
}

/**
 * At once where that can be done: a frame later the first letters would be lost, or typed over. A box that
 * the same key brings up is there when React has rendered, which is before the next key.
 */
function selectSoon(selector: string): void {
  if (select(selector)) return;
  queueMicrotask(() => {
    if (!select(selector)) requestAnimationFrame(() => select(selector));
  });
}

/** Puts the caret into the search box, as soon as it is there. */
export function focusSearch(): void {
  selectSoon('input[type="search"]');
}

/** Puts the caret into the box of "Find in conversation", as soon as it is there. */
export function focusFind(): void {
  selectSoon('input[aria-label="Find in conversation"]');
}
