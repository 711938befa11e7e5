import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from 'vitest';
import { createContexts } from '../../../../../src/main/tools/mcp/asking/contexts.ts';

it('a response is handled in the context of its request, once', () => {
  const storage = new AsyncLocalStorage<string>();
  const contexts = createContexts();
  const seen: (string | undefined)[] = [];
  const receive = (message: Parameters<typeof contexts.received>[0]): void =>
    contexts.received(message, () => seen.push(storage.getStore()));
  const request = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call' }) as const;
  const response = (id: number) => ({ jsonrpc: '2.0', id, result: {} }) as const;
  storage.run('one', () => contexts.sent(request(1)));
  storage.run('two', () => contexts.sent(request(2)));
  receive(response(2));
  receive(response(1));
  receive(response(1));
  // A request of the server with the same id is no response.
  storage.run('three', () => contexts.sent(request(3)));
  receive(request(3));
  contexts.sent({
    jsonrpc: '2.0',
    method: 'notifications/cancelled',
    params: { requestId: 3 },
  });
  receive(response(3));
  expect(seen).toEqual(['two', 'one', undefined, undefined, undefined]);
});
