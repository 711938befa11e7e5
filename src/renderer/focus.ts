/** Puts the caret into the message box, as soon as there is one that can be typed in. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('textarea[aria-label="Message"]')?.focus();
  });
}

/** Puts the caret into the search box, as soon as it is there. */
export function focusSearch(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLInputElement>('input[type="search"]')?.select();
  });
}
