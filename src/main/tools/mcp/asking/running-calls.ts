import { AsyncLocalStorage } from 'node:async_hooks';

/** The call or calls that a request of a server belongs to. */
export interface CallsAsking {
  /** null if it belongs to no call, or to calls of several conversations. */
  readonly conversationId: string | null;
  /** Aborted when all of these calls have ended; null if there are none. */
  readonly ended: AbortSignal | null;
}

/** The calls that a server is running. */
export interface RunningCalls {
  /** Runs a call. */
  run<T>(conversationId: string, work: () => Promise<T>): Promise<T>;
  /** Returns the calls that a request arriving now belongs to. */
  asking(): CallsAsking;
}

interface RunningCall {
  readonly conversationId: string;
  readonly ended: AbortController;
}

function whenAllEnded(calls: readonly RunningCall[]): AbortSignal {
  const all = new AbortController();
  const look = (): void => {
    if (calls.every(({ ended }) => ended.signal.aborted)) all.abort();
  };
  for (const { ended } of calls) ended.signal.addEventListener('abort', look, { once: true });
  return all.signal;
}

/**
 * Creates the list of a server's calls. In the newest era, requests are parts of a call. In the
 * older one they name no call, so they belong to all calls that are running.
 */
export function createRunningCalls(): RunningCalls {
  const running = new Set<RunningCall>();
  const current = new AsyncLocalStorage<RunningCall>();
  return {
    async run(conversationId, work) {
      const call = { conversationId, ended: new AbortController() };
      running.add(call);
      try {
        return await current.run(call, work);
      } finally {
        running.delete(call);
        call.ended.abort();
      }
    },
    asking() {
      const own = current.getStore();
      const calls = own !== undefined && running.has(own) ? [own] : [...running];
      const [first] = calls;
      if (first === undefined) return { conversationId: null, ended: null };
      const { conversationId } = first;
      const isOne = calls.every((call) => call.conversationId === conversationId);
      return { conversationId: isOne ? conversationId : null, ended: whenAllEnded(calls) };
    },
  };
}
