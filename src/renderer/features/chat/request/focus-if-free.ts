import { isFocusFree } from '../../../ui/focus-free.ts';

/** Focuses a control of the card that appears, unless the focus is in use elsewhere. */
export function focusIfFree(control: HTMLElement | null): void {
  if (isFocusFree()) control?.focus({ preventScroll: true });
}
