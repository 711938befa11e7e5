/**
 * The thread that parses what is imported: a value of an export may be 256 MB, and decoding and
 * parsing that takes seconds. Started by understanding.ts; built as a separate file.
 */
import { basename } from 'node:path';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { speak } from '../../../shared/language/translate.ts';
import { portionsOf } from '../../event-loop/portions.ts';
import { sourceIdOf } from './build.ts';
import { findConversations, findGathered, isListOfDownloads } from './detect.ts';
import type { Found, GatheredFormat } from './formats/format.ts';
import { isTranscript, readTranscript } from './formats/markdown.ts';
import type { FoundPart, FromThread, Meaning, ToThread } from './understanding-protocol.ts';

let pieces: Uint8Array<ArrayBuffer>[] = [];
let gathered = new Map<GatheredFormat, unknown[]>();
/** The parts of the conversations found, generated on request. */
let found: Generator<FoundPart>[] = [];

function takeBytes(): Buffer {
  const bytes = Buffer.concat(pieces);
  pieces = [];
  return bytes;
}

function keep(conversations: readonly Found[]): Meaning {
  // Pushed one by one: a call cannot take an array of a hundred thousand as arguments.
  for (const conversation of conversations) found.push(partsOf(conversation));
  return { kind: 'found', count: conversations.length };
}

function meaningOf(bytes: Buffer): Meaning {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { kind: 'invalid' };
  }
  const conversations = findConversations(value);
  if (conversations !== null) return keep(conversations);
  const format = findGathered(value);
  if (format !== null) {
    const messages = gathered.get(format);
    if (messages === undefined) gathered.set(format, [value]);
    else messages.push(value);
    return { kind: 'gathered' };
  }
  return { kind: isListOfDownloads(value) ? 'list_of_downloads' : 'stranger' };
}

function meaningsOf(lengths: readonly number[]): readonly Meaning[] {
  const bytes = takeBytes();
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return meaningOf(bytes.subarray(at - length, at));
  });
}

function textMeaning(name: string): Meaning {
  const bytes = takeBytes();
  let text: string;
  try {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { kind: 'invalid' };
  }
  if (!isTranscript(text)) return { kind: 'stranger' };
  return keep([readTranscript(text, basename(name))]);
}

async function gatheredMeanings(): Promise<readonly Meaning[]> {
  const meanings: Meaning[] = [];
  for (const [format, messages] of gathered) meanings.push(keep(await format.read(messages)));
  gathered = new Map();
  return meanings;
}

function* partsOf(conversation: Found): Generator<FoundPart> {
  switch (conversation.kind) {
    case 'unreadable':
      yield { kind: 'unreadable', unreadable: conversation };
      break;
    case 'assistant': {
      const { documents, ...assistant } = conversation;
      yield { kind: 'assistant', assistant };
      for (const some of portionsOf(documents)) yield { kind: 'documents', documents: some };
      break;
    }
    case 'draft': {
      const { nodes, ...draft } = conversation;
      yield { kind: 'draft', draft: { ...draft, sourceId: sourceIdOf(conversation) } };
      for (const some of portionsOf(nodes)) yield { kind: 'nodes', nodes: some };
      break;
    }
    case 'own': {
      const { conversation: whole, attachments, ...own } = conversation;
      const { messages, ...head } = whole;
      yield { kind: 'own', own, conversation: head };
      for (const some of portionsOf(Object.entries(messages)))
        yield { kind: 'messages', messages: some };
      for (const [sha256, inside] of Object.entries(attachments)) {
        if (typeof inside !== 'string') continue;
        yield { kind: 'attachment', sha256, bytes: Uint8Array.from(Buffer.from(inside, 'base64')) };
      }
      break;
    }
  }
  yield { kind: 'end' };
}

function nextPart(): FoundPart {
  for (let first = found[0]; first !== undefined; first = found[0]) {
    const { done, value } = first.next();
    if (done !== true) return value;
    found.shift();
  }
  return { kind: 'end' };
}

async function answer(request: ToThread): Promise<FromThread | null> {
  switch (request.kind) {
    case 'begin':
      speak(request.phrases);
      pieces = [];
      gathered = new Map();
      found = [];
      return null;
    case 'piece':
      pieces.push(request.piece);
      return null;
    case 'values':
      return { kind: 'meanings', meanings: meaningsOf(request.lengths) };
    case 'text':
      return { kind: 'meanings', meanings: [textMeaning(request.name)] };
    case 'gathered':
      return { kind: 'meanings', meanings: await gatheredMeanings() };
    case 'next':
      return { kind: 'part', part: nextPart() };
  }
}

function main(port: MessagePort): void {
  const send = (reply: FromThread | null): void => {
    if (reply === null) return;
    const isBytes = reply.kind === 'part' && reply.part.kind === 'attachment';
    port.postMessage(reply, isBytes ? [reply.part.bytes.buffer] : []);
  };
  port.on('message', (request: ToThread) => {
    answer(request).then(send, (error: unknown) =>
      send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
  });
}

if (parentPort !== null) main(parentPort);
