import { crc32 } from 'node:zlib';
import { textOf } from '../../../shared/model/conversation-views.ts';
import type { Message } from '../../../shared/model/conversation.ts';
import { summaryBefore } from '../../../shared/model/message/checkpoint.ts';
import { uuidFromHex } from '../../../shared/uuid.ts';

/** Bit flags of a document's kind. */
export const kindBits = { title: 1, user: 2, assistant: 4, code: 8, image: 16, file: 32 } as const;

/** The index entry of a message or a title. */
export interface IndexedDocument {
  /** Empty for a title. */
  readonly uuid: Uint8Array;
  readonly text: string;
  readonly kind: number;
  readonly model: string;
  /** Epoch ms. */
  readonly created: number;
  readonly prompt: number;
  readonly completion: number;
  readonly cached: number;
  /** The id of the provider, and the name of the assistant; '' for none. */
  readonly provider: string;
  readonly assistant: string;
  /** The charge of the server in US dollars; null if it did not say. */
  readonly charged: number | null;
  /** Differs if anything above does. */
  readonly fingerprint: number;
}

/**
 * A fenced code block according to CommonMark: up to three spaces, then three backticks or tildes.
 */
const fence = /^ {0,3}(?:`{3}|~{3})/m;

const emptyUuid = new Uint8Array(0);

/** A checksum and a length are enough: a message is only compared with itself, after an edit. */
function fingerprintOf(text: string, facts: string): number {
  return crc32(text, crc32(facts)) * 2 ** 20 + (text.length % 2 ** 20);
}

/**
 * The searchable text of a message: its text, the names of its attachments, and the summary that
 * stands before it.
 */
export function searchedText(message: Message): string {
  const names = message.parts.flatMap((part) =>
    part.kind === 'image' || part.kind === 'file' ? [part.name] : [],
  );
  const summary = summaryBefore(message);
  return [textOf(message), ...names, ...(summary === '' ? [] : [summary])].join('\n');
}

/** The bytes of an id. */
export function uuidBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The id that these bytes represent. */
export function uuidText(bytes: Uint8Array): string {
  return uuidFromHex(Buffer.from(bytes).toString('hex'));
}

function timeOf(iso: string): number {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? 0 : time;
}

/** Creates the document of a message. */
export function messageDocument(message: Message): IndexedDocument {
  const text = searchedText(message);
  let kind: number = message.role === 'user' ? kindBits.user : kindBits.assistant;
  for (const part of message.parts) {
    if (part.kind === 'image') kind |= kindBits.image;
    else if (part.kind === 'file') kind |= kindBits.file;
    else if (part.kind === 'text' && fence.test(part.text)) kind |= kindBits.code;
  }
  const model = message.model ?? '';
  const created = timeOf(message.createdAt);
  const prompt = message.usage?.promptTokens ?? 0;
  const completion = message.usage?.completionTokens ?? 0;
  const cached = message.usage?.cachedTokens ?? 0;
  const provider = message.providerId ?? '';
  const assistant = message.details?.assistant ?? '';
  const charged = message.usage?.costUsd ?? null;
  const counts = [kind, model, created, prompt, completion, cached, charged];
  const facts = [...counts, provider, assistant].join(' ');
  return {
    uuid: uuidBytes(message.id),
    text,
    kind,
    model,
    created,
    prompt,
    completion,
    cached,
    provider,
    assistant,
    charged,
    fingerprint: fingerprintOf(text, facts),
  };
}

/** Creates the document of a conversation's title, dated to its last change. */
export function titleDocument(head: {
  readonly title: string;
  readonly model: string | null;
  readonly updatedAt: string;
}): IndexedDocument {
  const model = head.model ?? '';
  const created = timeOf(head.updatedAt);
  return {
    uuid: emptyUuid,
    text: head.title,
    kind: kindBits.title,
    model,
    created,
    prompt: 0,
    completion: 0,
    cached: 0,
    provider: '',
    assistant: '',
    charged: null,
    fingerprint: fingerprintOf(head.title, `${model} ${created}`),
  };
}
