import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { streamedText, withStreamedText } from '../../../shared/model/conversation-views.ts';
import {
  messageSchema,
  partSchema,
  type Conversation,
  type Id,
  type Message,
  type Part,
  type ToolState,
} from '../../../shared/model/conversation.ts';
import { atOnce, inTurns, type Steps } from '../../event-loop/steps.ts';
import { isObject } from '../fields.ts';
import { messageOfVersion2, partsOfVersion2 } from '../migrations.ts';
import { messageFromFile, storedMessage } from './conversation-format.ts';
import { parseJson } from '../../disk/json-text.ts';
import { repairTree, treeIsSound } from './repair-tree.ts';

/**
 * One line of a journal. `whole` sets a message; `grow` adds text to its part at index `part`,
 * which must have had `at` UTF-16 code units so far; `change` sets the parts from index `from` on
 * and every other field. A line that does not fit the current state is ignored, as is one without a
 * line break at its end.
 */
const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole'), message: messageSchema }),
  z.object({
    kind: z.literal('grow'),
    id: z.string(),
    part: z.number().int().nonnegative(),
    at: z.number().int().nonnegative(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('change'),
    id: z.string(),
    from: z.number().int().nonnegative(),
    parts: z.array(partSchema),
    fields: z.looseObject({}),
  }),
]);
export type JournalRecord =
  | { readonly kind: 'whole'; readonly message: Message }
  | {
      readonly kind: 'grow';
      readonly id: Id;
      readonly part: number;
      readonly at: number;
      readonly text: string;
    }
  | {
      readonly kind: 'change';
      readonly id: Id;
      readonly from: number;
      readonly parts: readonly Part[];
      readonly fields: Omit<Message, 'parts'>;
    };

function storedRecord(record: JournalRecord): object {
  switch (record.kind) {
    case 'whole':
      return { ...record, message: storedMessage(record.message) };
    case 'change':
      return { ...record, fields: storedMessage(record.fields) };
    case 'grow':
      return record;
  }
}

/** Encodes records as the lines of a journal. */
export function journalLines(records: readonly JournalRecord[]): Buffer {
  return Buffer.from(records.map((record) => `${JSON.stringify(storedRecord(record))}\n`).join(''));
}

/** True if only the text of a part differs. */
function isSameBesideText(before: Part, after: Part): boolean {
  if (before.kind === 'text') return after.kind === 'text';
  return isDeepStrictEqual(withStreamedText(before, ''), withStreamedText(after, ''));
}

/** The text appended to a part, if nothing else differs; otherwise null. */
function growthOf(before: Part | undefined, after: Part | undefined): string | null {
  if (before === undefined || after === undefined) return null;
  if (before === after) return '';
  const [old, now] = [streamedText(before), streamedText(after)];
  if (old === null || now === null || !isSameBesideText(before, after)) return null;
  return now.startsWith(old) ? now.slice(old.length) : null;
}

function sameFields(before: Message, after: Message): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete('parts');
  for (const name of names) {
    const key = name as keyof Message;
    if (before[key] !== after[key]) return false;
  }
  return true;
}

/**
 * The records to append so that a reader who has `before` gets `after`; empty if they are equal.
 */
export function recordsBetween(before: Message, after: Message): readonly JournalRecord[] {
  if (before === after) return [];
  const { id, parts, ...rest } = after;
  const records: JournalRecord[] = [];
  let from = 0;
  for (; from < before.parts.length; from += 1) {
    const old = before.parts[from];
    const text = growthOf(old, parts[from]);
    if (old === undefined || text === null) break;
    const at = streamedText(old)?.length ?? 0;
    if (text !== '') records.push({ kind: 'grow', id, part: from, at, text });
  }
  const partsAreSame = from === before.parts.length && from === parts.length;
  if (partsAreSame && sameFields(before, after)) return records;
  records.push({ kind: 'change', id, from, parts: parts.slice(from), fields: { id, ...rest } });
  return records;
}

/**
 * Reads a journal and returns the messages as last written. Never throws; damaged records are
 * skipped.
 */
export function replayJournal(bytes: Uint8Array): ReadonlyMap<Id, Message> {
  return atOnce(replay(bytes));
}

/** Like {@link replayJournal}, but gives way between the lines of a long journal. */
export function replayInTurns(bytes: Uint8Array): Promise<ReadonlyMap<Id, Message>> {
  return inTurns(replay(bytes));
}

/** Only lines that have an end count. */
function* replay(bytes: Uint8Array): Steps<ReadonlyMap<Id, Message>> {
  const messages = new Map<Id, Message>();
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  for (let end = source.indexOf(10); end !== -1; end = source.indexOf(10, start)) {
    applyLine(messages, source.subarray(start, end));
    start = end + 1;
    yield;
  }
  return messages;
}

