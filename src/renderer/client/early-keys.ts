/** After this time without a box, keys go where they go (ms). */
const patienceMs = 3000;

let typed = '';
let stop: (() => void) | null = null;

/**
 * Holds what is typed from now on, for a box that is still being loaded: the first letters of it
 * must not go elsewhere. Ends with {@link takeEarlyKeys}, with Esc, or after three seconds.
 */
export function holdEarlyKeys(): void {
  stop?.();
  typed = '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape') stop?.();
    if (key.length !== 1 || ctrlKey || metaKey || altKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    typed += key;
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
