import type { Id, Message } from '../conversation.ts';

/** Kept per state, because messages are never changed, only replaced. */
const known = new WeakMap<object, boolean>();

/** True if some message has several versions. */
export function hasForks(messages: Readonly<Record<Id, Message>>): boolean {
  const before = known.get(messages);
  if (before !== undefined) return before;
  const parents = new Set<Id | null>();
  const found = Object.values(messages).some(({ parentId }) => {
    const isVersion = parents.has(parentId);
    parents.add(parentId);
    return isVersion;
  });
  known.set(messages, found);
  return found;
}
