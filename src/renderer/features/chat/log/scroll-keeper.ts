import { anchorAt, findAnchor, positionOfAnchor, topInView } from './reading-anchor.ts';
import { createReadingHold } from './reading-hold.ts';
import { listenToScrolling, type ScrollInput } from './scroll-input.ts';
import type { ReadingPosition } from '../../../../shared/model/desktop/reading-position.ts';

/** The scroll state that views show. */
export interface ScrollState {
  /** True while the view follows the growing end. */
  readonly following: boolean;
  /** True if the end is visible, or nearly. */
  readonly atEnd: boolean;
}

/**
 * Controls the scroll position of an element. The person's input always wins: see
 * `createScrollKeeper`.
 */
export interface ScrollKeeper {
  readonly getState: () => ScrollState;
  /** Returns an unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Scrolls to the end and follows it from then on. */
  readonly follow: () => void;
  /** Stops following. */
  readonly letGo: () => void;
  readonly position: () => ReadingPosition;
  readonly restore: (position: ReadingPosition) => void;
  readonly dispose: () => void;
}

/** Distance to the end that counts as the end, because fractions of a pixel get lost (px). */
const endTolerance = 2;
/** The jump button appears once this much is out of sight (px). */
const nearEnd = 64;
/** How long nearby blocks may still change size after a position was restored (ms). */
const settleTime = 400;

/** Holds the scroll state and tells listeners when it changes. */
function createScrollState() {
  const listeners = new Set<() => void>();
  let state: ScrollState = { following: true, atEnd: true };
  const set = (next: Partial<ScrollState>): void => {
    const merged = { ...state, ...next };
    if (merged.following === state.following && merged.atEnd === state.atEnd) return;
    state = merged;
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    set,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Observes changes of what is in the view, and of sizes; returns a function that stops. Growth is
 * followed in `onChange`, with what caused it: if it were followed after layout, the browser would
 * tell of the scrolling in a frame of its own, and each piece of text would cost two. Whatever else
 * changes sizes is seen by `onResize`, after layout and before paint, in the same frame.
 */
function observe(
  scroller: Element,
  content: Element,
  on: { readonly onChange: () => unknown; readonly onResize: () => void },
): () => void {
  const changes = new MutationObserver(on.onChange);
  changes.observe(content, { subtree: true, childList: true, characterData: true });
  const sizes = new ResizeObserver(on.onResize);
  sizes.observe(content);
  sizes.observe(scroller);
  // The composer grows too and must not cover the followed end.
  for (const part of scroller.children) sizes.observe(part);
  return () => {
    changes.disconnect();
    sizes.disconnect();
  };
}

/**
 * Follows the end of `content` only while the person is there. Lets go when they move up by wheel,
 * key, touch, scrollbar or anything else, never because of the distance, which grows by itself
 * while text streams in.
 *
 * The browser's scroll anchoring handles changes above the reading line first. It gives up when
 * styles change (a narrower window, another font), and it anchors to the block at the edge even if
 * that re-wraps. The reading position is therefore held here as well.
 */
export function createScrollKeeper(scroller: HTMLElement, content: HTMLElement): ScrollKeeper {
  const { get, set, subscribe } = createScrollState();
  const abort = new AbortController();
  let last = {
    top: scroller.scrollTop,
    height: scroller.scrollHeight,
    view: scroller.clientHeight,
  };
  let restoring: { readonly position: ReadingPosition; readonly until: number } | null = null;

  const distance = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  const hold = createReadingHold(scroller, content, () => get().following);
  const remember = (): void => {
    last = { top: scroller.scrollTop, height: scroller.scrollHeight, view: scroller.clientHeight };
  };
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    hold.own();
    remember();
    set({ atEnd: true });
  };
  /** Scrolls to the end if it is followed. Returns false if not. */
  const keepUp = (): boolean => {
    const follows = get().following && restoring === null;
    if (follows) toEnd();
    return follows;
  };
  const letGo = (): void => {
    restoring = null;
    if (!get().following) return;
    set({ following: false });
    hold.rest();
  };
  /** Without overflow there is nothing to let go of. */
  const onMovedUp = (): void => {
    if (scroller.scrollTop > 0) letGo();
  };

  const onScroll = (): void => {
    const top = scroller.scrollTop;
    if (!hold.isOwn(top)) hold.restSoon();
    // The top may move up by itself if content shrinks or the view grows. Anything else is the
    // person.
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
  const stop = observe(scroller, content, {
    onChange: keepUp,
    onResize() {
      if (!keepUp()) hold.holdStill();
      if (!get().following) set({ atEnd: distance() <= nearEnd });
      remember();
    },
  });

  return {
    getState: get,
    subscribe,
    follow,
    letGo,
    position() {
      if (get().following) return { kind: 'latest' };
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
      stop();
      hold.dispose();
      restoring = null;
    },
  };
}
