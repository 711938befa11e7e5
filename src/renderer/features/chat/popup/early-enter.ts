/** An Enter that may come before the list of suggestions has anything to choose. */
export interface EarlyEnter {
  /** Keeps an Enter, with what it does if nothing matches. Returns false once the list is there. */
  readonly hold: (otherwise: () => void) => boolean;
  /** Forgets it, because the person has typed on. */
  readonly release: () => void;
  /** The list is there. `choose` takes its first match; null if nothing matches. */
  readonly settle: (choose: (() => void) | null) => void;
}

/**
 * Creates what holds Enter while the list is loaded. Without it, a command that is typed quickly
 * would be sent as a message.
 */
export function createEarlyEnter(): EarlyEnter {
  let isThere = false;
  let held: (() => void) | null = null;
  return {
    hold(otherwise) {
      if (!isThere) held = otherwise;
      return !isThere;
    },
    release() {
      held = null;
    },
    settle(choose) {
      isThere = true;
      const otherwise = held;
      held = null;
      if (otherwise !== null) (choose ?? otherwise)();
    },
  };
}
