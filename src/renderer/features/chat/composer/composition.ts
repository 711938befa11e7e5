/** Tells whether a key belongs to an input method. */
export interface Composition {
  readonly isComposing: (event: KeyboardEvent) => boolean;
  readonly onEnd: () => void;
}

/** Safari sends the Enter that ends a composition after its end; an Enter this soon is taken for it; ms. */
const endRace = 40;

/** Watches one text box, so that an input method's Enter never sends. */
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
