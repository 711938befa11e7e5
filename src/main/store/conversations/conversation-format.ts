import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../shared/model/conversation.ts';
import { errorFromFile } from '../../../shared/model/errors.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';

/**
 * A message as a file holds it: beside the code of its error is the English sentence, so that a Parley
 * which does not know the code has something to show.
 */
export function storedMessage(message: Omit<Message, 'parts'>): object {
  const { error } = message;
  return error === undefined
    ? message
    : { ...message, error: { ...error, message: sentenceOf(error) } };
}

/** The message that a checked one of a file stands for; the same object where nothing differs. */
export function messageFromFile(stored: Message): Message {
  const { error } = stored;
  return error === undefined ? stored : { ...stored, error: errorFromFile(error) };
}

/** The same for all messages of a conversation. Whether it can be changed is for the reader to say, not for the file. */
export function conversationFromFile(file: Conversation): Conversation {
  const { readOnly: _readOnly, ...rest } = file;
  const stored = file.readOnly === undefined ? file : rest;
  const entries = Object.entries<Message>(stored.messages);
  if (entries.every(([, message]) => message.error === undefined)) return stored;
  const messages = Object.fromEntries(
    entries.map(([id, message]) => [id, messageFromFile(message)]),
  );
  return { ...stored, messages };
}

/** Messages never change, only get replaced, so the bytes of one need to be made only once. */
const bytesOfMessage = new WeakMap<Message, Buffer>();

function messageBytes(message: Message): Buffer {
  const known = bytesOfMessage.get(message);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(storedMessage(message)));
  // A streaming message is replaced a moment later.
  if (message.status !== 'streaming') bytesOfMessage.set(message, bytes);
  return bytes;
}

/** What follows the head; unescaped quotes keep it out of any text. */
export const messagesMark = ',"messages":{';

/**
 * The file of a conversation: JSON, the head first, then one message per line. So the head can be read
 * without the rest, a change costs only the message that is new, and a damaged file can be salvaged
 * line by line.
 */
export function serializeConversation(conversation: Conversation): readonly Uint8Array[] {
  const {
    version: _version,
    readOnly: _readOnly,
    messages,
    id,
    systemPrompt,
    ...rest
  } = conversation;
  const head = JSON.stringify({ version: conversationVersion, id, ...rest, systemPrompt });
  const chunks: Uint8Array[] = [Buffer.from(`${head.slice(0, -1)}${messagesMark}`)];
  let separator = '\n';
  for (const [messageId, message] of Object.entries<Message>(messages)) {
    chunks.push(Buffer.from(`${separator}${JSON.stringify(messageId)}:`), messageBytes(message));
    separator = ',\n';
  }
  chunks.push(Buffer.from('\n}}\n'));
  return chunks;
}

/** Replaces one message; the rest is shared. */
export function withMessage(conversation: Conversation, message: Message): Conversation {
  return { ...conversation, messages: { ...conversation.messages, [message.id]: message } };
}

/** What is left of an answer that nobody writes any more: a call that was to run, or did, has not come to its end. */
function interrupted(message: Message): Message {
  const parts = message.parts.map((part): Part => {
    const isUnderWay =
      part.kind === 'tool_call' && (part.state === 'approved' || part.state === 'running');
    return isUnderWay ? { ...part, state: 'interrupted' } : part;
  });
  return { ...message, parts, status: 'interrupted' };
}

/**
 * Nobody is writing any more: a message still `streaming` was cut off. A call that waits for approval
 * still waits. `except` are the messages that
 * do stream right now. Returns the same object if there is none.
 */
export function interruptStreaming(
  conversation: Conversation,
  except: ReadonlySet<Id>,
): Conversation {
  let result = conversation;
  for (const message of Object.values<Message>(conversation.messages)) {
    if (message.status !== 'streaming' || except.has(message.id)) continue;
    result = withMessage(result, interrupted(message));
  }
  return result;
}
