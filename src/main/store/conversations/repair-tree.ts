import type { Id, Message } from '../../../shared/model/conversation.ts';
import { newestLeafBelow } from '../../../shared/model/tree.ts';

type Messages = Readonly<Record<Id, Message>>;

/**
 * True if every parent exists, no message is its own ancestor, and `leafId` names a message (null
 * if there are none).
 */
export function treeIsSound(messages: Messages, leafId: Id | null): boolean {
  const ids = Object.keys(messages);
  if (leafId === null ? ids.length > 0 : messages[leafId] === undefined) return false;
  return problemsOf(messages).size === 0;
}

/**
 * The messages whose link to a parent must be cut: orphans, and the oldest message of each cycle.
 */
function problemsOf(messages: Messages): Set<Id> {
  const problems = new Set<Id>();
  const sound = new Set<Id>();
  for (const start of Object.keys(messages)) {
    const path = new Set<Id>();
    let id: Id | null = start;
    while (id !== null && !sound.has(id) && !problems.has(id)) {
      if (path.has(id)) {
        problems.add(oldestOfCycle(messages, id));
        break;
      }
      path.add(id);
      const parentId: Id | null = messages[id]?.parentId ?? null;
      if (parentId !== null && messages[parentId] === undefined) {
        problems.add(id);
        break;
      }
      id = parentId;
    }
    for (const passed of path) sound.add(passed);
  }
  return problems;
}

function oldestOfCycle(messages: Messages, onCycle: Id): Id {
  let oldest = onCycle;
  let id = messages[onCycle]?.parentId ?? null;
  while (id !== null && id !== onCycle) {
    if (id < oldest) oldest = id;
    id = messages[id]?.parentId ?? null;
  }
  return oldest;
}

/**
 * Makes a sound tree of any set of messages. A message without a parent is attached to the one
 * written just before it, so that the conversation stays readable where a message is missing. A
 * `leafId` that names no message becomes the newest leaf.
 */
export function repairTree(
  messages: Messages,
  leafId: Id | null,
): { readonly messages: Messages; readonly leafId: Id | null; readonly moved: number } {
  const problems = problemsOf(messages);
  // Ids are UUIDv7, so they sort by time.
  const sorted = Object.keys(messages).sort();
  const parents = new Map<Id, Id | null>();
  for (const id of sorted) {
    parents.set(id, problems.has(id) ? null : (messages[id]?.parentId ?? null));
  }
  const places = new Map(sorted.map((id, place) => [id, place]));
  const above = new Map(parents);
  for (const id of problems) {
    const parentId = predecessor(sorted, places.get(id) ?? 0, above);
    parents.set(id, parentId);
    above.set(id, parentId);
  }

  const repaired: Record<Id, Message> = {};
  for (const [id, message] of Object.entries(messages)) {
    const parentId = parents.get(id) ?? null;
    repaired[id] = parentId === message.parentId ? message : { ...message, parentId };
  }
  const newest = sorted.at(-1);
  const known = leafId !== null && repaired[leafId] !== undefined;
  const leaf = known ? leafId : newest === undefined ? null : newestLeafBelow(repaired, newest);
  return { messages: repaired, leafId: leaf, moved: problems.size };
}

/** How many older messages are looked at for one that a message may follow. */
const maxTried = 1000;

/**
 * The newest message that is older than the one at `place` and not one of its descendants; null if
 * none is near. `above` leads from each message towards its root.
 */
function predecessor(sorted: readonly Id[], place: number, above: Map<Id, Id | null>): Id | null {
  for (let index = place - 1; index >= Math.max(0, place - maxTried); index -= 1) {
    const candidate = sorted[index];
    if (candidate === undefined) return null;
    if (rootOf(candidate, above) !== sorted[place]) return candidate;
  }
  return null;
}

/** The root above a message. Shortens the way there for the next time. */
function rootOf(id: Id, above: Map<Id, Id | null>): Id {
  const passed: Id[] = [];
  let root = id;
  for (let next = above.get(root) ?? null; next !== null; next = above.get(root) ?? null) {
    passed.push(root);
    root = next;
  }
  for (const each of passed) above.set(each, root);
  return root;
}
