import { findAnchor, topInView, type Anchor } from './reading-anchor.ts';

/** After this long without scrolling the person is taken to be reading; ms. */
const restMs = 120;

/** Keeps what the person reads in place while content above it changes. */
export interface ReadingHold {
  /** Looks at once for what is read. */
  readonly rest: () => void;
  /** Called when the person scrolls: lets go, and takes hold again when they stop. */
  readonly restSoon: () => void;
  /** Moves what is read back to where it was. */
  readonly holdStill: () => void;
  /** True if this code set the scroll position, and not the person. */
  readonly isOwn: (top: number) => boolean;
  /** The scroll position was set by the program. */
  readonly own: () => void;
  readonly dispose: () => void;
}

/** `isFollowing`: the view follows the end, so there is no place to keep. */
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
