import { findAnchor, topInView, type Anchor } from './reading-anchor.ts';

/** Who has not scrolled for this long reads; ms. */
const restMs = 120;

/** Holds what is read in its place while things above it change. */
export interface ReadingHold {
  /** Looks at once for what is read. */
  readonly rest: () => void;
  /** The person scrolls: lets go, and looks again when they rest. */
  readonly restSoon: () => void;
  /** Moves what is read back to where it was. */
  readonly holdStill: () => void;
  /** Whether the scroll position is one that was set here, and not the person's doing. */
  readonly isOwn: (top: number) => boolean;
  /** The scroll position was set by the program. */
  readonly own: () => void;
  readonly dispose: () => void;
}

/** `isFollowing`: the end is followed, so nothing is read in particular. */
export function createReadingHold(
  scroller: HTMLElement,
  content: HTMLElement,
  isFollowing: () => boolean,
): ReadingHold {
  let anchor: Anchor | null = null;
  let ownTop: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const own = (): void => {
    ownTop = scroller.scrollTop;
  };
  const rest = (): void => {
    clearTimeout(timer);
    const found = isFollowing() ? null : findAnchor(scroller, content);
    // What is seen may not be mounted yet: held on to what is below it, it would be pushed out of sight.
    const isSeen = found !== null && found.offset < scroller.clientHeight;
    anchor = isSeen ? found : null;
    own();
    if (found !== null && !isSeen) timer = setTimeout(rest, restMs);
  };
  return {
    rest,
    restSoon() {
      anchor = null;
      clearTimeout(timer);
      timer = setTimeout(rest, restMs);
    },
    holdStill() {
      if (anchor === null || !anchor.element.isConnected) return;
      const moved = topInView(anchor.element, scroller) - anchor.offset;
      if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved;
      own();
    },
    isOwn: (top) => top === ownTop,
    own,
    dispose: () => clearTimeout(timer),
  };
}
