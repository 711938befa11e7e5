import { isDeepStrictEqual } from 'node:util';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import {
  contentOf,
  withContent,
  type CheckpointContent,
} from '../../shared/model/message/checkpoint.ts';
import {
  branchIds,
  isBeingAnswered,
  putBack,
  takeBranch,
  type TakenBranch,
} from '../../shared/model/tree/branches.ts';
import { applyDifference, differenceOf, type Difference, type Direction } from './difference.ts';

/** A message with other contents than before. */
interface ChangedMessage {
  readonly id: Id;
  readonly difference: Difference | null;
  readonly checkpoint: {
    readonly before: CheckpointContent;
    readonly after: CheckpointContent;
  } | null;
}

/** A change of one conversation. */
export interface ConversationChange {
  readonly conversationId: Id;
  /** Its title before the change. */
  readonly title: string;
  readonly head: Difference | null;
  readonly leaf: { readonly before: Id | null; readonly after: Id | null };
  /** Branches that the change has deleted, and those that it has added. */
  readonly deleted: readonly TakenBranch[];
  readonly added: readonly TakenBranch[];
  readonly messages: readonly ChangedMessage[];
}

type Messages = Conversation['messages'];

/** The fields of a conversation itself to compare. Branches take the rest with them. */
function headFields(conversation: Conversation, hasBranches: boolean) {
  const { messages: _messages, leafId: _leaf, updatedAt: _at, ...rest } = conversation;
  const { deletedBranches: _deleted, pins, ...fields } = rest;
  return hasBranches ? fields : { ...fields, pins };
}

function changedMessage(before: Message, after: Message): ChangedMessage | null {
  const { checkpoint: _old, ...old } = before;
  const { checkpoint: _new, ...now } = after;
  const difference = differenceOf(old, now);
  const contents = { before: contentOf(before.checkpoint), after: contentOf(after.checkpoint) };
  const checkpoint = isDeepStrictEqual(contents.before, contents.after) ? null : contents;
  return difference === null && checkpoint === null
    ? null
    : { id: before.id, difference, checkpoint };
}

/** The branches of `from` that these messages, which `to` does not have, make up. */
function branchesOf(
  gone: readonly Message[],
  from: Conversation,
  to: Conversation,
): readonly TakenBranch[] {
  const ids = new Set(gone.map(({ id }) => id));
  const roots = gone.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  return roots.map(({ id: rootId }) => {
    const below = branchIds(from.messages, rootId);
    return {
      rootId,
      messages: below.flatMap((id) => from.messages[id] ?? []),
      pins: (from.pins ?? []).filter(({ id }) => below.includes(id)),
      leafId: from.leafId,
      leafAfter: to.leafId,
    };
  });
}

/** The messages of `from` that are not the same in `to`. */
function unlike(from: Messages, to: Messages): readonly Message[] {
  const ids = Object.keys(from).filter((id) => from[id] !== to[id]);
  return ids.flatMap((id) => from[id] ?? []);
}

type MessageChanges = Pick<ConversationChange, 'deleted' | 'added' | 'messages'>;

const noMessages: MessageChanges = { deleted: [], added: [], messages: [] };

/** The changed messages. Most changes share all messages with the state before, however many. */
function messageChanges(before: Conversation, after: Conversation): MessageChanges {
  const [old, now] = [before.messages, after.messages];
  if (old === now) return noMessages;
  const changed = unlike(old, now);
  const gone = changed.filter(({ id }) => now[id] === undefined);
  const come = unlike(now, old).filter(({ id }) => old[id] === undefined);
  return {
    deleted: branchesOf(gone, before, after),
    added: branchesOf(come, after, before),
    messages: changed.flatMap((message) => {
      const later = now[message.id];
      return later === undefined ? [] : (changedMessage(message, later) ?? []);
    }),
  };
}

/** The change that leads from one state of a conversation to the next; null if there is none. */
export function conversationChange(
  before: Conversation,
  after: Conversation,
): ConversationChange | null {
  const { deleted, added, messages } = messageChanges(before, after);
  const hasBranches = deleted.length > 0 || added.length > 0;
  const head = differenceOf(headFields(before, hasBranches), headFields(after, hasBranches));
  const leaf = { before: before.leafId, after: after.leafId };
  const isSame = head === null && !hasBranches && messages.length === 0;
  if (isSame && leaf.before === leaf.after) return null;
  const { id: conversationId, title } = before;
  return { conversationId, title, head, leaf, deleted, added, messages };
}

