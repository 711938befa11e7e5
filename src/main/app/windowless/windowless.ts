import { join } from 'node:path';
import { openContentLoader } from '../../attachments/content.ts';
import { createConfined, type Confined } from '../../confined/confined.ts';
import { createNodeProcesses } from '../../confined/node-process.ts';
import { nodeFileSystem } from '../../disk/file-system.ts';
import { openPlainJsonFile } from '../../disk/json-file.ts';
import { createAttachmentStore, type AttachmentStore } from '../../store/attachments.ts';
import { openStore, type Store } from '../../store/index.ts';
import type { LoadAttachment } from '../../turns/attachment-contents.ts';
import { noSafeStorage } from './windowless-folder.ts';
import {
  windowlessTools,
  type WindowlessTools,
  type WindowlessToolsOptions,
} from './windowless-tools.ts';

/** Dependencies of the rooms of a program without a window. */
export type WindowlessOptions = Pick<
  WindowlessToolsOptions,
  'root' | 'version' | 'turns' | 'contextTokens' | 'environment' | 'emit' | 'report'
>;

/** The rooms that every program without a window opens on a data folder. */
export interface Windowless {
  readonly store: Store;
  readonly attachmentStore: AttachmentStore;
  readonly loadAttachment: LoadAttachment;
  readonly confined: Confined;
  readonly tools: WindowlessTools;
}

/** Opens a data folder without Electron, whose keyring can therefore not be used. */
export async function openWindowless(options: WindowlessOptions): Promise<Windowless> {
  const { root, report } = options;
  const store = await openStore({
    root,
    safeStorage: noSafeStorage,
    platform: process.platform,
    report,
    openJsonFile: openPlainJsonFile(nodeFileSystem),
    readingThread: join(import.meta.dirname, '../../store/conversations/reading/reading-thread.ts'),
  });
  const confined = createConfined({
    start: createNodeProcesses(join(import.meta.dirname, '../../confined/entry.ts')),
  });
  const attachmentStore = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const loadAttachment = openContentLoader(attachmentStore, confined, report);
  const rooms = { store, attachmentStore, loadAttachment, confined };
  return { ...rooms, tools: windowlessTools({ ...options, ...rooms }) };
}
