import { anchorAt, findAnchor, positionOfAnchor, topInView } from './reading-anchor.ts';
import { createReadingHold } from './reading-hold.ts';
import { listenToScrolling, type ScrollInput } from './scroll-input.ts';
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

/** This close to the end counts as the end, because fractions of a pixel get lost; px. */
const endTolerance = 2;
/** The jump button appears when at least this much is out of sight; px. */
const nearEnd = 64;
/** After a position was restored, blocks near it may still take their real size; ms. */
const settleTime = 400;

/** Hears when anything in the view takes another size. */
function observeSizes(scroller: Element, content: Element, onResize: () => void): ResizeObserver {
  const observer = new ResizeObserver(onResize);
  observer.observe(content);
  observer.observe(scroller);
  // The composer grows too, and must not cover the end that is followed.
  for (const part of scroller.children) observer.observe(part);
  return observer;
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
  let restoring: { readonly position: ReadingPosition; readonly until: number } | null = null;

  const distance = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  const set = (next: Partial<ScrollState>): void => {
    const merged = { ...state, ...next };
    if (merged.following === state.following && merged.atEnd === state.atEnd) return;
    state = merged;
    for (const listener of listeners) listener();
  };
  const hold = createReadingHold(scroller, content, () => state.following);
  const remember = (): void => {
    last = { top: scroller.scrollTop, height: scroller.scrollHeight, view: scroller.clientHeight };
  };
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    hold.own();
    remember();
    set({ atEnd: true });
  };
  const letGo = (): void => {
    restoring = null;
    if (!state.following) return;
    set({ following: false });
    hold.rest();
  };
  /** Where nothing can be scrolled there is nothing to let go of. */
  const onMovedUp = (): void => {
    if (scroller.scrollTop > 0) letGo();
  };

  const onScroll = (): void => {
    const top = scroller.scrollTop;
    if (!hold.isOwn(top)) hold.restSoon();
    // Less content or a larger view move the top up by themselves; anything else is the person.
    const couldMoveItself =
      scroller.scrollHeight < last.height || scroller.clientHeight > last.view;
    const left = distance();
    if (top < last.top && !couldMoveItself) set({ following: false });
    else if (top > last.top && left <= endTolerance) set({ following: true });
    remember();
    set({ atEnd: left <= nearEnd });
  };
  const follow = (): void => {
    restoring = null;
    set({ following: true });
    toEnd();
  };
  const place = (position: ReadingPosition): void => {
    if (position.kind === 'latest') {
      toEnd();
      return;
    }
    const wanted = anchorAt(content, position);
    if (wanted === null) return;
    scroller.scrollTop += topInView(wanted.element, scroller) - wanted.offset;
    remember();
    set({ atEnd: distance() <= nearEnd });
  };
  const keepRestoring = (): void => {
    if (restoring === null) return;
    place(restoring.position);
    if (performance.now() < restoring.until) requestAnimationFrame(keepRestoring);
    else restoring = null;
  };

  scroller.addEventListener('scroll', onScroll, { passive: true, signal: abort.signal });
  const input: ScrollInput = {
    onMovedUp,
    onActive() {
      restoring = null;
    },
    onEnd: follow,
    onStart() {
      onMovedUp();
      scroller.scrollTop = 0;
      hold.restSoon();
    },
    onReleased() {
      if (distance() <= endTolerance) set({ following: true });
    },
  };
  listenToScrolling(scroller, input, abort.signal);

  // Called after layout and before paint: what grew is followed in the very same frame.
  const observer = observeSizes(scroller, content, () => {
    if (state.following && restoring === null) toEnd();
    else hold.holdStill();
    if (!state.following) set({ atEnd: distance() <= nearEnd });
    remember();
  });

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
      hold.dispose();
      restoring = null;
    },
  };
}
