import type { Id, Message } from './conversation.ts';

type Messages = Readonly<Record<Id, Message>>;

/** The path from the root to `leafId`, first message first. Stops at a missing parent or a cycle. */
export function pathTo(messages: Messages, leafId: Id | null): readonly Message[] {
  const path: Message[] = [];
  const seen = new Set<Id>();
  let id = leafId;
  while (id !== null && !seen.has(id)) {
    seen.add(id);
    const message = messages[id];
    if (message === undefined) break;
    path.push(message);
    id = message.parentId;
  }
  return path.reverse();
}

/** {@link groupByParent} for a whole conversation. */
export function childrenByParent(messages: Messages): ReadonlyMap<Id | null, readonly Id[]> {
  return groupByParent(Object.values(messages));
}

/** Groups message ids by parent, oldest first (ids are UUIDv7, so they sort by time). */
export function groupByParent(messages: readonly Message[]): ReadonlyMap<Id | null, readonly Id[]> {
  const children = new Map<Id | null, Id[]>();
  for (const message of messages) {
    const siblings = children.get(message.parentId);
    if (siblings === undefined) children.set(message.parentId, [message.id]);
    else siblings.push(message.id);
  }
  for (const siblings of children.values()) siblings.sort();
  return children;
}

/** The leaf reached from `id` by following the newest child each time; `id` itself if it has none. */
export function newestLeafBelow(messages: Messages, id: Id): Id {
  const children = childrenByParent(messages);
  const seen = new Set<Id>();
  let leaf = id;
  for (;;) {
    seen.add(leaf);
    const next = children.get(leaf)?.at(-1);
    if (next === undefined || seen.has(next)) return leaf;
    leaf = next;
  }
}