/** Upgrades parts in a journal that was written before version 2. */
function upToDate(value: unknown): unknown {
  if (!isObject(value)) return value;
  if ('message' in value) return { ...value, message: messageOfVersion2(value['message']) };
  return 'parts' in value ? { ...value, parts: partsOfVersion2(value['parts']) } : value;
}

function applyLine(messages: Map<Id, Message>, line: Uint8Array): void {
  const parsed = parseJson(line);
  if (parsed.kind !== 'value') return;
  const value = upToDate(parsed.value);
  if (!recordSchema.safeParse(value).success) return;
  const record = value as JournalRecord;
  switch (record.kind) {
    case 'whole':
      messages.set(record.message.id, messageFromFile(record.message));
      return;
    case 'grow': {
      const message = messages.get(record.id);
      const part = message?.parts[record.part];
      if (message === undefined || part === undefined) return;
      const text = streamedText(part);
      if (text?.length !== record.at) return;
      const grown = withStreamedText(part, text + record.text);
      messages.set(record.id, { ...message, parts: message.parts.with(record.part, grown) });
      return;
    }
    case 'change': {
      const message = messages.get(record.id);
      if (message === undefined || message.parts.length < record.from) return;
      const parts = [...message.parts.slice(0, record.from), ...record.parts];
      const changed = { ...record.fields, id: record.id, parts };
      if (messageSchema.safeParse(changed).success) {
        messages.set(record.id, messageFromFile(changed));
      }
    }
  }
}

/** A call counts from the start, because it may have no arguments. */
const progressOfState: Readonly<Record<ToolState, number>> = {
  proposed: 1,
  approved: 2,
  denied: 2,
  running: 3,
  done: 4,
  failed: 4,
  interrupted: 4,
};

function progressOfPart(part: Part): number {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return part.text.length;
    case 'tool_call':
      return part.arguments.length + progressOfState[part.state];
    case 'tool_result':
      return part.content.reduce(
        (sum, each) => sum + (each.kind === 'text' ? each.text.length : 1),
        1,
      );
    case 'image':
    case 'file':
    case 'citation':
      return 1;
  }
}

/**
 * How far an answer has progressed: a number that only rises while it streams. Text counts in
 * UTF-16 code units.
 */
export function progressOf(message: Message): number {
  return message.parts.reduce((sum, part) => sum + progressOfPart(part), 0);
}

/** True for a message of a deleted branch, whose journal could not be deleted in time. */
function isDeleted(of: Conversation, { id, parentId }: Message): boolean {
  const { deletedBranches = [], messages } = of;
  if (deletedBranches.length === 0) return false;
  return (
    deletedBranches.some((branch) => branch.id === id) ||
    (parentId !== null && messages[parentId] === undefined)
  );
}

/**
 * Merges a journal into the conversation from the file. The file's message stays if it has
 * progressed at least as far: the journal is then one that could not be deleted in time. Returns
 * the same object if the journal adds nothing.
 */
export function applyJournal(
  conversation: Conversation,
  journal: ReadonlyMap<Id, Message>,
): Conversation {
  const added: Record<Id, Message> = {};
  let { leafId } = conversation;
  for (const [id, message] of journal) {
    const kept = conversation.messages[id];
    if (kept === undefined && isDeleted(conversation, message)) continue;
    if (kept === undefined) {
      added[id] = message;
      if (leafId === message.parentId) leafId = id;
    } else if (
      progressOf(message) > progressOf(kept) &&
      (kept.status === 'streaming' || continues(message, kept))
    ) {
      added[id] = message;
    }
  }
  if (Object.keys(added).length === 0) return conversation;
  const result = { ...conversation, leafId, messages: { ...conversation.messages, ...added } };
  if (treeIsSound(result.messages, leafId)) return result;
  const repaired = repairTree(result.messages, leafId);
  return { ...result, messages: repaired.messages, leafId: repaired.leafId };
}

/** Parts of two messages up to which each is compared with each. */
const fewParts = 1000;

/**
 * True if `message` contains all text of `kept`, in whatever place: it is a continuation of that
 * answer.
 */
function continues(message: Message, kept: Message): boolean {
  const isFew = Math.max(kept.parts.length, message.parts.length) <= fewParts;
  return kept.parts.every((part, index) => {
    const text = streamedText(part);
    if (text === null) return true;
    const others = isFew ? message.parts : message.parts.slice(index, index + 1);
    return others.some(
      (other) => other.kind === part.kind && streamedText(other)?.startsWith(text) === true,
    );
  });
}
