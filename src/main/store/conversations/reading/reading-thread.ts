/**
 * The thread that reads large files of conversations that are damaged or not as Parley writes them:
 * their JSON has to be parsed as a whole. Started by conversation-reader.ts; built as a separate
 * file.
 */
import { parentPort, type MessagePort } from 'node:worker_threads';
import { speak } from '../../../../shared/language/translate.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { portionsOf } from '../../../event-loop/portions.ts';
import { parseConversation } from '../parse-conversation.ts';
import type { FromReadingThread, ToReadingThread } from './reading-protocol.ts';

let pieces: Uint8Array<ArrayBuffer>[] = [];
let portions: Iterator<readonly Message[], void> | null = null;

function parsedPieces(id: Id): FromReadingThread {
  const bytes = Buffer.concat(pieces);
  pieces = [];
  portions = null;
  const parsed = parseConversation(bytes, id);
  if (parsed.kind === 'unreadable') return { kind: 'parsed', parsed };
  const { conversation } = parsed;
  portions = portionsOf(Object.values<Message>(conversation.messages));
  return { kind: 'parsed', parsed: { ...parsed, conversation: { ...conversation, messages: {} } } };
}

function nextMessages(): FromReadingThread {
  const next = portions?.next();
  if (next !== undefined && next.done !== true) return { kind: 'messages', messages: next.value };
  portions = null;
  return { kind: 'end' };
}

function answer(request: ToReadingThread): FromReadingThread | null {
  switch (request.kind) {
    case 'piece':
      pieces.push(request.piece);
      return null;
    case 'parse':
      speak(request.phrases);
      return parsedPieces(request.id);
    case 'next':
      return nextMessages();
  }
}

function main(port: MessagePort): void {
  port.on('message', (request: ToReadingThread) => {
    try {
      const reply = answer(request);
      if (reply !== null) port.postMessage(reply, []);
    } catch (error) {
      // A value that is nested too deeply cannot be sent.
      const failed: FromReadingThread = { kind: 'failed', reason: String(error) };
      port.postMessage(failed, []);
    }
  });
}

if (parentPort !== null) main(parentPort);
