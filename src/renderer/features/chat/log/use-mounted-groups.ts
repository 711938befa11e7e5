import { startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { groupSize } from './log-items.ts';

/** Number of newest groups mounted right after the first frame, and whenever new ones are added. */
const newestGroups = 3;
/** Groups within this distance of the view are mounted (px). */
const reach = 1500;
/**
 * Limit of messages mounted ahead when idle, once the person scrolls: most
 * conversations are opened to read their end. The rest are mounted when they come near.
 */
const idleLimit = 100;

/** Frames never have a gap this long while text streams in or the person types (ms). */
const quiet = 20;

/** The mounted groups, and the means to observe placeholders of the others. */
export interface MountedGroups {
  readonly isMounted: (index: number) => boolean;
  readonly mount: (indices: readonly number[]) => void;
  /**
   * Observes the placeholder of groups with these heights (px), starting at `index`. Returns a
   * function that ends it.
   */
  readonly watch: (element: HTMLElement, index: number, heights: readonly number[]) => () => void;
}

/** Groups that share one placeholder. */
interface Place {
  readonly index: number;
  readonly heights: readonly number[];
}

/**
 * The groups of a placeholder that are near the view; the nearest one if the estimates say that
 * none is.
 */
function nearGroups({ index, heights }: Place, entry: IntersectionObserverEntry): number[] {
  const { boundingClientRect: box, rootBounds: view } = entry;
  if (view === null) return [index];
  let top = box.top;
  const near = heights.flatMap((height, offset) => {
    const isNear = top <= view.bottom && top + height >= view.top;
    top += height;
    return isNear ? [index + offset] : [];
  });
  if (near.length > 0) return near;
  return [box.top < view.top ? index + heights.length - 1 : index];
}

/** Adds the newest groups. */
function withNewest(mounted: ReadonlySet<number>, count: number): ReadonlySet<number> {
  const next = new Set(mounted);
  for (let index = Math.max(0, count - newestGroups); index < count; index += 1) next.add(index);
  return next.size === mounted.size ? mounted : next;
}

/** True once the person has scrolled an element by wheel or touch, which go faster than keys. */
function useScrolled(element: () => HTMLElement | null): boolean {
  const [hasScrolled, setScrolled] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const touch = (): void => {
      abort.abort();
      setScrolled(true);
    };
    const options = { passive: true, signal: abort.signal };
    element()?.addEventListener('wheel', touch, options);
    element()?.addEventListener('touchmove', touch, options);
    return () => abort.abort();
  }, [element]);
  return hasScrolled;
}

/**
 * Mounts `first` at once, the newest groups after the frame that shows it, others when they come
 * near the view, and some when idle, once the person scrolls. Mounts nothing ahead while `isBusy`: between two tokens, a
 * browser without a frame to paint promises more idle time than there is.
 */
export function useMountedGroups(
  count: number,
  first: readonly number[],
  scroller: () => HTMLElement | null,
  isBusy: boolean,
): MountedGroups {
  const [mounted, setMounted] = useState<ReadonlySet<number>>(() => new Set(first));
  const [firstCount] = useState(count);
  const [isFirstShown, setFirstShown] = useState(false);
  const watched = useRef(new Map<Element, Place>());
  const observer = useRef<IntersectionObserver | null>(null);
  const mount = useCallback((indices: readonly number[]) => {
    setMounted((before) => {
      const next = new Set(before);
      for (const index of indices) next.add(index);
      return next.size === before.size ? before : next;
    });
  }, []);
  const hasNewest = isFirstShown || count !== firstCount;
  const isMounted = (index: number): boolean =>
    mounted.has(index) || (hasNewest && index >= count - newestGroups);

  useEffect(() => {
    // The callback runs before the frame is made, the task after it.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() =>
        startTransition(() => {
          setMounted((before) => withNewest(before, count));
          setFirstShown(true);
        }),
      );
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [count]);

  // A layout effect, because the groups' own effects need the observer: see `watch`.
  useLayoutEffect(() => {
    const places = watched.current;
    const current = new IntersectionObserver(
      (entries) => {
        const near = entries.flatMap((entry) => {
          const place = entry.isIntersecting ? places.get(entry.target) : undefined;
          return place === undefined ? [] : nearGroups(place, entry);
        });
        if (near.length > 0) mount(near);
      },
      { root: scroller(), rootMargin: `${String(reach)}px 0px` },
    );
    observer.current = current;
    for (const element of places.keys()) current.observe(element);
    return () => {
      current.disconnect();
      observer.current = null;
    };
  }, [mount, scroller]);

  const watch = useCallback((element: HTMLElement, index: number, heights: readonly number[]) => {
    watched.current.set(element, { index, heights });
    observer.current?.observe(element);
    return () => {
      watched.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);

  const hasScrolled = useScrolled(scroller);
  useEffect(() => {
    if (!hasScrolled || !isFirstShown || isBusy || mounted.size * groupSize >= idleLimit) return;
    let next = count - 1;
    while (next >= 0 && mounted.has(next)) next -= 1;
    if (next < 0) return;
    let idle = 0;
    const wait = (): void => {
      idle = requestIdleCallback((deadline) => {
        if (deadline.timeRemaining() < quiet) wait();
        else startTransition(() => mount([next]));
      });
    };
    wait();
    return () => cancelIdleCallback(idle);
  }, [hasScrolled, isFirstShown, mounted, count, mount, isBusy]);

  return { isMounted, mount, watch };
}
