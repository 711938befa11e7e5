import type { Conversation, DeletedBranch, Id, Message, PinnedMessage } from '../conversation.ts';
import { childrenByParent, newestLeafBelow } from '../tree.ts';

/**
 * The most deleted branches that a conversation remembers. Only another process that has not heard
 * of the deletion yet needs to know, so the oldest may be forgotten.
 */
export const maxDeletedBranches = 200;

type Messages = Readonly<Record<Id, Message>>;

/** The messages and pins that a deletion has removed from a conversation, for undoing it. */
export interface TakenBranch {
  /** The message that the deletion began at. */
  readonly rootId: Id;
  /** Parents first. */
  readonly messages: readonly Message[];
  readonly pins: readonly PinnedMessage[];
  /** The leaf before and after the deletion. */
  readonly leafId: Id | null;
  readonly leafAfter: Id | null;
}

/** The ids of a message and all messages below it, parents first. */
export function branchIds(messages: Messages, rootId: Id): readonly Id[] {
  return idsBelow(childrenByParent(messages), messages[rootId] === undefined ? [] : [rootId]);
}

function idsBelow(
  children: ReadonlyMap<Id | null, readonly Id[]>,
  roots: readonly Id[],
): readonly Id[] {
  const found = new Set<Id>();
  const stack = [...roots];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const child of children.get(id) ?? []) stack.push(child);
  }
  return [...found];
}

function isStreamed(messages: Messages, ids: readonly Id[]): boolean {
  return ids.some((id) => messages[id]?.status === 'streaming');
}

/** True while an answer grows at this message or below it. */
export function isBeingAnswered(messages: Messages, rootId: Id): boolean {
  return isStreamed(messages, branchIds(messages, rootId));
}

type WithLists = Pick<Conversation, 'pins' | 'deletedBranches'>;

/** Replaces both lists; of an empty one, nothing is left. */
function withLists<C extends WithLists>(of: C, lists: Required<WithLists>): C {
  const { pins: _pins, deletedBranches: _deleted, ...rest } = of;
  const kept = Object.entries(lists).filter(([, list]) => (list?.length ?? 0) > 0);
  // All that may be gone is optional fields.
  return { ...rest, ...Object.fromEntries(kept) } as C;
}

function messagesWithout(messages: Messages, gone: ReadonlySet<Id>): Messages {
  return Object.fromEntries(Object.entries<Message>(messages).filter(([id]) => !gone.has(id)));
}

/** The end of the newest branch; null if there are no messages. */
function newestLeaf(messages: Messages): Id | null {
  const newest = childrenByParent(messages).get(null)?.at(-1);
  return newest === undefined ? null : newestLeafBelow(messages, newest);
}

/** The leaf to show once these messages are gone: below the same parent, or the newest root. */
function leafAfter({ leafId, messages }: Conversation, root: Message, left: Messages): Id | null {
  if (leafId !== null && left[leafId] !== undefined) return leafId;
  const { parentId } = root;
  if (parentId !== null && messages[parentId] !== undefined) return newestLeafBelow(left, parentId);
  return newestLeaf(left);
}

/** Deletes a message with everything below it. Null if there is no such message. */
export function takeBranch<C extends Conversation>(
  from: C,
  rootId: Id,
): { readonly conversation: C; readonly taken: TakenBranch } | null {
  const { messages, leafId, pins = [], deletedBranches = [] } = from;
  const root = messages[rootId];
  if (root === undefined) return null;
  const ids = branchIds(messages, rootId);
  const gone = new Set(ids);
  const left = messagesWithout(messages, gone);
  const after = leafAfter(from, root, left);
  const remembered: readonly DeletedBranch[] = [
    ...deletedBranches.filter(({ id }) => !gone.has(id)),
    { id: rootId },
  ];
  const conversation = withLists(
    { ...from, messages: left, leafId: after },
    {
      pins: pins.filter(({ id }) => !gone.has(id)),
      deletedBranches: remembered.slice(-maxDeletedBranches),
    },
  );
  const taken: TakenBranch = {
    rootId,
    messages: ids.flatMap((id) => messages[id] ?? []),
    pins: pins.filter(({ id }) => gone.has(id)),
    leafId,
    leafAfter: after,
  };
  return { conversation, taken };
}

/**
 * Undoes a deletion. Null if the message that it hung on is gone, too. The view returns to where it
 * was, unless the person has gone on elsewhere.
 */
export function putBack<C extends Conversation>(to: C, taken: TakenBranch): C | null {
  const [root] = taken.messages;
  if (root === undefined) return null;
  if (root.parentId !== null && to.messages[root.parentId] === undefined) return null;
  const back = Object.fromEntries(taken.messages.map((message) => [message.id, message]));
  const messages = { ...back, ...to.messages };
  const { pins = [], deletedBranches = [] } = to;
  const pinned = new Set(pins.map(({ id }) => id));
  const before = to.leafId === taken.leafAfter ? taken.leafId : to.leafId;
  const isThere = before !== null && messages[before] !== undefined;
  return withLists(
    { ...to, messages, leafId: isThere ? before : newestLeaf(messages) },
    {
      pins: [...pins, ...taken.pins.filter(({ id }) => !pinned.has(id))],
      deletedBranches: deletedBranches.filter(({ id }) => id !== taken.rootId),
    },
  );
}

/**
 * Takes out what another process has deleted. A branch in which somebody is answering stays, and
 * its deletion is forgotten.
 */
export function withoutDeleted<C extends Conversation>(of: C): C {
  const { messages, deletedBranches = [], pins = [] } = of;
  if (!deletedBranches.some(({ id }) => messages[id] !== undefined)) return of;
  const children = childrenByParent(messages);
  const gone = new Set<Id>();
  const goneOn = new Set<Id>();
  for (const { id } of deletedBranches) {
    const ids = idsBelow(children, messages[id] === undefined ? [] : [id]);
    if (isStreamed(messages, ids)) goneOn.add(id);
    else for (const each of ids) gone.add(each);
  }
  return withLists(
    { ...of, messages: messagesWithout(messages, gone) },
    {
      pins: pins.filter(({ id }) => !gone.has(id)),
      deletedBranches: deletedBranches.filter(({ id }) => !goneOn.has(id)),
    },
  );
}

/** Adds messages that were lost or deleted, from an import, say. What is there stays as it is. */
export function withAdded<C extends Conversation>(to: C, messages: readonly Message[]): C {
  const added = Object.fromEntries(messages.map((message) => [message.id, message]));
  const all = { ...added, ...to.messages };
  const { pins = [], deletedBranches = [] } = to;
  return withLists(
    { ...to, messages: all, leafId: to.leafId ?? newestLeaf(all) },
    { pins, deletedBranches: deletedBranches.filter(({ id }) => added[id] === undefined) },
  );
}
