import { extname } from 'node:path';
import { t } from '../../shared/language/translate.ts';
import { maxAttachments, type Attached, type RemoteImage } from '../../shared/model/attachments.ts';
import type { AttachmentPart, Conversation, Id } from '../../shared/model/conversation.ts';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import { codedOf, type Coded } from '../../shared/model/errors.ts';
import type { DroppedFiles } from './dropped-files.ts';
import { extensionFor, mediaTypeOf, shortName } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import type { Attachments } from './attachments.ts';

/** Asks the person for files: Electron's dialogs, or a test's answers. */
export interface AttachmentDialogs {
  /** Absolute paths; empty if the person chose none. */
  chooseFiles(): Promise<readonly string[]>;
  /** null if the person cancelled. */
  chooseTarget(name: string): Promise<string | null>;
}

/** Dependencies of the attachment commands. */
export interface AttachmentRooms {
  readonly attachments: Attachments;
  readonly store: AttachmentStore;
  readonly files: FileSystem;
  readonly dropped: DroppedFiles;
  readonly dialogs: AttachmentDialogs;
  /** Throws an ExpectedError if there is no such conversation. */
  readonly conversation: (id: Id) => Promise<Conversation>;
  readonly loadRemoteImage: (url: string) => Promise<RemoteImage>;
}

/** Attaches several files. One that cannot be attached is reported and does not stop the others. */
async function addAll(
  attachments: Attachments,
  paths: readonly string[],
  of: Id | null,
): Promise<Attached> {
  const parts: Attached['parts'][number][] = [];
  const problems: Coded[] = [];
  for (const path of paths.slice(0, maxAttachments)) {
    try {
      parts.push(await attachments.addFile(path, of));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      problems.push(codedOf(error.error));
    }
  }
  if (paths.length > maxAttachments) {
    problems.push({ code: 'too_many_attachments', params: { most: maxAttachments } });
  }
  return { parts, problems };
}

async function addConversation(
  { attachments, conversation }: AttachmentRooms,
  id: Id,
  of: Id | null,
): Promise<AttachmentPart> {
  const { conversationText } = await import('./conversation-text.ts');
  const { safeFileName } = await import('../disk/file-name.ts');
  const found = await conversation(id);
  const text = conversationText(found);
  if (text === '') throw expected('conversation_without_text', {});
  return attachments.addBytes(Buffer.from(text), `${safeFileName(found.title)}.md`, of);
}

async function save(rooms: AttachmentRooms, attachment: string, given: string): Promise<void> {
  const { store, files, dialogs } = rooms;
  const name = shortName(given);
  if ((await store.size(attachment)) === null) {
    throw expected('file_gone', { name });
  }
  const { safeFileName } = await import('../disk/file-name.ts');
  const { writeFileAtomic } = await import('../disk/atomic-file.ts');
  let start: Uint8Array = new Uint8Array();
  for await (const block of store.read(attachment)) {
    start = block;
    break;
  }
  const ending = extname(name) === '' ? extensionFor(mediaTypeOf(start, name)) : '';
  const path = await dialogs.chooseTarget(safeFileName(`${name}${ending}`, t('file.unnamed')));
  if (path === null) return;
  try {
    await writeFileAtomic(files, path, store.read(attachment), new AbortController().signal);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('file_not_saved_there', { name });
  }
}

/** Creates the handlers of commands about attachments. */
export function createAttachmentHandlers(rooms: AttachmentRooms): HandlersOf<'attachments'> {
  const { attachments, dropped, dialogs } = rooms;
  return {
    'attachment.upload': ({ upload, bytes }) => attachments.upload(upload, bytes),
    'attachment.add': ({ from, conversationId }) => {
      if (from.kind === 'upload') {
        return attachments.addUpload(from.upload, from.name, conversationId, from.replaces);
      }
      const path = dropped.take(from.file);
      if (path === null) {
        throw expected('drop_unreadable', {});
      }
      return attachments.addFile(path, conversationId);
    },
    'attachment.addConversation': ({ from, conversationId }) =>
      addConversation(rooms, from, conversationId),
    'attachment.choose': async ({ conversationId }) =>
      addAll(attachments, await dialogs.chooseFiles(), conversationId),
    'attachment.discard': ({ attachment }) => rooms.store.discard(attachment),
    'attachment.save': ({ attachment, name }) => save(rooms, attachment, name),
    'image.loadRemote': ({ url }) => rooms.loadRemoteImage(url),
  };
}
