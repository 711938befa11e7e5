/** After this time without a box, keys go where they go (ms). */
const patienceMs = 3000;

let typed = '';
let stop: (() => void) | null = null;

/**
 * Holds what is typed from now on, for a box that is still being loaded: its first letters must not
 * go elsewhere, and Enter must not send a draft. Other keys without Ctrl or Alt do nothing. Ends
 * with {@link takeEarlyKeys}, with Esc, or after three seconds.
 */
export function holdEarlyKeys(): void {
  stop?.();
  typed = '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') stop?.();
    else if (key === 'Backspace') typed = typed.slice(0, -1);
    else if (key.length === 1) typed += key;
  };
  const timer = setTimeout(() => stop?.(), patienceMs);
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    typed = '';
    stop = null;
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
}

/** Returns what was typed meanwhile, and ends holding. Call it when the box has got the focus. */
export function takeEarlyKeys(): string {
  const early = typed;
  stop?.();
  return early;
}
