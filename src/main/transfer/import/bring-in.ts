import { mediaOf } from '../../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { errorCode } from '../../disk/file-system.ts';
import type { ImportItem } from '../../../shared/model/jobs.ts';
import { buildConversation, sourceIdOf, sourceKey } from './build.ts';
import type { DraftConversation } from './draft.ts';
import type { Found, OwnConversation } from './formats/format.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { MediaFetcher } from './media.ts';
import type { ImportTarget } from './target.ts';

/** Brings one conversation in and tells what became of it; throws only when the disk fails or on cancel. */
export type BringIn = (found: Found, fallbackTime: number) => Promise<ImportItem>;

function remarksOf(missing: number, broken: number, unknown = 0): readonly string[] {
  const remarks: string[] = [];
  if (missing > 0) {
    remarks.push(
      missing === 1
        ? 'One image or file is not part of the export.'
        : `${missing} images or files are not part of the export.`,
    );
  }
  if (broken > 0) {
    remarks.push(
      broken === 1
        ? 'One message could not be understood and was left out.'
        : `${broken} messages could not be understood and were left out.`,
    );
  }
  if (unknown > 0) {
    remarks.push(
      unknown === 1
        ? 'One piece of a message is of an unknown kind and was left out.'
        : `${unknown} pieces of messages are of an unknown kind and were left out.`,
    );
  }
  return remarks;
}

/** Makes the function for one import; it knows what was there before and learns what it brings in. */
export function createBringIn(
  target: ImportTarget,
  media: MediaFetcher,
  limits: ImportLimits,
  signal: AbortSignal,
): BringIn {
  const bySource = new Map<string, Id>();
  const ids = new Set<Id>();
  for (const head of target.heads()) {
    ids.add(head.id);
    const from = head.importedFrom;
    if (from !== undefined) bySource.set(`${from.source}:${from.id}`, head.id);
  }

  async function keepNew(
    conversation: Conversation,
    source: DraftConversation['source'],
    remarks: readonly string[],
  ): Promise<ImportItem> {
    signal.throwIfAborted();
    await target.add(conversation);
    ids.add(conversation.id);
    const from = conversation.importedFrom;
    if (from !== undefined) bySource.set(`${from.source}:${from.id}`, conversation.id);
    return {
      kind: 'added',
      conversationId: conversation.id,
      title: conversation.title,
      source,
      messages: Object.keys(conversation.messages).length,
      remarks,
    };
  }

  async function keepMissing(
    existing: Conversation,
    messages: Readonly<Record<Id, Message>>,
    source: DraftConversation['source'],
    remarks: readonly string[],
  ): Promise<ImportItem> {
    const { id, title } = existing;
    const missing = Object.values(messages).filter(
      (message) => existing.messages[message.id] === undefined,
    );
    if (missing.length === 0) return { kind: 'already_there', conversationId: id, title };
    if (existing.readOnly !== undefined) {
      return { kind: 'skipped', name: title, reason: existing.readOnly };
    }
    signal.throwIfAborted();
    await target.extend(id, missing);
    const count = missing.length;
    return { kind: 'extended', conversationId: id, title, source, messages: count, remarks };
  }

  async function bringDraft(draft: DraftConversation, fallbackTime: number): Promise<ImportItem> {
    const name = draft.title ?? 'A conversation without a title';
    if (draft.nodes.length > limits.messages) {
      return { kind: 'skipped', name, reason: 'It has too many messages.' };
    }
    const existingId = bySource.get(sourceKey(draft.source, sourceIdOf(draft)));
    const existing = existingId === undefined ? null : await target.get(existingId);
    const time = existing === null ? fallbackTime : Date.parse(existing.createdAt);
    const known = new Set(Object.keys(existing?.messages ?? {}));
    const built = await buildConversation(draft, media.fetch, time, known);
    if (built === null) return { kind: 'skipped', name, reason: 'It has no messages.' };
    const remarks = remarksOf(built.missing, built.broken, built.unknown);
    const { conversation } = built;
    if (existing !== null) {
      return keepMissing(existing, conversation.messages, draft.source, remarks);
    }
    return keepNew(conversation, draft.source, remarks);
  }

  /** Keeps the attachments that its messages name; returns how many are nowhere to be found. */
  async function keepAttachments(own: OwnConversation): Promise<number> {
    const wanted = new Set<string>();
    for (const message of Object.values(own.conversation.messages)) {
      for (const { attachment } of mediaOf(message)) wanted.add(attachment);
    }
    let missing = 0;
    for (const hash of wanted) {
      const inside = Object.hasOwn(own.attachments, hash) ? own.attachments[hash] : null;
      const entry = media.find(hash);
      if (inside instanceof Uint8Array) await media.keep(once(inside));
      else if (entry !== null) await media.keep(media.open(entry));
      else missing += 1;
    }
    return missing;
  }

  async function bringOwn(own: OwnConversation): Promise<ImportItem> {
    const { conversation } = own;
    const from = conversation.importedFrom;
    const existingId = ids.has(conversation.id)
      ? conversation.id
      : from === undefined
        ? undefined
        : bySource.get(`${from.source}:${from.id}`);
    const existing = existingId === undefined ? null : await target.get(existingId);
    const missing = await keepAttachments(own);
    const remarks = remarksOf(missing, own.broken);
    return existing === null
      ? keepNew(conversation, 'parley', remarks)
      : keepMissing(existing, conversation.messages, 'parley', remarks);
  }

  return async (found, fallbackTime) => {
    switch (found.kind) {
      case 'unreadable':
        return { kind: 'skipped', name: found.name, reason: found.reason };
      case 'own':
        return bringOwn(found);
      case 'draft':
        try {
          return await bringDraft(found, fallbackTime);
        } catch (error) {
          signal.throwIfAborted();
          // What the disk or the store says ends the import; anything else is this conversation's own fault.
          if (errorCode(error) !== null || isExpected(error)) throw error;
          const words = error instanceof Error ? error.message : String(error);
          const name = found.title ?? 'A conversation without a title';
          return { kind: 'skipped', name, reason: `It could not be understood (${words}).` };
        }
    }
  };
}

function isExpected(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExpectedError';
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
