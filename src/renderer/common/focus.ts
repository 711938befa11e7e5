import { isTyping } from '../ui/focus-free.ts';
import { elementNamed, type FocusName } from '../ui/focus-registry.ts';

/** Puts the caret into the message box, as soon as there is one that can be typed in. */
export function focusComposer(): void {
  const focus = (): void => elementNamed('message_box')?.focus();
  focus();
  const before = document.activeElement;
  requestAnimationFrame(() => {
    // Who has gone on to another box by a shortcut stays there.
    if (document.activeElement === before || !isTyping()) focus();
  });
}

/** True if the caret is in the box now, with what was in it selected. */
function select(name: FocusName): boolean {
  const box = elementNamed(name);
  if (!(box instanceof HTMLInputElement)) return false;
  box.select();
  return box === document.activeElement;
}

/**
 * At once where that can be done: a frame later the first letters would be lost, or typed over. A box that
 * the same key brings up is there when React has rendered, which is before the next key.
 */
function selectSoon(name: FocusName): void {
  if (select(name)) return;
  queueMicrotask(() => {
    if (!select(name)) requestAnimationFrame(() => select(name));
  });
}

/** Puts the caret into the search box, as soon as it is there. */
export function focusSearch(): void {
  selectSoon('search_box');
}

/** Puts the caret into the box of "Find in conversation", as soon as it is there. */
export function focusFind(): void {
  selectSoon('find_box');
}
