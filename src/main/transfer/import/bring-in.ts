import { ExpectedError } from '../../../shared/expected.ts';
import { mediaOf } from '../../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { errorCode } from '../../disk/file-system.ts';
import type { ImportItem, ImportRemark } from '../../../shared/model/jobs.ts';
import { buildConversation, sourceIdOf, sourceKey } from './build.ts';
import { createBringAssistant } from './bring-assistant.ts';
import type { DraftConversation } from './draft.ts';
import type { Found, OwnConversation } from './formats/format.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { MediaFetcher } from './media.ts';
import { notUnderstood } from './not-understood.ts';
import type { ImportTarget } from './target.ts';

/** Imports one conversation and reports the result. Throws only if the disk fails or on cancel. */
export type BringIn = (found: Found, fallbackTime: number) => Promise<ImportItem>;

function remarksOf(missing: number, broken: number, unknown = 0): readonly ImportRemark[] {
  const remarks: readonly ImportRemark[] = [
    { kind: 'media_missing', count: missing },
    { kind: 'messages_broken', count: broken },
    { kind: 'pieces_unknown', count: unknown },
  ];
  return remarks.filter(({ count }) => count > 0);
}

/** Stores the attachments that its messages refer to; returns how many are missing. */
async function keepAttachments(own: OwnConversation, media: MediaFetcher): Promise<number> {
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

/** Creates the function for one import; it tracks both existing conversations and those it adds. */
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
    remarks: readonly ImportRemark[],
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
    remarks: readonly ImportRemark[],
  ): Promise<ImportItem> {
    const { id, title } = existing;
    const missing = Object.values(messages).filter(
      (message) => existing.messages[message.id] === undefined,
    );
    if (missing.length === 0) return { kind: 'already_there', conversationId: id, title };
    if (existing.readOnly !== undefined) {
      return { kind: 'skipped', name: title, reason: { code: existing.readOnly, params: {} } };
    }
    signal.throwIfAborted();
    await target.extend(id, missing);
    const count = missing.length;
    return { kind: 'extended', conversationId: id, title, source, messages: count, remarks };
  }

  async function bringDraft(draft: DraftConversation, fallbackTime: number): Promise<ImportItem> {
    const name = draft.title ?? ({ kind: 'untitled' } as const);
    if (draft.nodes.length > limits.messages) {
      return { kind: 'skipped', name, reason: { code: 'import_too_many_messages', params: {} } };
    }
    const existingId = bySource.get(sourceKey(draft.source, sourceIdOf(draft)));
    const existing = existingId === undefined ? null : await target.get(existingId);
    const time = existing === null ? fallbackTime : Date.parse(existing.createdAt);
    const known = new Set(Object.keys(existing?.messages ?? {}));
    const built = await buildConversation(draft, media.fetch, time, known);
    if (built === null) {
      return { kind: 'skipped', name, reason: { code: 'import_no_messages', params: {} } };
    }
    const remarks = remarksOf(built.missing, built.broken, built.unknown);
    const { conversation } = built;
    if (existing !== null) {
      return keepMissing(existing, conversation.messages, draft.source, remarks);
    }
    return keepNew(conversation, draft.source, remarks);
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
    const missing = await keepAttachments(own, media);
    const remarks = remarksOf(missing, own.broken);
    return existing === null
      ? keepNew(conversation, 'parley', remarks)
      : keepMissing(existing, conversation.messages, 'parley', remarks);
  }

  const bringAssistant = createBringAssistant(target, media, limits);

  return async (found, fallbackTime) => {
    switch (found.kind) {
      case 'assistant':
        return bringAssistant(found);
      case 'unreadable':
        return { kind: 'skipped', name: found.name, reason: found.reason };
      case 'own':
        return bringOwn(found);
      case 'draft':
        try {
          return await bringDraft(found, fallbackTime);
        } catch (error) {
          signal.throwIfAborted();
          // Errors of the disk or the store end the import; anything else concerns only this
          // conversation.
          if (errorCode(error) !== null || error instanceof ExpectedError) throw error;
          const name = found.title ?? ({ kind: 'untitled' } as const);
          return { kind: 'skipped', name, reason: notUnderstood(error) };
        }
    }
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
