import { takeEarlyKeys } from '../client/early-keys.ts';
import { elementNamed, type FocusName } from '../ui/focus-registry.ts';

/**
 * Focuses the message box as soon as one can be typed in. A layer that closes gives the focus back
 * in the next frame, so the box takes it again then, unless the person has moved it meanwhile.
 */
export function focusComposer(): void {
  const focus = (): void => elementNamed('message_box')?.focus();
  focus();
  const before = document.activeElement;
  const acted = new AbortController();
  const onAct = (event: Event): void => {
    const types = event instanceof KeyboardEvent && event.key.length === 1;
    if (!types || event.ctrlKey || event.metaKey) acted.abort();
  };
  for (const act of ['keydown', 'pointerdown'] as const) {
    window.addEventListener(act, onAct, { capture: true, signal: acted.signal });
  }
  requestAnimationFrame(() => {
    if (!acted.signal.aborted || document.activeElement === before) focus();
    acted.abort();
  });
}

/**
 * Focuses the message box of what is on show with the next frame, and types into it what was typed
 * since `holdEarlyKeys`.
 */
export function typeIntoComposer(): void {
  focusComposer();
  requestAnimationFrame(() => {
    const box = elementNamed('message_box');
    box?.focus();
    const { text: early } = takeEarlyKeys();
    if (early !== '' && box === document.activeElement) {
      document.execCommand('insertText', false, early);
    }
  });
}

/** Focuses the box and selects its text. Returns false if it does not have the focus afterwards. */
function select(name: FocusName): boolean {
  const box = elementNamed(name);
  if (!(box instanceof HTMLInputElement)) return false;
  box.select();
  return box === document.activeElement;
}

/**
 * Focuses at once if possible. A frame later, the first letters would be lost or typed over. A box
 * that the same key opens exists once React has rendered, which is before the next key.
 */
function selectSoon(name: FocusName): void {
  if (select(name)) return;
  queueMicrotask(() => {
    if (!select(name)) requestAnimationFrame(() => select(name));
  });
}

/** Focuses the search box as soon as it exists. */
export function focusSearch(): void {
  selectSoon('search_box');
}

/** Searches all messages for a text, as if it had been typed. */
export function searchFor(text: string): void {
  focusSearch();
  // A sidebar that was closed has its box with the next frame.
  requestAnimationFrame(() => {
    if (select('search_box')) document.execCommand('insertText', false, text);
  });
}

/** Focuses the box of "Find in conversation" as soon as it exists. */
export function focusFind(): void {
  selectSoon('find_box');
}
