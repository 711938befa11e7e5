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
import { extensionFor } from '../../disk/media-type.ts';
import type { AttachmentStore } from '../../store/attachments.ts';
import { exportConversations, extensions, planExport } from '../export/export-conversations.ts';
import type { ExportOptions } from '../export/export-conversations.ts';
import { codeBlocks, type CodeBlock } from './code-blocks.ts';
import { codeFileName } from './code-name.ts';

/** What a person drags out of a window, by its ids. */
export type DraggedOut = CommandInput<'library.dragOut'>;

/** Dependencies of {@link makeFile}. */
export interface MakeFileRooms extends Pick<ExportOptions, 'confined' | 'pdf'> {
  /** Throws an ExpectedError if there is no such conversation. */
  readonly conversation: (id: Id) => Promise<Conversation>;
  readonly attachments: AttachmentStore;
  readonly files: FileSystem;
}

/** Only this user can read them: other users of the machine share its temporary folder. */
const mode = 0o600;

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
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
  const { attachments, files, confined, pdf } = rooms;
  const source = {
    heads: () => [],
    read: () => Promise.resolve(conversation),
    attachments,
  };
  const plan = await planExport(source, [conversation.id], messageIds, 'markdown');
  const ending = plan.asArchive ? '.zip' : extensions.markdown;
  const path = join(folder, `${safeFileName(conversation.title)}${ending}`);
  const { signal } = new AbortController();
  const options = { plan, path, source, files, pdf, confined, signal, now: Date.now };
  await exportConversations({ ...options, onProgress: () => undefined });
  await chmod(path, mode);
  return path;
}

async function attached(
  { attachments, files }: MakeFileRooms,
  conversation: Conversation,
  attachment: string,
  folder: string,
): Promise<string> {
  const part = Object.values(conversation.messages)
    .flatMap((message) => mediaOf(message))
    .find((each) => each.attachment === attachment);
  const given = part?.name ?? '';
  if (part === undefined || (await attachments.size(attachment)) === null) {
    throw expected('file_gone', { name: given });
  }
  const ending = extname(given) === '' ? extensionFor(part.mediaType) : '';
  const path = join(folder, safeFileName(`${given}${ending}`, t('file.unnamed')));
  const { signal } = new AbortController();
  await writeFileAtomic(files, path, attachments.read(attachment), signal, mode);
  return path;
}

/**
 * Makes a file in a folder of what a person drags out, and returns its path. What it holds and how
 * it is called comes from what main keeps, never from the window.
 */
export async function makeFile(
  rooms: MakeFileRooms,
  what: DraggedOut,
  folder: () => Promise<string>,
): Promise<string> {
  const conversation = await rooms.conversation(what.conversationId);
  // It would be on the disk before anybody knows whether it is dropped anywhere.
  if (conversation.temporary === true) throw expected('drag_temporary', {});
  switch (what.kind) {
    case 'conversation':
      return exported(rooms, conversation, null, await folder());
    case 'message':
      return exported(rooms, conversation, [what.messageId], await folder());
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
