/** After this long without a key, wheel or pointer the caret stands still (ms). */
const stillAfterMs = 10_000;

/** Clock and effect, injected so that tests control them. */
export interface StillnessOptions {
  readonly isActing: () => boolean;
  /** Called when the page becomes still, and when it ends. */
  readonly onChange: (isStill: boolean) => void;
  readonly after: (ms: number, callback: () => void) => void;
}

/**
 * Watches until nobody has touched anything for a while. A caret that blinks draws a frame twice a
 * second, and would be all that an idle window does. Returns a function to call when the person
 * begins to act, or comes back.
 */
export function watchStillness({ isActing, onChange, after }: StillnessOptions): () => void {
  let isStill = false;
  let hasActed = false;
  const look = (): void => {
    if (hasActed || isActing()) {
      hasActed = false;
      after(stillAfterMs, look);
      return;
    }
    isStill = true;
    onChange(true);
  };
  after(stillAfterMs, look);
  return () => {
    hasActed = true;
    if (!isStill) return;
    isStill = false;
    onChange(false);
    after(stillAfterMs, look);
  };
}
