import { expected } from '../../../shared/expected.ts';
import type { PersonAnswer, PersonRequest, Wish } from '../../../shared/model/person/requests.ts';
import type { AskedBy, RequestRefusal } from '../mcp/person.ts';

/** Budgets of the requests of servers. */
export interface RequestLimits {
  /** The most requests of one server that wait at the same time, and of all servers. */
  readonly maxOfServer: number;
  readonly maxInAll: number;
  readonly maxPerMinute: number;
  /** A request is cancelled after this time, in ms. */
  readonly longestMs: number;
}

export const usualRequestLimits: RequestLimits = {
  maxOfServer: 3,
  maxInAll: 12,
  maxPerMinute: 10,
  longestMs: 30 * 60_000,
};

/** Dependencies of the open requests. */
export interface OpenRequestsOptions {
  /** Called with all open requests when they change, once for changes that happen together. */
  readonly tell: (requests: readonly PersonRequest[]) => void;
  /** Called when a request starts to wait for the person. */
  readonly onWaiting: (request: PersonRequest) => void;
  /** Returns whether somebody may see a request: whether a window is open. */
  readonly canAsk: () => boolean;
  readonly newId: () => string;
  readonly now: () => number;
  readonly limits: RequestLimits;
}

/** An open request, as its answer is handled. */
export interface OpenRequest<T> {
  readonly request: PersonRequest;
  /** Aborted when the request has ended. */
  readonly ended: AbortSignal;
  /** Shows what the request has become. */
  readonly show: (wish: Wish) => void;
  readonly end: (outcome: T) => void;
}

/** What is opened as a request. */
export interface NewRequest<T> {
  readonly by: AskedBy;
  readonly wish: Wish;
  /** The name by which the server ends it, if there is one. */
  readonly elicitationId?: string | null;
  readonly signal: AbortSignal;
  /** The outcome if it is cancelled, and if the server ends it by name. */
  readonly cancelled: T;
  readonly completed?: T;
  /** Handles an answer. If it rejects, the person sees the error and the request goes on waiting. */
  readonly answer: (answer: PersonAnswer, open: OpenRequest<T>) => void | Promise<void>;
}

/** The requests of servers that wait for the person. */
export interface OpenRequests {
  all(): readonly PersonRequest[];
  /** Counts a request of a server. Returns why it is declined unseen; null if it may be shown. */
  admit(serverId: string): RequestRefusal | null;
  /** Returns whether as many requests wait as may. */
  isFull(serverId: string): boolean;
  /** Shows a request. Resolves with its outcome; never rejects. */
  open<T>(request: NewRequest<T>): Promise<T>;
  /** Answers a request. Throws an ExpectedError if it is gone or the answer is not valid. */
  answer(requestId: string, answer: PersonAnswer): Promise<void>;
  /** Notifies the person that a request waits for them once more. */
  callBack(requestId: string): void;
  /** Ends the requests that the server ends by name. */
  complete(serverId: string, elicitationId: string): void;
  /** Cancels all. */
  close(): void;
}

interface Entry {
  request: PersonRequest;
  readonly elicitationId: string | null;
  readonly answer: (answer: PersonAnswer) => void | Promise<void>;
  readonly cancel: () => void;
  readonly complete: () => void;
  isBusy: boolean;
}

/** Calls `tell` once for changes that happen together. */
function together(tell: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      tell();
    });
  };
}

/** Counts the requests of each server within the last minute. */
function createRate({ now, limits }: Pick<OpenRequestsOptions, 'now' | 'limits'>) {
  const times = new Map<string, readonly number[]>();
  return {
    /** Returns whether one more is within the limit, and counts it if it is. */
    take(serverId: string): boolean {
      const recent = (times.get(serverId) ?? []).filter((time) => now() - time < 60_000);
      const isWithin = recent.length < limits.maxPerMinute;
      times.set(serverId, isWithin ? [...recent, now()] : recent);
      return isWithin;
    },
  };
}

/** Creates the list. */
export function createOpenRequests(options: OpenRequestsOptions): OpenRequests {
  const { newId, limits, onWaiting } = options;
  const entries = new Map<string, Entry>();
  const rate = createRate(options);
  const all = (): readonly PersonRequest[] => [...entries.values()].map(({ request }) => request);
  const changed = together(() => options.tell(all()));

  const isFull = (serverId: string): boolean => {
    const waiting = all().filter(({ wish }) => wish.kind !== 'opened');
    const ofServer = waiting.filter((request) => request.serverId === serverId);
    return waiting.length >= limits.maxInAll || ofServer.length >= limits.maxOfServer;
  };

  function open<T>({ by, wish, signal, cancelled, ...rest }: NewRequest<T>): Promise<T> {
    if (signal.aborted) return Promise.resolve(cancelled);
    const { serverId, serverName, conversationId } = by;
    const id = newId();
    const over = new AbortController();
    return new Promise((resolve) => {
      const end = (outcome: T): void => {
        if (!entries.delete(id)) return;
        clearTimeout(deadline);
        signal.removeEventListener('abort', cancel);
        over.abort();
        changed();
        resolve(outcome);
      };
      const cancel = (): void => end(cancelled);
      const deadline = setTimeout(cancel, limits.longestMs);
      const show = (next: Wish): void => {
        if (!entries.has(id)) return;
        entry.request = { ...entry.request, wish: next };
        changed();
      };
      const entry: Entry = {
        request: { id, serverId, serverName, conversationId, wish },
        elicitationId: rest.elicitationId ?? null,
        cancel,
        complete: () => end(rest.completed ?? cancelled),
        answer: (answer) =>
          rest.answer(answer, { request: entry.request, ended: over.signal, show, end }),
        isBusy: false,
      };
      entries.set(id, entry);
      signal.addEventListener('abort', cancel, { once: true });
      changed();
      if (wish.kind !== 'opened') onWaiting(entry.request);
    });
  }

  return {
    all,
    admit(serverId) {
      if (!options.canAsk()) return 'nobody_there';
      if (!rate.take(serverId)) return 'too_often';
      return isFull(serverId) ? 'too_many_waiting' : null;
    },
    isFull,
    open,
    async answer(requestId, answer) {
      const entry = entries.get(requestId);
      if (entry === undefined) throw expected('no_request_waits', {});
      // A second click answers nothing.
      if (entry.isBusy) return;
      entry.isBusy = true;
      try {
        await entry.answer(answer);
      } finally {
        entry.isBusy = false;
      }
    },
    callBack(requestId) {
      const entry = entries.get(requestId);
      if (entry !== undefined) onWaiting(entry.request);
    },
    complete(serverId, elicitationId) {
      for (const entry of entries.values()) {
        const isMeant = entry.request.serverId === serverId;
        if (isMeant && entry.elicitationId === elicitationId) entry.complete();
      }
    },
    close() {
      for (const { cancel } of entries.values()) cancel();
    },
  };
}
