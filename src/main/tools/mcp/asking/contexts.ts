import { AsyncLocalStorage } from 'node:async_hooks';
import type { JSONRPCMessage } from '@modelcontextprotocol/client';

/** The async contexts of the requests that were sent to a server. */
export interface Contexts {
  /** Called with each message that is sent. */
  sent(message: JSONRPCMessage): void;
  /** Calls `take` in the context of the request that the message answers, if it answers one. */
  received(message: JSONRPCMessage, take: () => void): void;
}

/**
 * Brings each response back into the async context of its request. In the newest era a server asks
 * in a response; this is how the question is known to belong to its call.
 */
export function createContexts(): Contexts {
  const contexts = new Map<unknown, ReturnType<typeof AsyncLocalStorage.snapshot>>();
  return {
    sent(message) {
      if (!('method' in message)) return;
      if ('id' in message) contexts.set(message.id, AsyncLocalStorage.snapshot());
      // A request that was cancelled gets no response.
      else if (message.method === 'notifications/cancelled')
        contexts.delete(message.params?.['requestId']);
    },
    received(message, take) {
      const id = 'id' in message && !('method' in message) ? message.id : undefined;
      const run = contexts.get(id);
      contexts.delete(id);
      if (run === undefined) take();
      else run(take);
    },
  };
}
