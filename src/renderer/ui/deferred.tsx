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
 * How soon a part is needed. `next`: most people look at it next, so it is warmed up before the parts
 * that were defined earlier. `idle`: nobody asks for it, so its fetch waits until the view around it
 * is painted and the window is idle.
 */
type Urgency = 'next' | 'asked_for' | 'idle';

/** The longest wait for an idle moment (ms). */
const idleTimeoutMs = 1000;

function whenIdle(run: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() =>
      requestIdleCallback(() => resolve(run()), { timeout: idleTimeoutMs }),
    );
  });
}

/**
 * A part of the window outside the initial load. It is fetched on first render or earlier by {@link
 * warmUp}; until then, and until all messages are there, it renders nothing. Unlike `lazy`, a loaded
 * part renders in the same frame, and nothing around it is ever suspended. A part that cannot be
 * fetched throws where it is rendered.
 */
export function deferred<P extends object>(
  load: () => Promise<ComponentType<P>>,
  placeholder: ReactNode = null,
  urgency: Urgency = 'asked_for',
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
  const fetchWhenDue = urgency === 'idle' ? () => whenIdle(fetchOnce) : fetchOnce;
  if (urgency === 'next') all.unshift(fetchOnce);
  else all.push(fetchOnce);

  return function Deferred(props: P): ReactNode {
    const Part = useSyncExternalStore(
      subscribe,
      () => part,
      () => part,
    );
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      fetchWhenDue().catch((error: unknown) =>
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
