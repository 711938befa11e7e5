import { anchorAt, findAnchor, positionOfAnchor, type Anchor } from './reading-anchor.ts';
import type { ReadingPosition } from '../../../client/positions.ts';

/** What the view shows of the state of scrolling. */
export interface ScrollState {
  /** Follows what grows at the end. */
  readonly following: boolean;
  /** The end is in sight, or nearly. */
  readonly atEnd: boolean;
}

/** Keeps the place in a scrolled element. The person always wins: see `createScrollKeeper`. */
export interface ScrollKeeper {
  readonly getState: () => ScrollState;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Goes to the end and follows it from now on. */
  readonly follow: () => void;
  /** Stops following. */
  readonly letGo: () => void;
  readonly position: () => ReadingPosition;
  readonly restore: (position: ReadingPosition) => void;
  readonly dispose: () => void;
}

/** Within so many px of the end counts as the end: fractions of a pixel are lost on the way. */
const endTolerance = 2;
/** The button to get back appears when at least so many px are out of sight. */
const nearEnd = 64;
/** After a position was restored, blocks near it may still take their real size; ms. */
const settleTime = 400;
/** Who has not scrolled for so long reads; ms. */
const restTime = 120;

const upKeys = new Set(['ArrowUp', 'PageUp', 'Home']);

/** True if an element between `from` and `scroller` takes an upward wheel itself. */
function isTakenInside(from: EventTarget | null, scroller: HTMLElement): boolean {
  let element = from instanceof Element ? from : null;
  while (element !== null && element !== scroller) {
    if (element.scrollTop > 0 && element.scrollHeight > element.clientHeight) return true;
    element = element.parentElement;
  }
  return false;
}

/**
 * Follows the end of `content` only while the person is at the end, and lets go the moment they move
 * up by wheel, key, touch, scrollbar or anything else: never because of a distance, which grows by
 * itself while text streams in. What changes above the reading line is first left to the browser's own
 * scroll anchoring. It gives up when styles change (a narrow window, another font), and holds on to
 * the block at the edge even if that wraps anew; so what is read is looked after here as well.
 */
