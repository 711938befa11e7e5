import { join } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { Clock, ConversationStore } from '../conversations/ports.ts';
import type { TokenStore } from '../local-api/ports.ts';
import type { ModelListsPort, SecretsPort, SettingsPort } from '../providers/ports.ts';
import type { AssistantsFilePort } from '../assistants/ports.ts';
import type { PromptsFilePort } from '../prompts/ports.ts';
import type { SpendingFile } from '../spending/ports.ts';
import type { ToolsFilePort } from '../tools/kept.ts';
import { openApiTokens } from './api-tokens.ts';
import { assistantsFormat } from './assistants.ts';
import type { StoreParts } from './conversations/conversation-file.ts';
import {
  createConversationReader,
  type ConversationReader,
} from './conversations/reading/conversation-reader.ts';
import { createConversationStore } from './conversations/conversations.ts';
import { createDraftStore, type DraftStore } from './drafts.ts';
import { createFileLocks } from '../disk/file-lock.ts';
import { nodeFileSystem, type FileSystem } from '../disk/file-system.ts';
import type { OpenJsonFile } from '../disk/json-file.ts';
import { openListFile } from './list-file.ts';
import { conversationMigrations, type Migrations } from './migrations.ts';
import { createPrivateFolder } from '../disk/private-folder.ts';
import { promptsFormat } from './prompts.ts';
import { createQuarantine } from './quarantine.ts';
import { createSaveStatus } from './save-status.ts';
import type { SafeStorage } from './encryption.ts';
import { openSecrets, type SealedSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { openModelLists } from './model-lists.ts';
import { openSpending } from './spending.ts';
import { openTools } from './tools.ts';
import { systemTimers, type Timers } from '../disk/timers.ts';

/** How long after a start the files of the data folder are made private (ms). */
const closeFilesAfterMs = 3000;

/** Dependencies of the store; all but `root`, `safeStorage` and `platform` have defaults. */
export interface StoreOptions {
  /** The data folder, absolute; it is created before anything else. */
  readonly root: string;
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  /** Called for a damaged file that is found after {@link ConversationStore.load}. */
  readonly notify?: (notice: Notice) => void;
  /** Called for unexpected errors; the person also sees them as unsaved changes. */
  readonly report?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly files?: FileSystem;
  /** Default: those of this version. */
  readonly migrations?: Migrations;
  /** Default: electron-store. */
  readonly openJsonFile?: OpenJsonFile;
  /** The path of reading-thread.ts, or its bundle. Default: every file is read in main. */
  readonly readingThread?: string;
}

/** Everything that Parley stores. */
export interface Store {
  /** `load` also reports problems with settings and keys; `flush` and `retry` cover them too. */
  readonly conversations: ConversationStore;
  /** Reads files of conversations that are not in the data folder. */
  readonly reader: ConversationReader;
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort & SealedSecrets;
  readonly drafts: Pick<DraftStore, 'all' | 'set'>;
  /** The tokens that may use the API. */
  readonly tokens: TokenStore;
  /** Servers of tools and what tools may do. */
  readonly tools: ToolsFilePort;
  readonly assistants: AssistantsFilePort;
  /** The model lists of servers when last asked. */
  readonly modelLists: ModelListsPort;
  readonly prompts: PromptsFilePort;
  /** The cost of requests. */
  readonly spending: SpendingFile;
}

/**
 * Opens the data folder. Never throws because of what it finds there: that is repaired or set
 * aside, and reported.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { root, clock = Date, timers = systemTimers, files = nodeFileSystem } = options;
  const now = (): number => clock.now();
  // electron-store is loaded by the first save: it would take up a good part of the start.
  const openJsonFile: OpenJsonFile =
    options.openJsonFile ??
    (async (place) => {
      const { openElectronJsonFile } = await import('./electron-json-file.ts');
      return openElectronJsonFile(files, place);
    });
  const status = createSaveStatus();
  const quarantine = createQuarantine(files, join(root, 'quarantine'), now);
  const report = options.report ?? (() => undefined);
  const reader = createConversationReader(options.readingThread ?? null, report);
  const locks = createFileLocks(files, timers, now);
  const oldVersions = createQuarantine(files, join(root, 'before-update'), now);
  const migrations = options.migrations ?? conversationMigrations;
  const parts: StoreParts = {
    files,
    locks,
    oldVersions,
    migrations,
    reader,
    openJsonFile,
    quarantine,
    status,
    report,
    timers,
    now,
  };

  const privateFolder = createPrivateFolder(files, locks, root);
  const ofFolder = await privateFolder.prepare();
  const [settings, secrets, tokens, tools, assistants, prompts] = await Promise.all([
    openSettings(parts, root),
    openSecrets(parts, root, options.safeStorage, options.platform),
    openApiTokens(parts, root),
    openTools(parts, root),
    openListFile(parts, root, assistantsFormat),
    openListFile(parts, root, promptsFormat),
  ]);
  const conversations = createConversationStore(parts, {
    conversations: join(root, 'conversations'),
    trash: join(root, 'trash'),
    drafts: join(root, 'drafts'),
    headCache: join(root, 'heads.cache'),
    notify: options.notify ?? (() => undefined),
  });
  const drafts = createDraftStore(parts, join(root, 'drafts'));
  const modelLists = openModelLists(files, join(root, 'models.cache'));
  const spending = openSpending(files, join(root, 'spending'), timers, report);
  let isLoaded = false;
  async function flush(): Promise<void> {
    // The draft of a sent message is deleted only when the message is on disk.
    await conversations.flush();
    const small = [drafts, settings, secrets, tokens, tools, assistants, modelLists, prompts];
    await Promise.all([...small, spending].map((each) => each.flush()));
    // If the program quits soon after the start, readable files are made private now.
    if (isLoaded) await privateFolder.closeFiles();
  }

  return {
    reader,
    settings,
    secrets,
    tokens,
    tools,
    assistants,
    modelLists,
    prompts,
    spending,
    drafts,
    conversations: {
      ...conversations,
      async load() {
        const [{ heads, notices }, ofDrafts] = await Promise.all([
          conversations.load(),
          drafts.load(),
        ]);
        isLoaded = true;
        timers.after(closeFilesAfterMs, () => void privateFolder.closeFiles());
        const small = [
          ...ofFolder,
          ...settings.notices,
          ...secrets.notices,
          ...tokens.notices,
          ...tools.notices,
          ...assistants.notices,
          ...prompts.notices,
          ...ofDrafts,
        ];
        return { heads, notices: [...small, ...notices] };
      },
      flush,
      retry: flush,
    },
  };
}
