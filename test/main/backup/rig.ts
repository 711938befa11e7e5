import * as fs from 'node:fs';
import { join } from 'node:path';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createBackup } from '../../../src/main/backup/create-backup.ts';
import { openBackup } from '../../../src/main/backup/read-backup.ts';
import { restoreBackup } from '../../../src/main/backup/restore-backup.ts';
import type { RestoreTarget } from '../../../src/main/backup/restore-options.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { createTemporaryStores } from '../../../src/main/store/temporary/temporary.ts';
import { nodeFileSystem, type FileSystem } from '../../../src/main/disk/file-system.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type {
  BackupReport,
  RestoreMode,
  RestoreReport,
} from '../../../src/shared/model/backups.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { idOf } from '../store/samples.ts';
import { storeOn } from '../store/support.ts';

export const never = new AbortController().signal;
export const quiet = (): void => undefined;

/** A disk that is full as soon as a backup is written. */
export function fullBackups() {
  return attackedFiles(({ path, name }) =>
    path.includes('backups') && name === 'write'
      ? { kind: 'error', code: 'ENOSPC' }
      : { kind: 'works' },
  );
}

/** A running program on a data folder, as far as backups need it. */
export async function programOn(root: string, files: FileSystem = nodeFileSystem) {
  const store = await storeOn(root, { files });
  const attachments = createAttachmentStore(files, join(root, 'attachments'));
  const stores = createTemporaryStores({ ...store, attachments });
  const conversations = createConversationService(stores.conversations, Date, newId, quiet);
  const notices = await conversations.load();
  const target: RestoreTarget = {
    files,
    root,
    conversations,
    reader: store.reader,
    attachments,
    drafts: store.drafts,
    settings: store.settings,
    tools: store.tools,
    assistants: store.assistants,
    prompts: store.prompts,
  };
  return {
    root,
    store,
    conversations,
    attachments,
    target,
    notices,
    async backUp(path: string, signal = never): Promise<BackupReport> {
      await store.conversations.flush();
      return createBackup({
        files,
        root,
        path,
        unsaved: new Map(),
        version: '1.2.3',
        now: () => Date.parse('2026-11-23T07:20:00.000Z'),
        signal,
        onProgress: quiet,
      });
    },
    async restore(path: string, mode: RestoreMode, signal = never): Promise<RestoreReport> {
      const backup = await openBackup(path, signal, quiet);
      try {
        return await restoreBackup({
          backup,
          mode,
          target,
          safetyCopy: null,
          withhold: () => 'offer',
          signal,
          onProgress: quiet,
        });
      } finally {
        backup.close();
        await store.conversations.flush();
      }
    },
  };
}

export type Program = Awaited<ReturnType<typeof programOn>>;

/** Writes some of every kind of stored data; returns the program that did. */
export async function filledProgram(
  root: string,
  files: FileSystem = nodeFileSystem,
): Promise<Program> {
  const program = await programOn(root, files);
  const { store, conversations, attachments } = program;
  async function* picture(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a picture');
  }
  const { sha256 } = await attachments.put(picture(), null);
  for (const n of [1, 2, 3]) {
    await conversations.add({
      version: 3,
      id: idOf(n),
      title: `Conversation ${n}`,
      titledBy: 'person',
      createdAt: '2026-11-01T12:00:00.000Z',
      updatedAt: '2026-11-01T12:00:00.000Z',
      systemPrompt: null,
      providerId: null,
      model: null,
      leafId: idOf(10 + n),
      messages: {
        [idOf(10 + n)]: {
          id: idOf(10 + n),
          parentId: null,
          role: 'user',
          parts: [
            { kind: 'text', text: `Text ${n} 京都` },
            { kind: 'image', attachment: sha256, mediaType: 'image/png', name: 'p.png' },
          ],
          status: 'complete',
          createdAt: '2026-11-01T12:00:00.000Z',
        },
      },
    });
  }
  await conversations.remove(idOf(3));
  const drafted = { kind: 'image', attachment: sha256, mediaType: 'image/png', name: 'p' } as const;
  store.drafts.set(idOf(1), 'half a thou', { attachments: [drafted] });
  store.settings.update((before) => ({ ...before, systemPrompt: 'Be kind', theme: 'dark' }));
  await store.secrets.write('p', 'sk-very-secret-key-1234567890', 'https://api.example.com');
  await store.conversations.flush();
  return program;
}

/** Every file below a folder with its bytes, except those that are never compared. */
export function filesIn(root: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const entries = fs.existsSync(root)
    ? fs.readdirSync(root, { recursive: true, withFileTypes: true })
    : [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(root.length + 1)] = fs.readFileSync(path, 'latin1');
  }
  return found;
}
