import type { Conversation, Id, QueuedMessage } from '../conversation.ts';

/** The most messages in the queue of a conversation. */
export const maxQueued = 100;

type WithQueue = Pick<Conversation, 'queue'>;

/** Sets the queue. An empty one leaves no trace. */
export function withQueue<C extends WithQueue>(of: C, queue: readonly QueuedMessage[]): C {
  if (queue.length > 0) return { ...of, queue };
  const { queue: _queue, ...rest } = of;
  // All that is gone is an optional field.
  return rest as C;
}

/** Makes every queued message wait for the person; the same object if all of them do. */
export function withWaitingQueue<C extends WithQueue>(of: C): C {
  const { queue = [] } = of;
  if (queue.every(({ waits }) => waits === true)) return of;
  return { ...of, queue: queue.map((each) => ({ ...each, waits: true as const })) };
}

/** Makes every queued message wait, because the first one leaves too little of the context. */
export function withoutRoom<C extends WithQueue>(of: C): C {
  const { queue = [] } = of;
  return withQueue(
    of,
    queue.map((each, index) => ({
      ...each,
      waits: true as const,
      ...(index === 0 ? { hasNoRoom: true as const } : {}),
    })),
  );
}

/** Lets every queued message go as soon as its turn comes. */
export function withReleasedQueue<C extends WithQueue>(of: C): C {
  const { queue = [] } = of;
  return withQueue(
    of,
    queue.map(({ waits: _waits, hasNoRoom: _hasNoRoom, ...each }) => each),
  );
}

/** Removes a message from the queue. */
export function withoutQueued<C extends WithQueue>(of: C, queuedId: Id): C {
  const { queue = [] } = of;
  return withQueue(
    of,
    queue.filter(({ id }) => id !== queuedId),
  );
}

/**
 * Makes the messages wait that another process has queued; they are its own to send. Ours wait as
 * they did: there they are the strangers.
 */
export function withStrangersWaiting<C extends WithQueue>(joined: C, own: WithQueue): C {
  const { queue = [] } = joined;
  const free = new Set(own.queue?.flatMap(({ id, waits }) => (waits === true ? [] : [id])));
  return withQueue(
    joined,
    queue.map(({ waits: _waits, ...each }) =>
      free.has(each.id) ? each : { ...each, waits: true as const },
    ),
  );
}