export function createScrollKeeper(scroller: HTMLElement, content: HTMLElement): ScrollKeeper {
  const listeners = new Set<() => void>();
  const abort = new AbortController();
  let state: ScrollState = { following: true, atEnd: true };
  let last = {
    top: scroller.scrollTop,
    height: scroller.scrollHeight,
    view: scroller.clientHeight,
  };
  let touchY: number | null = null;
  let holdsScrollbar = false;
  /** What is read while the person rests, and the scroll position that is not their doing. */
  let anchor: Anchor | null = null;
  let ownTop: number | null = null;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let restoring: { readonly position: ReadingPosition; readonly until: number } | null = null;

  const distance = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  const set = (next: Partial<ScrollState>): void => {
    const merged = { ...state, ...next };
    if (merged.following === state.following && merged.atEnd === state.atEnd) return;
    state = merged;
    for (const listener of listeners) listener();
  };
  const remember = (): void => {
    last = { top: scroller.scrollTop, height: scroller.scrollHeight, view: scroller.clientHeight };
  };
  const topOf = (element: Element): number =>
    element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  const rest = (): void => {
    clearTimeout(restTimer);
    const found = state.following ? null : findAnchor(scroller, content);
    // What is seen may not be mounted yet: held on to what is below it, it would be pushed out of sight.
    const isSeen = found !== null && found.offset < scroller.clientHeight;
    anchor = isSeen ? found : null;
    ownTop = scroller.scrollTop;
    if (found !== null && !isSeen) restTimer = setTimeout(rest, restTime);
  };
  const restSoon = (): void => {
    anchor = null;
    clearTimeout(restTimer);
    restTimer = setTimeout(rest, restTime);
  };
  const holdStill = (): void => {
    if (anchor === null || !anchor.element.isConnected) return;
    const moved = topOf(anchor.element) - anchor.offset;
    if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved;
    ownTop = scroller.scrollTop;
  };
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    ownTop = scroller.scrollTop;
    remember();
    set({ atEnd: true });
  };
  const letGo = (): void => {
    restoring = null;
    if (!state.following) return;
    set({ following: false });
    rest();
  };
  /** Where nothing can be scrolled there is nothing to let go of. */
  const onMovedUp = (): void => {
    if (scroller.scrollTop > 0) letGo();
  };

  const onScroll = (): void => {
    const top = scroller.scrollTop;
    if (top !== ownTop) restSoon();
    // Less content or a larger view move the top up by themselves; anything else is the person.
    const couldMoveItself =
      scroller.scrollHeight < last.height || scroller.clientHeight > last.view;
    const left = distance();
    if (top < last.top && !couldMoveItself) set({ following: false });
    else if (top > last.top && left <= endTolerance) set({ following: true });
    remember();
    set({ atEnd: left <= nearEnd });
  };
  const onWheel = (event: WheelEvent): void => {
    restoring = null;
    if (event.deltaY < 0 && !event.ctrlKey && !isTakenInside(event.target, scroller)) onMovedUp();
  };
  const follow = (): void => {
    restoring = null;
    set({ following: true });
    toEnd();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('textarea, input') !== null) return;
    restoring = null;
    // The browser's own way to an end stops short of it when something grows in the meantime.
    if (event.key === 'End' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      follow();
      return;
    }
    if (event.key === 'Home' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      onMovedUp();
      scroller.scrollTop = 0;
      restSoon();
      return;
    }
    if (upKeys.has(event.key) || (event.key === ' ' && event.shiftKey)) onMovedUp();
  };
  const onTouchStart = (event: TouchEvent): void => {
    touchY = event.touches[0]?.clientY ?? null;
  };
  const onTouchMove = (event: TouchEvent): void => {
    const y = event.touches[0]?.clientY ?? null;
    if (y !== null && touchY !== null && y > touchY) onMovedUp();
    touchY = y;
  };
  const onPointerDown = (event: PointerEvent): void => {
    restoring = null;
    // The scrollbar is part of the element itself: holding it is holding the page.
    if (event.target !== scroller || event.offsetX < scroller.clientWidth) return;
    holdsScrollbar = true;
    onMovedUp();
  };
  const onPointerFree = (event: PointerEvent): void => {
    if (!holdsScrollbar || (event.type === 'pointermove' && event.buttons !== 0)) return;
    holdsScrollbar = false;
    if (distance() <= endTolerance) set({ following: true });
  };

  const place = (position: ReadingPosition): void => {
    if (position.kind === 'latest') {
      toEnd();
      return;
    }
    const wanted = anchorAt(content, position);
    if (wanted === null) return;
    scroller.scrollTop += topOf(wanted.element) - wanted.offset;
    remember();
    set({ atEnd: distance() <= nearEnd });
  };
  const keepRestoring = (): void => {
    if (restoring === null) return;
    place(restoring.position);
    if (performance.now() < restoring.until) requestAnimationFrame(keepRestoring);
    else restoring = null;
  };

  const options = { passive: true, signal: abort.signal } as const;
  scroller.addEventListener('scroll', onScroll, options);
  scroller.addEventListener('wheel', onWheel, options);
  scroller.addEventListener('keydown', onKeyDown, { signal: abort.signal });
  scroller.addEventListener('touchstart', onTouchStart, options);
  scroller.addEventListener('touchmove', onTouchMove, options);
  scroller.addEventListener('pointerdown', onPointerDown, options);
  window.addEventListener('pointerup', onPointerFree, options);
  window.addEventListener('pointermove', onPointerFree, options);

  // Called after layout and before paint: what grew is followed in the very same frame.
  const observer = new ResizeObserver(() => {
    if (state.following && restoring === null) toEnd();
    else holdStill();
    if (!state.following) set({ atEnd: distance() <= nearEnd });
    remember();
  });
  observer.observe(content);
  observer.observe(scroller);
  // The composer grows too, and must not cover the end that is followed.
  for (const part of scroller.children) observer.observe(part);

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow,
    letGo,
    position() {
      if (state.following) return { kind: 'latest' };
      const found = findAnchor(scroller, content);
      return (found && positionOfAnchor(found)) ?? { kind: 'latest' };
    },
    restore(position) {
      set({ following: position.kind === 'latest' });
      place(position);
      restoring = { position, until: performance.now() + settleTime };
      requestAnimationFrame(keepRestoring);
    },
    dispose() {
      abort.abort();
      observer.disconnect();
      clearTimeout(restTimer);
      restoring = null;
    },
  };
}
