import {
  useEffect,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from 'react';
import { allMessages } from '../../shared/language/translate.ts';

/** Loaders of the deferred parts that are fetched early, in the order of {@link warmUp}. */
const all: (() => Promise<void>)[] = [];

/**
 * When a part is fetched before anybody needs it. `next`: before the others, because most people
 * look at it next. `idle`: it appears in a view that people are looking at, which would jump. `never`:
 * it opens when it is asked for, or is rare, and one frame more is not seen; until then it costs
 * neither a start nor memory.
 */
export type Warmed = 'next' | 'idle' | 'never';

/**
 * A part of the window outside the initial load. It is fetched on first render, or earlier by {@link
 * warmUp}; until then, and until all messages are there, it renders nothing. Unlike `lazy`, a loaded
 * part renders in the same frame, and nothing around it is ever suspended. A part that cannot be
 * fetched throws where it is rendered.
 */
export function deferred<P extends object>(
  load: () => Promise<ComponentType<P>>,
  placeholder: ReactNode = null,
  warmed: Warmed = 'idle',
): (props: P) => ReactNode {
  let part: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const begin = async (): Promise<void> => {
    try {
      [part] = await Promise.all([load(), allMessages()]);
    } finally {
      loading = null;
    }
    for (const listener of listeners) listener();
  };
  const fetchOnce = (): Promise<void> =>
    part === null ? (loading ??= begin()) : Promise.resolve();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  if (warmed === 'next') all.unshift(fetchOnce);
  if (warmed === 'idle') all.push(fetchOnce);

  return function Deferred(props: P): ReactNode {
    const Part = useSyncExternalStore(
      subscribe,
      () => part,
      () => part,
    );
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      fetchOnce().catch((error: unknown) =>
        setFailure(error instanceof Error ? error : new Error('A part of the window is missing.')),
      );
    }, []);
    if (Part !== null) return <Part {...props} />;
    if (failure !== null) throw failure;
    return placeholder;
  };
}

/** A part that is fetched when it is first rendered; see {@link deferred}. */
export function openedOnUse<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => ReactNode {
  return deferred(load, null, 'never');
}

/** Fetches parts before they are needed, one at a time, when idle. Returns a function that stops it. */
export function warmUp(): () => void {
  let next = 0;
  let handle = 0;
  const step = (): void => {
    const part = all[next];
    if (part === undefined) return;
    next += 1;
    // A failed fetch is repeated, and reported, when the part is needed.
    part().then(plan, plan);
  };
  const plan = (): void => {
    if (next !== -1) handle = requestIdleCallback(step);
  };
  plan();
  return () => {
    next = -1;
    cancelIdleCallback(handle);
  };
}
