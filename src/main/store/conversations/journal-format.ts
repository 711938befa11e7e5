import * as z from 'zod';
import {
  messageSchema,
  partSchema,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../shared/model/conversation.ts';
import { messageFromFile, storedMessage, withMessage } from './conversation-format.ts';
import { parseJson } from '../../disk/json-text.ts';
import { repairTree, treeIsSound } from './repair-tree.ts';

/**
 * One line of a journal. `whole` sets a message; `grow` adds text to its part at index `part`, which
 * must have had `at` UTF-16 code units so far; `change` sets parts from index `from` on and every
 * other field. A line that does not fit what is there is ignored, and so is one without its line end.
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

/** Makes the bytes of a journal's lines. */
export function journalLines(records: readonly JournalRecord[]): Buffer {
  return Buffer.from(records.map((record) => `${JSON.stringify(storedRecord(record))}\n`).join(''));
}

function isGrowing(
  part: Part | undefined,
): part is Extract<Part, { readonly kind: 'text' | 'reasoning' }> {
  return part !== undefined && (part.kind === 'text' || part.kind === 'reasoning');
}

/** True if `after` is `before` with more text at its end, and nothing else differs. */
function hasOnlyGrown(before: Part | undefined, after: Part | undefined): boolean {
  if (before === after) return true;
  if (!isGrowing(before) || !isGrowing(after) || before.kind !== after.kind) return false;
  if (!after.text.startsWith(before.text)) return false;
  return (
    before.kind === 'text' || (after.kind === 'reasoning' && before.durationMs === after.durationMs)
  );
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

/** What has to be appended so that a reader who has `before` gets `after`; empty if they are the same. */
export function recordsBetween(before: Message, after: Message): readonly JournalRecord[] {
  if (before === after) return [];
  const { id, parts, ...rest } = after;
  const records: JournalRecord[] = [];
  let from = 0;
  while (from < before.parts.length && hasOnlyGrown(before.parts[from], parts[from])) {
    const old = before.parts[from];
    const now = parts[from];
    if (isGrowing(old) && isGrowing(now) && now.text.length > old.text.length) {
      const text = now.text.slice(old.text.length);
      records.push({ kind: 'grow', id, part: from, at: old.text.length, text });
    }
    from += 1;
  }
  const partsAreSame = from === before.parts.length && from === parts.length;
  if (partsAreSame && sameFields(before, after)) return records;
  records.push({ kind: 'change', id, from, parts: parts.slice(from), fields: { id, ...rest } });
  return records;
}

/** Reads a journal: the messages as they were last written. Never throws; what is damaged is left out. */
export function replayJournal(bytes: Uint8Array): ReadonlyMap<Id, Message> {
  const messages = new Map<Id, Message>();
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  for (let end = source.indexOf(10); end !== -1; end = source.indexOf(10, start)) {
    applyLine(messages, source.subarray(start, end));
    start = end + 1;
  }
  return messages;
}

function applyLine(messages: Map<Id, Message>, line: Uint8Array): void {
  const parsed = parseJson(line);
  if (parsed.kind !== 'value' || !recordSchema.safeParse(parsed.value).success) return;
  const record = parsed.value as JournalRecord;
  switch (record.kind) {
    case 'whole':
      messages.set(record.message.id, messageFromFile(record.message));
      return;
    case 'grow': {
      const message = messages.get(record.id);
      const part = message?.parts[record.part];
      if (message === undefined || !isGrowing(part) || part.text.length !== record.at) return;
      const grown = { ...part, text: part.text + record.text };
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

/** Text and reasoning of a message, in UTF-16 code units: what can only grow while it streams. */
export function lengthOf(message: Message): number {
  let length = 0;
  for (const part of message.parts) if (isGrowing(part)) length += part.text.length;
  return length;
}

/**
 * Puts what a journal holds into the conversation that the file holds. The file's message stays if it
 * has at least as much text: then the journal is one that could not be deleted in time. Returns the
 * same object if the journal brings nothing new.
 */
export function applyJournal(
  conversation: Conversation,
  journal: ReadonlyMap<Id, Message>,
): Conversation {
  let result = conversation;
  for (const [id, message] of journal) {
    const kept = result.messages[id];
    if (kept === undefined) {
      result = withMessage(result, message);
      if (result.leafId === message.parentId) result = { ...result, leafId: id };
    } else if (
      lengthOf(message) > lengthOf(kept) &&
      (kept.status === 'streaming' || continues(message, kept))
    ) {
      result = withMessage(result, message);
    }
  }
  if (result === conversation || treeIsSound(result.messages, result.leafId)) return result;
  const { messages, leafId } = repairTree(result.messages, result.leafId);
  return { ...result, messages, leafId };
}

/** True if all text of `kept` is in `message` too: an answer that was being continued. */
function continues(message: Message, kept: Message): boolean {
  return kept.parts.every((part, index) => {
    const other = message.parts[index];
    if (!isGrowing(part)) return true;
    return isGrowing(other) && other.kind === part.kind && other.text.startsWith(part.text);
  });
}
