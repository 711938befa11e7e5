/** After this time without a box, keys go where they go (ms). */
const patienceMs = 3000;

/** Keys that came before their box. */
export interface EarlyKeys {
  readonly text: string;
  /** Enter ended the text. */
  readonly isEntered: boolean;
}

const noKeys: EarlyKeys = { text: '', isEntered: false };

let typed = noKeys;
let stop: (() => void) | null = null;

function withKey(keys: EarlyKeys, key: string): EarlyKeys {
  if (keys.isEntered) return keys;
  if (key === 'Enter') return { ...keys, isEntered: true };
  if (key === 'Backspace') return { ...keys, text: keys.text.slice(0, -1) };
  return key.length === 1 ? { ...keys, text: `${keys.text}${key}` } : keys;
}

/**
 * Holds what is typed from now on, for a box that is still being loaded: its first letters must not
 * go elsewhere, and Enter must not send a draft. Other keys without Ctrl or Alt do nothing, and
 * neither does any after Enter. Ends with {@link takeEarlyKeys}, with Esc, or after three seconds.
 */
export function holdEarlyKeys(): void {
  stop?.();
  typed = noKeys;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') stop?.();
    else typed = withKey(typed, key);
  };
  const timer = setTimeout(() => stop?.(), patienceMs);
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    typed = noKeys;
    stop = null;
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
}

/** Returns what was typed meanwhile, and ends holding. Call it when the box has got the focus. */
export function takeEarlyKeys(): EarlyKeys {
  const early = typed;
  stop?.();
  return early;
}
