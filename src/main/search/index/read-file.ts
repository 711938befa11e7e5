import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { headOf } from '../../../shared/model/conversation-views.ts';
import {
  conversationVersion,
  type Conversation,
  type ConversationHead,
  type Id,
  type Message,
} from '../../../shared/model/conversation.ts';
import { examine } from '../../store/conversations/examine.ts';
import { replayJournal } from '../../store/conversations/journal-format.ts';
import { conversationMigrations, migrate } from '../../store/migrations.ts';
import type { FileStamp } from './conversation-table.ts';
import { noStamp } from './indexer.ts';

/** A conversation as stored in its file and the journal beside it. */
export interface FiledConversation {
  readonly head: ConversationHead;
  readonly messages: readonly Message[];
  /** {@link noStamp} if the file has to be read again at the next start. */
  readonly stamp: FileStamp;
}

/**
 * With a coarse clock, a file changed this recently may change again without a new timestamp (ms).
 */
const settledAfter = 2000;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The bytes of a file that was there a moment ago; null if it is gone. Throws Node's error. */
function readKnown(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The bytes of a file; null if there is none. Throws Node's error. */
function readIfThere(path: string): Buffer | null {
  // Hardly any conversation has a journal, and an error for each missing one would cost more than
  // reading the file.
  return existsSync(path) ? readKnown(path) : null;
}

/** The time and size of a file; null if there is none. Throws Node's error. */
export function stampOf(path: string): FileStamp | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : { mtime: stats.mtimeMs, size: stats.size };
}

/** The path of a conversation's file. */
export function conversationPath(folder: string, id: Id): string {
  return join(folder, `${id}.json`);
}

/** The value in a file, in today's version; undefined if it is odd. */
function valueIn(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  const migrated = migrate(value, conversationMigrations);
  switch (migrated.kind) {
    case 'current':
      return value;
    case 'migrated':
      return migrated.value;
    case 'failed':
      return undefined;
  }
}

/**
 * A quick check that accepts only a file with everything the index needs; anything odd is examined
 * the way the store does. A file of an older version is rewritten only when its conversation is
 * opened. Until then it must not be examined again at each start.
 */
function soundConversation(bytes: Buffer, id: Id): Conversation | null {
  const value = valueIn(bytes);
  if (typeof value !== 'object' || value === null) return null;
  const found = value as Partial<Conversation>;
  if (found.version !== conversationVersion || found.id !== id || typeof found.title !== 'string')
    return null;
  if (typeof found.updatedAt !== 'string' || typeof found.createdAt !== 'string') return null;
  if (typeof found.messages !== 'object' || found.messages === null) return null;
  for (const [key, message] of Object.entries<Partial<Message> | null>(found.messages)) {
    if (message?.id !== key || !Array.isArray(message.parts)) return null;
    if (typeof message.createdAt !== 'string') return null;
    for (const part of message.parts as readonly unknown[]) {
      if (typeof part !== 'object' || part === null || !('kind' in part)) return null;
      if (part.kind === 'text' && !('text' in part && typeof part.text === 'string')) return null;
    }
  }
  return found as Conversation;
}

/**
 * Reads a conversation as the store would show it. Returns null if there is none, or nothing usable
 * in it. Throws Node's error if it cannot be read.
 */
export function readConversation(folder: string, id: Id): FiledConversation | null {
  const path = conversationPath(folder, id);
  const stamp = stampOf(path);
  const bytes = stamp === null ? null : readKnown(path);
  const journalBytes = readIfThere(join(folder, `${id}.journal`));
  if (bytes === null && journalBytes === null) return null;
  const quick = bytes === null || journalBytes !== null ? null : soundConversation(bytes, id);
  if (quick !== null && stamp !== null) {
    const isSettled = Date.now() - stamp.mtime > settledAfter;
    return {
      head: headOf(quick),
      messages: Object.values<Message>(quick.messages),
      stamp: isSettled && bytes?.byteLength === stamp.size ? stamp : noStamp,
    };
  }
  const journal = journalBytes === null ? null : replayJournal(journalBytes);
  const examined = examine(id, bytes, journal, new Set(), conversationMigrations);
  if (examined.kind === 'unreadable') return null;
  const { conversation } = examined;
  return {
    head: headOf(conversation),
    messages: Object.values<Message>(conversation.messages),
    stamp: noStamp,
  };
}

/**
 * Reads single messages without parsing the rest, because the store writes one per line. Missing
 * ones are left out. Throws Node's error.
 */
export function readMessages(
  folder: string,
  id: Id,
  messageIds: readonly Id[],
): ReadonlyMap<Id, Message> {
  const found = new Map<Id, Message>();
  const bytes = readIfThere(conversationPath(folder, id));
  let isOdd = bytes === null;
  if (bytes !== null) {
    for (const messageId of messageIds) {
      const mark = `\n"${messageId}":`;
      const start = bytes.indexOf(mark);
      const message = start === -1 ? null : parseLine(bytes, start + mark.length);
      if (message?.id === messageId) found.set(messageId, message);
      else isOdd = true;
    }
  }
  if (!isOdd) return found;
  const messages = readConversation(folder, id)?.messages ?? [];
  const wanted = new Set(messageIds);
  for (const message of messages) if (wanted.has(message.id)) found.set(message.id, message);
  return found;
}

function parseLine(bytes: Buffer, start: number): Message | null {
  const newline = bytes.indexOf(10, start);
  const lineEnd = newline === -1 ? bytes.byteLength : newline;
  const end = bytes[lineEnd - 1] === 0x2c ? lineEnd - 1 : lineEnd;
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as Message;
  } catch {
    return null;
  }
}
