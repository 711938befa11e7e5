import type { Client } from '../../../shared/contract/client.ts';

const withConversation = new WeakSet<Client>();
const listeners = new Set<() => void>();

/** True if a window shows a conversation. */
export function hasConversation(client: Client): boolean {
  return withConversation.has(client);
}

/** Keeps whether a window shows a conversation. */
export function setShown(client: Client, has: boolean): void {
  if (has === withConversation.has(client)) return;
  if (has) withConversation.add(client);
  else withConversation.delete(client);
  for (const listener of listeners) listener();
}

/** Calls the listener when a window begins or ceases to show a conversation. */
export function onShown(listener: () => void): void {
  listeners.add(listener);
}
