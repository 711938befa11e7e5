/** Tells whether a key press belongs to an input method. */
export interface Composition {
  readonly isComposing: (event: KeyboardEvent) => boolean;
  readonly onEnd: () => void;
}

/**
 * Safari sends the Enter that ends a composition just after its end. An Enter within this time is
 * treated as that one (ms).
 */
const endRace = 40;

/** Watches one text box, so that an input method's Enter never sends the message. */
export function createComposition(): Composition {
  let endedAt = -Infinity;
  return {
    isComposing: (event) =>
      event.isComposing || event.keyCode === 229 || event.timeStamp - endedAt < endRace,
    onEnd: () => {
      endedAt = performance.now();
    },
  };
}
