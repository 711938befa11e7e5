/** Callbacks for a person's scrolling input. */
export interface ScrollInput {
  /** Scrolled up by any means. */
  readonly onMovedUp: () => void;
  /** Any input by wheel, keys or pointer. No position is restored after it. */
  readonly onActive: () => void;
  /** Asked for the end. */
  readonly onEnd: () => void;
  /** Asked for the beginning. */
  readonly onStart: () => void;
  /** Released the scrollbar. */
  readonly onReleased: () => void;
}

const upKeys = new Set(['ArrowUp', 'PageUp', 'Home']);

/** True if an element between `from` and `scroller` consumes an upward wheel itself. */
function isTakenInside(from: EventTarget | null, scroller: HTMLElement): boolean {
  let element = from instanceof Element ? from : null;
  while (element !== null && element !== scroller) {
    if (element.scrollTop > 0 && element.scrollHeight > element.clientHeight) return true;
    element = element.parentElement;
  }
  return false;
}

function listenToKeys(scroller: HTMLElement, input: ScrollInput, signal: AbortSignal): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('textarea, input') !== null) return;
    input.onActive();
    const isPlain = !event.shiftKey && !event.altKey;
    // The browser's own scroll to an end falls short if content grows meanwhile.
    if (isPlain && (event.key === 'End' || event.key === 'Home')) {
      event.preventDefault();
      if (event.key === 'End') input.onEnd();
      else input.onStart();
      return;
    }
    if (upKeys.has(event.key) || (event.key === ' ' && event.shiftKey)) input.onMovedUp();
  };
  scroller.addEventListener('keydown', onKeyDown, { signal });
}

function listenToTouch(scroller: HTMLElement, input: ScrollInput, signal: AbortSignal): void {
  let touchY: number | null = null;
  const options = { passive: true, signal } as const;
  const onTouchStart = (event: TouchEvent): void => {
    touchY = event.touches[0]?.clientY ?? null;
  };
  const onTouchMove = (event: TouchEvent): void => {
    const y = event.touches[0]?.clientY ?? null;
    if (y !== null && touchY !== null && y > touchY) input.onMovedUp();
    touchY = y;
  };
  scroller.addEventListener('touchstart', onTouchStart, options);
  scroller.addEventListener('touchmove', onTouchMove, options);
}

function listenToPointer(scroller: HTMLElement, input: ScrollInput, signal: AbortSignal): void {
  let holdsScrollbar = false;
  const options = { passive: true, signal } as const;
  const onWheel = (event: WheelEvent): void => {
    input.onActive();
    const isUp = event.deltaY < 0 && !event.ctrlKey;
    if (isUp && !isTakenInside(event.target, scroller)) input.onMovedUp();
  };
  const onPointerDown = (event: PointerEvent): void => {
    input.onActive();
    // The scrollbar belongs to the element itself. Dragging it counts as scrolling the page.
    const { offsetX, target } = event;
    const isInside = offsetX >= 0 && offsetX < scroller.clientWidth;
    if (target !== scroller || isInside) return;
    holdsScrollbar = true;
    input.onMovedUp();
  };
  const onPointerFree = (event: PointerEvent): void => {
    if (!holdsScrollbar || (event.type === 'pointermove' && event.buttons !== 0)) return;
    holdsScrollbar = false;
    input.onReleased();
  };
  scroller.addEventListener('wheel', onWheel, options);
  scroller.addEventListener('pointerdown', onPointerDown, options);
  window.addEventListener('pointerup', onPointerFree, options);
  window.addEventListener('pointermove', onPointerFree, options);
}

/** Listens to wheel, keys, touch and scrollbar until `signal` aborts. */
export function listenToScrolling(
  scroller: HTMLElement,
  input: ScrollInput,
  signal: AbortSignal,
): void {
  listenToPointer(scroller, input, signal);
  listenToKeys(scroller, input, signal);
  listenToTouch(scroller, input, signal);
}
