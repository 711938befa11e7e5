import { chmod } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { t } from '../../../shared/language/translate.ts';
import { codePrint } from '../../../shared/code-print.ts';
import type { CommandInput } from '../../../shared/contract/index.ts';
import { expected } from '../../../shared/expected.ts';
import { mediaOf } from '../../../shared/model/conversation-views.ts';
import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import { writeFileAtomic } from '../../disk/atomic-file.ts';
import { safeFileName } from '../../disk/file-name.ts';
import type { FileSystem } from '../../disk/file-system.ts';
import { extensionFor, isImage, mediaTypeOf, shortName } from '../../disk/media-type.ts';
import type { AttachmentStore } from '../../store/attachments.ts';
import { exportConversations, extensions, planExport } from '../export/export-conversations.ts';
import type { ExportOptions } from '../export/export-conversations.ts';
import { codeBlocks, type CodeBlock } from './code-blocks.ts';
import { codeFileName } from './code-name.ts';

/** What a person drags out of a window, by its ids. */
export type DraggedOut = CommandInput<'library.dragOut'>;

/** Dependencies of {@link makeFile}. */
export interface MakeFileRooms extends Pick<ExportOptions, 'confined' | 'mathFont' | 'pdf'> {
  /** Throws an ExpectedError if there is no such conversation. */
  readonly conversation: (id: Id) => Promise<Conversation>;
  readonly attachments: AttachmentStore;
  readonly files: FileSystem;
}

/** Only this user can read them: other users of the machine share its temporary folder. */
const mode = 0o600;

async function* once(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? Buffer.from(content) : content;
}

/** The code that a window named, and the name of a file for it. */
export function findCode(
  conversation: Conversation,
  { messageId, print }: { readonly messageId: Id; readonly print: string },
): { readonly name: string; readonly code: string } {
  const parts = conversation.messages[messageId]?.parts ?? [];
  const isIt = ({ code }: CodeBlock): boolean => codePrint(code) === print;
  for (const part of parts) {
    const block = part.kind === 'text' ? codeBlocks(part.text).find(isIt) : undefined;
    if (block === undefined) continue;
    const code = block.code.endsWith('\n') ? block.code : `${block.code}\n`;
    return { name: codeFileName(block.info, conversation.title), code };
  }
  throw expected('code_gone', {});
}

async function exported(
  rooms: MakeFileRooms,
  conversation: Conversation,
  messageIds: readonly Id[] | null,
  folder: string,
): Promise<string> {
  const { attachments, files, confined, mathFont, pdf } = rooms;
  const source = {
    heads: () => [],
    read: () => Promise.resolve(conversation),
    attachments,
  };
  const plan = await planExport(source, [conversation.id], messageIds, 'markdown');
  const ending = plan.asArchive ? '.zip' : extensions.markdown;
  const path = join(folder, `${safeFileName(conversation.title)}${ending}`);
  const { signal } = new AbortController();
  const rest = { confined, mathFont, signal, now: Date.now };
  const options = { plan, path, source, files, pdf, ...rest };
  await exportConversations({ ...options, onProgress: () => undefined });
  await chmod(path, mode);
  return path;
}

async function written(
  { files }: MakeFileRooms,
  [name, ending]: readonly [name: string, ending: string],
  chunks: AsyncIterable<Uint8Array>,
  folder: string,
): Promise<string> {
  const path = join(folder, `${safeFileName(name, t('file.unnamed'))}${ending}`);
  await writeFileAtomic(files, path, chunks, new AbortController().signal, mode);
  return path;
}

/** The ending of a file by its beginning; empty for a name that has one. */
async function endingOf(attachments: AttachmentStore, hash: string, name: string): Promise<string> {
  if (extname(name) !== '') return '';
  for await (const block of attachments.read(hash)) return extensionFor(mediaTypeOf(block, ''));
  return '';
}

/** A file of an unsent message, which the window names. */
async function drafted(
  rooms: MakeFileRooms,
  { attachment, name: given }: Extract<DraggedOut, { kind: 'draft' }>,
  folder: () => Promise<string>,
): Promise<string> {
  const { attachments } = rooms;
  const name = shortName(given);
  if ((await attachments.size(attachment)) === null) throw expected('file_gone', { name });
  const ending = await endingOf(attachments, attachment, name);
  return written(rooms, [name, ending], attachments.read(attachment), await folder());
}

/** A picture that the window loaded. It is a file only if it is a picture. */
async function pictured(
  rooms: MakeFileRooms,
  { title }: Conversation,
  bytes: Uint8Array,
  folder: () => Promise<string>,
): Promise<string> {
  const mediaType = mediaTypeOf(bytes, '');
  if (!isImage(mediaType)) throw expected('drag_failed', {});
  return written(rooms, [title, extensionFor(mediaType)], once(bytes), await folder());
}

/** True if the Markdown of a message shows the attachment. */
function isNamedIn({ messages }: Conversation, attachment: string): boolean {
  return Object.values(messages)
    .flatMap(({ parts }) => parts)
    .some((part) => part.kind === 'text' && part.text.includes(attachment));
}

async function attached(
  rooms: MakeFileRooms,
  conversation: Conversation,
  attachment: string,
  folder: string,
): Promise<string> {
  const { attachments } = rooms;
  const part = Object.values(conversation.messages)
    .flatMap((message) => mediaOf(message))
    .find((each) => each.attachment === attachment);
  const given = part?.name ?? (isNamedIn(conversation, attachment) ? conversation.title : '');
  if (given === '' || (await attachments.size(attachment)) === null) {
    throw expected('file_gone', { name: given });
  }
  const ending =
    part !== undefined && extname(given) === ''
      ? extensionFor(part.mediaType)
      : await endingOf(attachments, attachment, part?.name ?? '');
  return written(rooms, [given, ending], attachments.read(attachment), folder);
}

/** It would be on the disk before anybody knows whether it is dropped anywhere. */
function refuseTemporary({ temporary }: Conversation): void {
  if (temporary === true) throw expected('drag_temporary', {});
}

/**
 * Makes a file in a folder of what a person drags out, and returns its path. What it holds and how
 * it is called comes from what main keeps, but for pictures that only the window has, and the names
 * of files that are not sent.
 */
export async function makeFile(
  rooms: MakeFileRooms,
  what: DraggedOut,
  folder: () => Promise<string>,
): Promise<string> {
  if (what.kind === 'draft') {
    if (what.conversationId !== null)
      refuseTemporary(await rooms.conversation(what.conversationId));
    return drafted(rooms, what, folder);
  }
  const conversation = await rooms.conversation(what.conversationId);
  refuseTemporary(conversation);
  switch (what.kind) {
    case 'conversation':
      return exported(rooms, conversation, null, await folder());
    case 'message':
      return exported(rooms, conversation, [what.messageId], await folder());
    case 'picture':
      return pictured(rooms, conversation, what.bytes, folder);
    case 'attachment':
      return attached(rooms, conversation, what.attachment, await folder());
    case 'code': {
      const { name, code } = findCode(conversation, what);
      const path = join(await folder(), name);
      const { signal } = new AbortController();
      await writeFileAtomic(rooms.files, path, once(code), signal, mode);
      return path;
    }
  }
}