function isAsAdded(messages: Messages, { rootId, messages: added }: TakenBranch): boolean {
  const known = new Map(added.map((message) => [message.id, message]));
  return branchIds(messages, rootId).every((id) => isDeepStrictEqual(messages[id], known.get(id)));
}

/** Takes branches out. Null if somebody has gone on there. */
function withoutBranches(
  from: Conversation,
  branches: readonly TakenBranch[],
): Conversation | null {
  let conversation = from;
  for (const branch of branches) {
    const { messages } = conversation;
    if (messages[branch.rootId] === undefined) continue;
    if (!isAsAdded(messages, branch) || isBeingAnswered(messages, branch.rootId)) return null;
    conversation = takeBranch(conversation, branch.rootId)?.conversation ?? conversation;
  }
  return conversation;
}

function withBranches(to: Conversation, branches: readonly TakenBranch[]): Conversation | null {
  let conversation: Conversation | null = to;
  for (const branch of branches) {
    if (conversation !== null) conversation = putBack(conversation, branch);
  }
  return conversation;
}

function withMessage(
  message: Message | undefined,
  { difference, checkpoint }: ChangedMessage,
  to: Direction,
  nowIso: string,
): Message | null {
  if (message === undefined) return null;
  const { checkpoint: present, ...rest } = message;
  const applied = difference === null ? { value: rest } : applyDifference(rest, difference, to);
  if (applied === null) return null;
  // The difference is one between messages.
  const changed = {
    ...(applied.value as Message),
    ...(present === undefined ? {} : { checkpoint: present }),
  };
  if (checkpoint === null) return changed;
  const { before, after } = checkpoint;
  const [from, wanted] = to === 'undo' ? [after, before] : [before, after];
  const content = contentOf(present);
  if (isDeepStrictEqual(content, wanted)) return changed;
  return isDeepStrictEqual(content, from) ? withContent(changed, wanted, nowIso) : null;
}

function withMessages(
  to: Conversation,
  changes: readonly ChangedMessage[],
  direction: Direction,
  nowIso: string,
): Conversation | null {
  if (changes.length === 0) return to;
  const messages: Record<Id, Message> = { ...to.messages };
  for (const change of changes) {
    const next = withMessage(messages[change.id], change, direction, nowIso);
    if (next === null) return null;
    messages[change.id] = next;
  }
  return { ...to, messages };
}

function withHead(to: Conversation, head: Difference | null, direction: Direction) {
  if (head === null) return to;
  const applied = applyDifference(to, head, direction);
  // The difference is one between heads.
  return applied === null ? null : (applied.value as Conversation);
}

/** Goes back to the leaf on show, unless the person has gone on elsewhere. */
function withLeaf(
  to: Conversation,
  present: Pick<Conversation, 'leafId'>,
  { before, after }: ConversationChange['leaf'],
  direction: Direction,
): Conversation {
  const [from, wanted] = direction === 'undo' ? [after, before] : [before, after];
  const isAt = present.leafId === from || to.messages[present.leafId ?? ''] === undefined;
  const isThere = to.messages[wanted ?? ''] !== undefined;
  return isAt && isThere ? { ...to, leafId: wanted } : to;
}

/**
 * Takes a change back or makes it again, in a conversation that may have changed since. Null if what
 * it is about is not as the change had left it.
 */
export function withChange(
  present: Conversation,
  change: ConversationChange,
  direction: Direction,
  nowIso: string,
): Conversation | null {
  const { head, messages, leaf } = change;
  const [gone, back] =
    direction === 'undo' ? [change.added, change.deleted] : [change.deleted, change.added];
  const less = withoutBranches(present, gone);
  const more = less === null ? null : withBranches(less, back);
  const titled = more === null ? null : withHead(more, head, direction);
  const changed = titled === null ? null : withMessages(titled, messages, direction, nowIso);
  return changed === null ? null : withLeaf(changed, present, leaf, direction);
}
