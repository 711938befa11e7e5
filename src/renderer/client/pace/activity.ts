/** How long after a key, wheel or pointer the person counts as acting (ms). */
const lastsMs = 500;

/** The part of a document that is watched. */
export interface ActivitySource {
  readonly addEventListener: (
    name: 'keydown' | 'wheel' | 'touchmove' | 'pointerdown' | 'pointermove' | 'pointerup',
    listener: (event: { readonly buttons?: number }) => void,
    options: { readonly capture: true; readonly passive: true },
  ) => void;
}

/**
 * Watches for keys, wheel, touch and a pointer that is held down; one that only moves is no work.
 * `onBegin` is called when the person begins after a rest. Returns a function that tells whether
 * the person types, scrolls or selects.
 */
export function watchActivity(
  source: ActivitySource,
  now: () => number,
  onBegin: () => void,
): () => boolean {
  let until = Number.NEGATIVE_INFINITY;
  let isHeld = false;
  const isActing = (): boolean => isHeld || now() < until;
  const act = (): void => {
    const begins = !isActing();
    until = now() + lastsMs;
    if (begins) onBegin();
  };
  const rest = ({ buttons = 0 }: { readonly buttons?: number }): void => {
    if (buttons === 0) isHeld = false;
  };
  const hold = (): void => {
    act();
    isHeld = true;
  };
  const options = { capture: true, passive: true } as const;
  source.addEventListener('keydown', act, options);
  source.addEventListener('wheel', act, options);
  source.addEventListener('touchmove', act, options);
  source.addEventListener('pointerdown', hold, options);
  source.addEventListener('pointerup', act, options);
  source.addEventListener('pointerup', rest, options);
  // A scroll bar that is let go sends no pointerup.
  source.addEventListener('pointermove', rest, options);
  return isActing;
}
