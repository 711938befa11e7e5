import { join } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { Clock, ConversationStore } from '../conversations/ports.ts';
import type { TokenStore } from '../local-api/ports.ts';
import type { SecretsPort, SettingsPort } from '../providers/ports.ts';
import { openApiTokens } from './api-tokens.ts';
import type { StoreParts } from './conversations/conversation-file.ts';
import { createConversationStore } from './conversations/conversations.ts';
import { createDraftStore, type DraftStore } from './drafts.ts';
import { createFileLocks } from '../disk/file-lock.ts';
import { nodeFileSystem, type FileSystem } from '../disk/file-system.ts';
import type { OpenJsonFile } from '../disk/json-file.ts';
import { conversationMigrations, type Migrations } from './migrations.ts';
import { createPrivateFolder } from '../disk/private-folder.ts';
import { createQuarantine } from './quarantine.ts';
import { createSaveStatus } from './save-status.ts';
import type { SafeStorage } from './encryption.ts';
import { openSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { systemTimers, type Timers } from '../disk/timers.ts';

/** The files of the data folder are closed to others when a start is over; ms. */
const closeFilesAfterMs = 3000;

/** What the store stands on; all but `root`, `safeStorage` and `platform` have their real part as default. */
export interface StoreOptions {
  /** The data folder, absolute; made before anything else. */
  readonly root: string;
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  /** News of a damaged file that was found after {@link ConversationStore.load}. */
  readonly notify?: (notice: Notice) => void;
  /** Hears of errors that nobody expected; they are shown to the person as unsaved, too. */
  readonly report?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly files?: FileSystem;
  /** Default: those of this version. */
  readonly migrations?: Migrations;
  /** Default: electron-store. */
  readonly openJsonFile?: OpenJsonFile;
}

/** All that Parley keeps. */
export interface Store {
  /** Its `load` reports also what was wrong with settings and keys; its `flush` and `retry` cover them too. */
  readonly conversations: ConversationStore;
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort;
  readonly drafts: Pick<DraftStore, 'all' | 'set'>;
  /** The tokens that may use the API. */
  readonly tokens: TokenStore;
}

/** Opens the data folder. Never throws for what it finds there: that is repaired or set aside, and reported. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { root, clock = Date, timers = systemTimers, files = nodeFileSystem } = options;
  const now = (): number => clock.now();
  // electron-store is loaded by the first save: it is no small part of what a start would cost.
  const openJsonFile: OpenJsonFile =
    options.openJsonFile ??
    (async (place) => {
      const { openElectronJsonFile } = await import('./electron-json-file.ts');
      return openElectronJsonFile(files, place);
    });
  const status = createSaveStatus();
  const quarantine = createQuarantine(files, join(root, 'quarantine'), now);
  const report = options.report ?? (() => undefined);
  const locks = createFileLocks(files, timers, now);
  const oldVersions = createQuarantine(files, join(root, 'before-update'), now);
  const migrations = options.migrations ?? conversationMigrations;
  const parts: StoreParts = {
    files,
    locks,
    oldVersions,
    migrations,
    openJsonFile,
    quarantine,
    status,
    report,
    timers,
    now,
  };

  const privateFolder = createPrivateFolder(files, locks, root);
  const ofFolder = await privateFolder.prepare();
  const [settings, secrets, tokens] = await Promise.all([
    openSettings(parts, root),
    openSecrets(parts, root, options.safeStorage, options.platform),
    openApiTokens(parts, root),
  ]);
  const conversations = createConversationStore(parts, {
    conversations: join(root, 'conversations'),
    trash: join(root, 'trash'),
    drafts: join(root, 'drafts'),
    headCache: join(root, 'heads.cache'),
    notify: options.notify ?? (() => undefined),
  });
  const drafts = createDraftStore(parts, join(root, 'drafts'));
  let isLoaded = false;
  async function flush(): Promise<void> {
    // A sent text's draft goes only when the message is on the disk.
    await conversations.flush();
    await Promise.all([drafts.flush(), settings.flush(), secrets.flush(), tokens.flush()]);
    // A quit soon after the start: what others could open is closed now.
    if (isLoaded) await privateFolder.closeFiles();
  }

  return {
    settings,
    secrets,
    tokens,
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
          ...ofDrafts,
        ];
        return { heads, notices: [...small, ...notices] };
      },
      flush,
      retry: flush,
    },
  };
}
