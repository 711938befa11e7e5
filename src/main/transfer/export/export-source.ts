import type { Conversation, ConversationHead, Id } from '../../../shared/model/conversation.ts';
import type { ExportFormat } from '../../../shared/model/jobs.ts';
import type { AttachmentStore } from '../../store/attachments.ts';
import { mediaOf, messagesToWrite, type MediaPart } from './selection.ts';

/** The source of the exported conversations. */
export interface ExportSource {
  heads(): readonly ConversationHead[];
  read(id: Id): Promise<Conversation>;
  readonly attachments: Pick<AttachmentStore, 'size' | 'read'>;
}

/** The most bytes of attachments embedded in a single file, because they are held in memory. */
export const maxInside = 64 * 1024 ** 2;

async function bytesOf(source: ExportSource, hash: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.attachments.read(hash)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A conversation's pictures and files that exist, with their sizes in bytes. */
export async function presentMedia(
  source: ExportSource,
  conversation: Conversation,
  messageIds: readonly Id[] | null,
  format: ExportFormat,
): Promise<ReadonlyMap<MediaPart, number>> {
  const messages =
    format === 'json' && messageIds === null
      ? Object.values(conversation.messages)
      : messagesToWrite(conversation, messageIds);
  const present = new Map<MediaPart, number>();
  for (const part of mediaOf(messages)) {
    const size = await source.attachments.size(part.attachment);
    if (size !== null) present.set(part, size);
  }
  return present;
}

/** The bytes of pictures and files, by hash. */
export async function images(
  source: ExportSource,
  media: ReadonlyMap<MediaPart, number>,
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const part of media.keys())
    found.set(part.attachment, await bytesOf(source, part.attachment));
  return found;
}
