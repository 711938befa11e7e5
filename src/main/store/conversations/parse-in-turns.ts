import {
  idSchema,
  messageSchema,
  type Conversation,
  type Id,
  type Message,
} from '../../../shared/model/conversation.ts';
import { decodeStrictly, isSuspicious, parseJson } from '../../disk/json-text.ts';
import { inTurns, type Steps } from '../../event-loop/steps.ts';
import { conversationMigrations, type Migrations } from '../migrations.ts';
import { messageFromFile, messagesMark } from './conversation-format.ts';
import { headSchema, parseSteps, type ParsedFile } from './parse-conversation.ts';
import { treeIsSound } from './repair-tree.ts';

/** A smaller file is parsed as a whole (bytes). */
const large = 256 * 1024;

/** Characters of a UUID. */
const idLength = 36;

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const openBrace = 0x7b;

/** Like `parseConversation`, with the same result, but gives way between messages. */
export function parseInTurns(
  bytes: Uint8Array,
  id: Id,
  migrations: Migrations = conversationMigrations,
): Promise<ParsedFile> {
  return inTurns(parseFile(bytes, id, migrations));
}

/**
 * Reads a sound file line by line, and gives way between messages. Null if anything about it is not
 * as Parley writes it.
 */
export function readLinesInTurns(bytes: Uint8Array, id: Id): Promise<Conversation | null> {
  return inTurns(readLines(bytes, id));
}

/**
 * Parses a file in steps. A large one that is written as Parley writes it is never parsed as a
 * whole.
 */
export function* parseFile(bytes: Uint8Array, id: Id, migrations: Migrations): Steps<ParsedFile> {
  const conversation = bytes.byteLength < large ? null : yield* readLines(bytes, id);
  return conversation === null
    ? yield* parseSteps(bytes, id, migrations)
    : { kind: 'sound', conversation };
}

/** The head with its unknown fields, from the first line of a file. */
function readHead(line: Uint8Array, id: Id): Omit<Conversation, 'messages'> | null {
  const text = line[0] === openBrace ? decodeStrictly(line) : null;
  if (text?.endsWith(messagesMark) !== true) return null;
  const parsed = parseJson(Buffer.from(`${text.slice(0, -messagesMark.length)}}`));
  if (parsed.kind !== 'value' || isSuspicious(text)) return null;
  if (!headSchema.safeParse(parsed.value).success) return null;
  const file = parsed.value as Omit<Conversation, 'messages'>;
  const { readOnly: _readOnly, temporary: _temporary, ...head } = file;
  return head.id === id ? head : null;
}

/** The message of one line: `"<id>":{…}`. */
function readMessage(line: Buffer): Message | null {
  const key = line.toString('latin1', 1, 1 + idLength);
  const isEntry =
    line[0] === quote && line.toString('latin1', 1 + idLength, 4 + idLength) === '":{';
  if (!isEntry || !idSchema.safeParse(key).success) return null;
  const parsed = parseJson(line.subarray(3 + idLength));
  if (parsed.kind !== 'value' || isSuspicious(parsed.text)) return null;
  if (!messageSchema.safeParse(parsed.value).success) return null;
  const message = parsed.value as Message;
  return message.id === key ? messageFromFile(message) : null;
}

/** Reads a sound file line by line. Null if anything about it is not as Parley writes it. */
function* readLines(bytes: Uint8Array, id: Id): Steps<Conversation | null> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = file.indexOf(lineFeed) + 1;
  const head = readHead(file.subarray(0, Math.max(0, at - 1)), id);
  if (head === null) return null;
  const messages: Record<Id, Message> = {};
  let parentsComeFirst = true;
  for (let isLast = false; !isLast;) {
    yield;
    const end = file.indexOf(lineFeed, at);
    if (end === -1) return null;
    isLast = file[end - 1] !== comma;
    const message = readMessage(file.subarray(at, isLast ? end : end - 1));
    if (message === null || messages[message.id] !== undefined) return null;
    const { parentId } = message;
    if (parentId !== null && messages[parentId] === undefined) parentsComeFirst = false;
    messages[message.id] = message;
    at = end + 1;
  }
  const isWhole = file.subarray(at).toString('latin1').trimEnd() === '}}';
  if (!isWhole || head.leafId === null || messages[head.leafId] === undefined) return null;
  // Nothing is above itself if every parent has come before.
  if (!parentsComeFirst && !treeIsSound(messages, head.leafId)) return null;
  return { ...head, messages };
}
