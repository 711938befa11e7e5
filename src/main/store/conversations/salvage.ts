import * as z from 'zod';
import { t } from '../../../shared/language/translate.ts';
import {
  conversationSchema,
  conversationVersion,
  idSchema,
  messageSchema,
  messageStatusSchema,
  partSchema,
  type Conversation,
  type Id,
  type Message,
} from '../../../shared/model/conversation.ts';
import { messagesMark } from './conversation-format.ts';
import { isObject, validFields } from '../fields.ts';
import { messageOfVersion2 } from '../migrations.ts';
import { parseJson } from '../../disk/json-text.ts';
import type { Steps } from '../../event-loop/steps.ts';
import { repairTree } from './repair-tree.ts';

/** What could be salvaged from a damaged file. */
export interface Salvaged {
  readonly conversation: Conversation;
  /** Number of intact messages. */
  readonly kept: number;
  /** Number of messages that lost a part or a detail. */
  readonly mended: number;
  /** Number of messages that were recognised but could not be salvaged. */
  readonly lost: number;
}

const roleSchema = z.enum(['user', 'assistant']);
const { messages: _messages, version: _version, id: _id, ...headFields } = conversationSchema.shape;

type Fields = Readonly<Record<string, unknown>>;

/** The time at the start of a UUIDv7; null for another kind of id. */
function timeOfId(id: Id): string | null {
  if (id[14] !== '7') return null;
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}

/**
 * Salvages what it can. `value` is the parsed file, or null if it is not JSON; then `text` is
 * searched for messages. Returns null if nothing in it looks like a conversation.
 */
export function* salvage(value: unknown, text: string, id: Id): Steps<Salvaged | null> {
  const listed = isObject(value) ? candidatesIn(value['messages']) : null;
  const head = isObject(value)
    ? listed === null
      ? knownFields(value)
      : value
    : headFromText(text);
  const candidates = listed ?? (yield* messagesFromText(text));
  const messages: Record<Id, Message> = {};
  let kept = 0;
  let mended = 0;
  let lost = 0;
  for (const [key, found] of candidates) {
    yield;
    const candidate = messageOfVersion2(found);
    if (messageSchema.safeParse(candidate).success) {
      const message = candidate as Message;
      if (messages[message.id] === undefined) kept += 1;
      messages[message.id] ??= message;
      continue;
    }
    const message = mend(candidate, key);
    if (message === null || messages[message.id] !== undefined) {
      lost += 1;
      continue;
    }
    mended += 1;
    messages[message.id] = message;
  }
  if (kept + mended === 0 && !z.string().min(1).safeParse(head['title']).success) return null;
  return { conversation: yield* rebuild(head, messages, id), kept, mended, lost };
}

function* rebuild(head: Fields, found: Readonly<Record<Id, Message>>, id: Id): Steps<Conversation> {
  yield;
  const leaf = idSchema.nullable().safeParse(head['leafId']).data ?? null;
  const { messages, leafId } = repairTree(found, leaf);
  yield;
  const dates = Object.values(messages)
    .map((message) => message.createdAt)
    .sort();
  const createdAt = timeOfId(id) ?? dates[0] ?? new Date(0).toISOString();
  const defaults: Fields = {
    title: t('conversation.recovered'),
    titledBy: 'first_words',
    createdAt,
    updatedAt: dates.at(-1) ?? createdAt,
    systemPrompt: null,
    providerId: null,
    model: null,
  };
  const fields = { ...defaults, ...validFields(headFields, head).valid };
  return { ...fields, version: conversationVersion, id, leafId, messages } as Conversation;
}

/** null if this cannot hold messages. */
function candidatesIn(messages: unknown): readonly (readonly [string, unknown])[] | null {
  if (Array.isArray(messages)) return messages.map((message) => ['', message]);
  return isObject(messages) ? Object.entries(messages) : null;
}

