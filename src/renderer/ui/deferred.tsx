import {
  useEffect,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from 'react';
import { allMessages } from '../../shared/language/translate.ts';

/** Loaders of all deferred parts, in the order of {@link warmUp}. */
const all: (() => Promise<void>)[] = [];

/**
 * A part of the window outside the initial load. It is fetched on first render or earlier by {@link
 * warmUp}; until then, and until all messages are there, it renders nothing. Unlike `lazy`, a loaded
 * part renders in the same frame, and nothing around it is ever suspended. A part that cannot be
 * fetched throws where it is rendered. `isNext`: what most people look at next is warmed up before the
 * parts that were defined earlier.
 */
export function deferred<P extends object>(
  load: () => Promise<ComponentType<P>>,
  placeholder: ReactNode = null,
  isNext = false,
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
  if (isNext) all.unshift(fetchOnce);
  else all.push(fetchOnce);

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

/** Fetches all deferred parts, one at a time, when idle. Returns a function that stops it. */
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
