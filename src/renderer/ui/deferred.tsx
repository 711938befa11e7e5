import {
  useEffect,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from 'react';

/** What begins to fetch each part that is loaded later, in the order of their definition. */
const all: (() => Promise<void>)[] = [];

/**
 * A part of the window that is not in its first load. It is fetched when it is first rendered, or by
 * {@link warmUp} before that; until then `placeholder` is shown, or nothing. Unlike `lazy`, a part that is there renders
 * at once, in the same frame, and nothing around it is ever suspended. A part that cannot be fetched
 * throws where it is rendered.
 */
export function deferred<P extends object>(
  load: () => Promise<ComponentType<P>>,
  placeholder: ReactNode = null,
): (props: P) => ReactNode {
  let part: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const begin = async (): Promise<void> => {
    try {
      part = await load();
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
  all.push(fetchOnce);

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

/** Fetches all deferred parts one after the other whenever nothing else is to be done; returns how to end it. */
export function warmUp(): () => void {
  let next = 0;
  let handle = 0;
  const step = (): void => {
    const part = all[next];
    if (part === undefined) return;
    next += 1;
    // What cannot be fetched now is tried again, and told of, when it is needed.
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