/** Only the known fields: an unknown one may be the messages under a damaged name. */
function knownFields(head: Fields): Fields {
  const known = Object.entries(head).filter(([name]) => Object.hasOwn(headFields, name));
  return Object.fromEntries(known);
}

/**
 * Keeps the valid fields of a message, provided that it still has a role and something to show;
 * otherwise null.
 */
function mend(candidate: unknown, key: string): Message | null {
  if (!isObject(candidate)) return null;
  const id = idSchema.safeParse(candidate['id']).data ?? idSchema.safeParse(key).data;
  const role = roleSchema.safeParse(candidate['role']).data;
  if (id === undefined || role === undefined) return null;
  const rawParts = Array.isArray(candidate['parts']) ? candidate['parts'] : [];
  const parts = rawParts.filter((part) => partSchema.safeParse(part).success);
  if (parts.length === 0 && rawParts.length > 0) return null;
  const fields = validFields(messageSchema.shape, candidate).valid;
  const createdAt = timeOfId(id) ?? new Date(0).toISOString();
  const status = messageStatusSchema.safeParse(candidate['status']).data ?? 'interrupted';
  const message = { parentId: null, createdAt, ...fields, id, role, parts, status };
  return messageSchema.safeParse(message).success ? message : null;
}

/** The head of a file that is no longer JSON, if the damage comes after it. */
function headFromText(text: string): Fields {
  const mark = text.search(/,\s*"messages"\s*:\s*\{/);
  const start = mark === -1 ? text.indexOf(messagesMark) : mark;
  if (start === -1) return headFieldsFromText(text);
  const parsed = parseJson(Buffer.from(`${text.slice(0, start)}}`));
  if (parsed.kind === 'value' && isObject(parsed.value)) return parsed.value;
  return headFieldsFromText(text.slice(0, start));
}

/** Recovers the head field by field if it is not valid JSON as a whole. */
function headFieldsFromText(text: string): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(headFields)) {
    const found = new RegExp(`[{,]\\s*"${name}"\\s*:\\s*("(?:[^"\\\\\\n]|\\\\.)*"|null)`).exec(
      text,
    );
    if (found?.[1] === undefined) continue;
    const parsed = parseJson(Buffer.from(found[1]));
    if (parsed.kind === 'value') fields[name] = parsed.value;
  }
  return fields;
}

/**
 * How many characters are looked at for the ends of messages: the whole text a few times. Each
 * message without an end is looked at up to the end of the text.
 */
function searchedAtMost(text: string): number {
  return 4 * text.length + 4_000_000;
}

/** Finds `"<id>": { … }` in text that is not valid JSON as a whole. */
function* messagesFromText(text: string): Steps<readonly (readonly [string, unknown])[]> {
  const found: [string, unknown][] = [];
  let left = searchedAtMost(text);
  const start = /"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"\s*:\s*\{/g;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    yield;
    const open = start.lastIndex - 1;
    const { end, searched } = endOfObject(text, open, left);
    left -= searched;
    if (end === null) {
      found.push([match[1] ?? '', null]);
      continue;
    }
    const parsed = parseJson(Buffer.from(text.slice(open, end)));
    found.push([match[1] ?? '', parsed.kind === 'value' ? parsed.value : null]);
    if (parsed.kind === 'value') start.lastIndex = end;
  }
  return found;
}

/**
 * The index after the brace that closes the one at `open`; null if a string breaks off, the text
 * ends, or that many characters were searched.
 */
function endOfObject(
  text: string,
  open: number,
  most: number,
): { readonly end: number | null; readonly searched: number } {
  let depth = 0;
  let inString = false;
  let index = open;
  const until = Math.min(text.length, open + most);
  for (; index < until; index += 1) {
    const character = text[index];
    if (inString) {
      // JSON escapes line breaks inside strings, so a raw one means that the closing quote is lost.
      if (character === '\n') break;
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
      continue;
    }
    if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return { end: index + 1, searched: index + 1 - open };
    }
  }
  return { end: null, searched: index - open };
}
