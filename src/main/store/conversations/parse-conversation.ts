import * as z from 'zod';
import { t } from '../../../shared/language/translate.ts';
import {
  conversationSchema,
  conversationVersion,
  idSchema,
  messageSchema,
  type Conversation,
  type ConversationHead,
  type Id,
  type Message,
  type ReadOnlyReason,
} from '../../../shared/model/conversation.ts';
import type { UnreadableReason } from '../../../shared/model/error-codes/storage.ts';
import { conversationFromFile, messagesMark } from './conversation-format.ts';
import { parseJson } from '../../disk/json-text.ts';
import { atOnce, type Steps } from '../../event-loop/steps.ts';
import { isObject } from '../fields.ts';
import { conversationMigrations, migrate, type Migrations } from '../migrations.ts';
import { salvage, type Salvaged } from './salvage.ts';
import { treeIsSound } from './repair-tree.ts';

/** Everything in a conversation's file except its messages. */
export const headSchema = conversationSchema.omit({ messages: true });
const versionSchema = z.looseObject({
  version: z
    .number()
    .int()
    .min(conversationVersion + 1),
});

/** The result of parsing a conversation's file. */
export type ParsedFile =
  | { readonly kind: 'sound'; readonly conversation: Conversation }
  /** Written by a Parley that this one cannot fully read: holds only what could be understood. */
  | {
      readonly kind: 'read_only';
      readonly conversation: Conversation;
      readonly reason: ReadOnlyReason;
    }
  /** Written by an older Parley and upgraded to this version; the original must be preserved. */
  | { readonly kind: 'migrated'; readonly conversation: Conversation; readonly from: number }
  /** Damaged; the original must be set aside before `conversation` replaces it. */
  | ({ readonly kind: 'salvaged' } & Salvaged)
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

/**
 * Parses the bytes of `conversations/<id>.json`. Never throws. Validated values are used as parsed,
 * not as the schema returns them, so that unknown fields survive at every depth; only errors are
 * converted, from their code or sentence.
 */
export function parseConversation(
  bytes: Uint8Array,
  id: Id,
  migrations: Migrations = conversationMigrations,
): ParsedFile {
  return atOnce(parseSteps(bytes, id, migrations));
}

/** {@link parseConversation} in steps. The longest ones parse the JSON and upgrade it. */
export function* parseSteps(bytes: Uint8Array, id: Id, migrations: Migrations): Steps<ParsedFile> {
  const parsed = yield* parse(bytes, id, migrations);
  if (parsed.kind === 'unreadable') return parsed;
  const conversation = conversationFromFile(parsed.conversation);
  return parsed.kind === 'read_only'
    ? { ...parsed, conversation: { ...conversation, readOnly: parsed.reason } }
    : { ...parsed, conversation };
}

function* parse(bytes: Uint8Array, id: Id, migrations: Migrations): Steps<ParsedFile> {
  const parsed = parseJson(bytes);
  yield;
  if (parsed.kind === 'unreadable') return parsed;
  if (parsed.kind === 'value') {
    if (versionSchema.safeParse(parsed.value).success) {
      return yield* readOnly(parsed.value, parsed.text, id, 'saved_by_newer');
    }
    const older = migrate(parsed.value, migrations);
    yield;
    if (older.kind !== 'current') {
      const value = older.kind === 'migrated' ? older.value : null;
      const conversation = value as Conversation | null;
      const isSound = yield* isConversation(value);
      if (older.kind === 'migrated' && conversation !== null && isSound) {
        if (isConsistent(conversation, id)) {
          return { kind: 'migrated', conversation, from: older.from };
        }
      }
      // An older file may also be damaged.
      const salvaged = value === null ? null : yield* salvage(value, parsed.text, id);
      if (salvaged !== null) return { kind: 'salvaged', ...salvaged };
      return yield* readOnly(parsed.value, parsed.text, id, 'saved_by_older');
    }
    if (yield* isConversation(parsed.value)) {
      const conversation = parsed.value as Conversation;
      if (isConsistent(conversation, id)) return { kind: 'sound', conversation };
    }
  }
  const value = parsed.kind === 'value' ? parsed.value : null;
  const salvaged = yield* salvage(value, parsed.text, id);
  if (salvaged !== null) return { kind: 'salvaged', ...salvaged };
  return { kind: 'unreadable', reason: 'nothing_recognised' };
}

/**
 * Parses a small made-up conversation. Schemas are compiled on first use; without this, opening the
 * first conversation would wait for that.
 */
export function warmParsing(): void {
  const id = '00000000-0000-7000-8000-000000000001';
  const time = new Date(0).toISOString();
  const message: Message = {
    id,
    parentId: null,
    role: 'assistant',
    parts: [{ kind: 'text', text: '' }],
    status: 'complete',
    createdAt: time,
  };
  const conversation: Conversation = {
    version: conversationVersion,
    id,
    title: '',
    titledBy: 'first_words',
    createdAt: time,
    updatedAt: time,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: id,
    messages: { [id]: message },
  };
  parseConversation(Buffer.from(JSON.stringify(conversation)), id);
}

/** True for what `conversationSchema` accepts. Checks one message at a time. */
function* isConversation(value: unknown): Steps<boolean> {
  if (!isObject(value) || !headSchema.safeParse(value).success) return false;
  const { messages } = value;
  if (!isObject(messages)) return false;
  for (const [id, message] of Object.entries(messages)) {
    yield;
    if (!idSchema.safeParse(id).success || !messageSchema.safeParse(message).success) return false;
  }
  yield;
  return true;
}

function isConsistent(conversation: Conversation, id: Id): boolean {
  if (conversation.id !== id) return false;
  for (const [key, message] of Object.entries<Message>(conversation.messages)) {
    if (message.id !== key) return false;
  }
  return treeIsSound(conversation.messages, conversation.leafId);
}

/** What could be understood of a file, for display only; it is never written. */
function* readOnly(
  value: unknown,
  text: string,
  id: Id,
  reason: ReadOnlyReason,
): Steps<ParsedFile> {
  const salvaged = yield* salvage(value, text, id);
  const conversation = salvaged?.conversation ?? {
    version: conversationVersion,
    id,
    title: t('conversation.other_version'),
    titledBy: 'first_words' as const,
    createdAt: new Date(0).toISOString(),
    updatedAt: new Date(0).toISOString(),
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
    messages: {},
  };
  return { kind: 'read_only', conversation, reason };
}

/**
 * Parses only the head, from the first bytes of a large file. Returns null if they do not contain a
 * complete, valid head of this version; the file must then be read in full.
 */
export function parseHead(start: Uint8Array, end: Uint8Array, id: Id): ConversationHead | null {
  if (!Buffer.from(end).toString('latin1').trimEnd().endsWith('}}')) return null;
  const text = Buffer.from(start).toString('utf8');
  const mark = text.indexOf(messagesMark);
  if (mark === -1) return null;
  const parsed = parseJson(Buffer.from(`${text.slice(0, mark)}}`));
  if (parsed.kind !== 'value') return null;
  if (!headSchema.safeParse(parsed.value).success) return null;
  const {
    version: _version,
    readOnly: _readOnly,
    ...head
  } = parsed.value as ConversationHead & { version: unknown };
  return head.id === id ? head : null;
}
