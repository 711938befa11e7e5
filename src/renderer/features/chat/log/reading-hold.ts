import { findAnchor, topInView, type Anchor } from './reading-anchor.ts';

/** After this much stillness we treat the person as reading (ms). */
const restMs = 120;

/** Holds the reading position while content above it changes. */
export interface ReadingHold {
  /** Updates the reading position at once. */
  readonly rest: () => void;
  /** Called when the person scrolls. Releases the position and takes a new one once they stop. */
  readonly restSoon: () => void;
  /** Scrolls the reading position back to where it was. */
  readonly holdStill: () => void;
  /** True if this code set the scroll position, rather than the person. */
  readonly isOwn: (top: number) => boolean;
  /** Records that the program set the scroll position. */
  readonly own: () => void;
  readonly dispose: () => void;
}

/** `isFollowing` returns true while the view follows the end, when there is no position to hold. */
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
    // The visible block may not be mounted yet. Anchoring to one below it would push it off screen.
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
