import { withoutIsolates } from '../../../shared/language/isolate.ts';
import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../shared/model/conversation.ts';
import { withCallState } from '../../../shared/model/conversation-views.ts';
import { errorFromFile } from '../../../shared/model/stored-error.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';

/**
 * The stored form of a message. The English text of an error is stored next to its code, so that a
 * Parley that does not know the code has something to show.
 */
export function storedMessage(message: Omit<Message, 'parts'>): object {
  const { error } = message;
  return error === undefined
    ? message
    : { ...message, error: { ...error, message: withoutIsolates(sentenceOf(error)) } };
}

/** Converts a validated message from a file; the same object if nothing differs. */
export function messageFromFile(stored: Message): Message {
  const { error } = stored;
  return error === undefined ? stored : { ...stored, error: errorFromFile(error) };
}

/**
 * Converts all messages of a conversation from a file. Whether it can be changed, or is temporary,
 * is decided by the reader, not by the file.
 */
export function conversationFromFile(file: Conversation): Conversation {
  const { readOnly: _readOnly, temporary: _temporary, ...rest } = file;
  const isMarked = file.readOnly !== undefined || file.temporary !== undefined;
  const stored = isMarked ? rest : file;
  const entries = Object.entries<Message>(stored.messages);
  if (entries.every(([, message]) => message.error === undefined)) return stored;
  const messages = Object.fromEntries(
    entries.map(([id, message]) => [id, messageFromFile(message)]),
  );
  return { ...stored, messages };
}

/** Messages are never changed, only replaced, so the line of each is made only once. */
const lines = new WeakMap<Message, Buffer>();

/** The entry of a message, `"<id>":{…}`. */
function lineOf(message: Message): Buffer {
  const known = lines.get(message);
  if (known !== undefined) return known;
  const line = Buffer.from(
    `${JSON.stringify(message.id)}:${JSON.stringify(storedMessage(message))}`,
  );
  // A streaming message is about to be replaced.
  if (message.status !== 'streaming') lines.set(message, line);
  return line;
}

const firstBreak = Buffer.from('\n');
const nextBreak = Buffer.from(',\n');
const tail = Buffer.from('\n}}\n');

/** Separates the head from the messages. Its unescaped quotes cannot occur inside a string. */
export const messagesMark = ',"messages":{';

/**
 * Serializes a conversation: JSON, with the head first and then one message per line. The head can
 * be read without the rest, a change only costs the new message, and a damaged file can be salvaged
 * line by line.
 */
export function serializeConversation(conversation: Conversation): readonly Uint8Array[] {
  return [...conversationChunks(conversation)];
}

/**
 * Like {@link serializeConversation}, but creates each chunk on demand. Main can then write a long
 * conversation over many turns of its event loop.
 */
export function* conversationChunks(conversation: Conversation): Generator<Uint8Array> {
  const {
    version: _version,
    readOnly: _readOnly,
    temporary: _temporary,
    messages,
    id,
    systemPrompt,
    ...rest
  } = conversation;
  const head = JSON.stringify({ version: conversationVersion, id, ...rest, systemPrompt });
  yield Buffer.from(`${head.slice(0, -1)}${messagesMark}`);
  let separator = firstBreak;
  for (const messageId of Object.keys(messages)) {
    const message = messages[messageId];
    if (message === undefined) continue;
    yield separator;
    yield lineOf(message);
    separator = nextBreak;
  }
  yield tail;
}

/** Replaces one message; everything else is shared. */
export function withMessage(conversation: Conversation, message: Message): Conversation {
  return { ...conversation, messages: { ...conversation.messages, [message.id]: message } };
}

/**
 * True if a call has not ended: it was due to run, was running, or was itself cut off. A proposed
 * call that names its tool awaits approval and does not count. Approval is requested only when the
 * call is complete and its tool known.
 */
function isUnderWay(part: Part): boolean {
  if (part.kind !== 'tool_call') return false;
  if (part.state === 'proposed') return part.tool === undefined;
  return part.state === 'approved' || part.state === 'running';
}

/**
 * The final state of an answer that nobody is writing any more: its pending and running calls will
 * not complete.
 */
function interrupted(message: Message): Message {
  const parts = message.parts.map((part): Part =>
    part.kind === 'tool_call' && isUnderWay(part) ? withCallState(part, 'interrupted') : part,
  );
  return { ...message, parts, status: 'interrupted' };
}

/**
 * Marks messages that are still `streaming` as interrupted, because nobody is writing them any
 * more. A call that awaits approval still does. `except` are the messages that really are
 * streaming. Returns the same object if there are none.
 */
export function interruptStreaming(
  conversation: Conversation,
  except: ReadonlySet<Id>,
): Conversation {
  const ended = Object.values<Message>(conversation.messages)
    .filter(({ id, status }) => status === 'streaming' && !except.has(id))
    .map((message) => [message.id, interrupted(message)] as const);
  if (ended.length === 0) return conversation;
  return {
    ...conversation,
    messages: { ...conversation.messages, ...Object.fromEntries(ended) },
  };
}
