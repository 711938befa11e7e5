import { join } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { TokenStore } from '../local-api/ports.ts';
import type { ModelListsPort, SecretsPort, SettingsPort } from '../providers/ports.ts';
import type { AssistantsFilePort } from '../assistants/ports.ts';
import type { PromptsFilePort } from '../prompts/ports.ts';
import type { SpendingFile } from '../spending/ports.ts';
import type { ToolsFilePort } from '../tools/kept.ts';
import { openApiTokens } from './api-tokens.ts';
import { assistantsFormat } from './assistants.ts';
import { beginStore, type BeginOptions, type BegunStore } from './begin.ts';
import type { StoreParts } from './parts.ts';
import {
  createConversationReader,
  type ConversationReader,
} from './conversations/reading/conversation-reader.ts';
import { createConversationStore } from './conversations/conversations.ts';
import { createDraftStore, type DraftStore } from './drafts/drafts.ts';
import { openListFile } from './list-file.ts';
import { conversationMigrations, type Migrations } from './migrations.ts';
import { promptsFormat } from './prompts.ts';
import { createQuarantine } from './quarantine.ts';
import type { SafeStorage } from './encryption.ts';
import { openSecrets, type SealedSecrets } from './secrets.ts';
import { openModelLists } from './model-lists.ts';
import { openSpending } from './spending.ts';
import { openTools } from './tools.ts';

/** How long after a start the files of the data folder are made private (ms). */
const closeFilesAfterMs = 3000;

/** Dependencies of {@link completeStore}. */
export interface CompleteOptions {
  readonly safeStorage: SafeStorage;
  readonly platform: NodeJS.Platform;
  /** Called for a damaged file that is found after {@link ConversationStore.load}. */
  readonly notify?: (notice: Notice) => void;
  /** Default: those of this version. */
  readonly migrations?: Migrations;
  /** The path of reading-thread.ts, or its bundle. Default: every file is read in main. */
  readonly readingThread?: string;
}

/** Dependencies of the store; all but `root`, `safeStorage` and `platform` have defaults. */
export type StoreOptions = BeginOptions & CompleteOptions;

/** Everything that Parley stores. */
export interface Store {
  /** `load` also reports problems with settings and keys; `flush` and `retry` cover them too. */
  readonly conversations: ConversationStore;
  /** Reads files of conversations that are not in the data folder. */
  readonly reader: ConversationReader;
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort & SealedSecrets;
  readonly drafts: Pick<DraftStore, 'all' | 'set' | 'setCaret' | 'lastStep'>;
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

/** Opens a data folder with everything in it. See {@link beginStore} and {@link completeStore}. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return completeStore(await beginStore(options), options);
}

/**
 * Opens what is not open yet of a data folder. Never throws because of what it finds there: that is
 * repaired or set aside, and reported.
 */
export async function completeStore(begun: BegunStore, options: CompleteOptions): Promise<Store> {
  const { root, privateFolder, ofFolder, settings } = begun;
  const { files, timers, report, now } = begun.parts;
  const parts: StoreParts = {
    ...begun.parts,
    oldVersions: createQuarantine(files, join(root, 'before-update'), now),
    migrations: options.migrations ?? conversationMigrations,
    reader: createConversationReader(options.readingThread ?? null, report),
  };
  const [secrets, tokens, tools, assistants, prompts] = await Promise.all([
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
    reader: parts.reader,
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
