import type { Id, Message } from './conversation.ts';

type Messages = Readonly<Record<Id, Message>>;

/** The path from the root to `leafId`, first message first. Stops at a missing parent or a cycle. */
export function pathTo(messages: Messages, leafId: Id | null): readonly Message[] {
  const path: Message[] = [];
  // Brent's algorithm finds a cycle without a set of all ids, which would take most of the time.
  let mark: Id | null = null;
  let nextMark = 1;
  let id = leafId;
  while (id !== null) {
    const message: Message | undefined = messages[id];
    if (message === undefined) break;
    if (id === mark) return upToRepeat(path).reverse();
    path.push(message);
    if (path.length === nextMark) {
      mark = id;
      nextMark *= 2;
    }
    id = message.parentId;
  }
  return path.reverse();
}

/** The messages before the first that comes again. */
function upToRepeat(path: readonly Message[]): Message[] {
  const seen = new Set<Message>();
  const repeat = path.findIndex((message) => seen.size === seen.add(message).size);
  return path.slice(0, repeat === -1 ? path.length : repeat);
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
