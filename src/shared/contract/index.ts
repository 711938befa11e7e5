import type { WindowAction } from '../actions.ts';
import type { Arrival } from '../model/arrival/arrival.ts';
import type { Assistants } from '../model/assistants/assistant.ts';
import type { ApiView } from '../model/api.ts';
import type { TextBatch, TurnEvent } from '../model/chat-event.ts';
import type { Compaction } from '../model/context/room.ts';
import type { ConversationHead, Id, Message } from '../model/conversation.ts';
import type { PriceList } from '../model/cost.ts';
import type { Result } from '../model/errors.ts';
import type { ShortcutState } from '../model/desktop/global-shortcut.ts';
import type { QuickNews } from '../model/desktop/quick.ts';
import type { JobUpdate } from '../model/jobs.ts';
import type { LibraryState } from '../model/library.ts';
import type { Notice } from '../model/news.ts';
import type { Prompts } from '../model/prompts/prompt.ts';
import type { PersonRequest } from '../model/person/requests.ts';
import type { ToolsView } from '../model/tools.ts';
import type { UndoView } from '../model/undo/undo.ts';
import type { UpdatesView } from '../model/updates/updates.ts';
import type * as z from 'zod';
import { apiCommands } from './api.ts';
import { appCommands } from './app.ts';
import { assistantCommands } from './assistants.ts';
import { attachmentCommands } from './attachments.ts';
import { backupCommands } from './backup.ts';
import { chatCommands } from './chat.ts';
import { contextCommands } from './context.ts';
import { conversationCommands } from './conversation.ts';
import { quickCommands } from './desktop/quick.ts';
import { jobCommands } from './jobs.ts';
import type { LanguageView } from './desktop/language.ts';
import { libraryCommands } from './library.ts';
import { offerCommands } from './offers.ts';
import { promptCommands } from './prompts.ts';
import { providerCommands } from './providers.ts';
import { settingsCommands, type SettingsView } from './settings.ts';
import { storageCommands, type StorageStatus } from './storage.ts';
import { toolCommands, type ApprovalNews } from './tools.ts';
import { transferCommands } from './transfer.ts';
import { trashCommands } from './trash.ts';
import { undoCommands } from './undo/undo.ts';
import { updateCommands } from './updates/updates.ts';

export type { HeadsPage, StartState } from './app.ts';
export type { Notice } from '../model/news.ts';
export type { Draft } from './chat.ts';
export type {
  DiscoveredServer,
  FurtherKey,
  KnownModels,
  ListedModel,
  ModelInfo,
  ModelProtocol,
  ProviderView,
} from './providers.ts';
export type { LanguageView } from './desktop/language.ts';
export type { SettingsView } from './settings.ts';
export type { StorageStatus } from './storage.ts';
export type { ApprovalNews, FoundServer, ReadConfiguration, ToolLogLine } from './tools.ts';

/** The commands by domain. `HandlersOf` gives the type of a domain's handlers. */
export interface Domains {
  readonly api: typeof apiCommands;
  readonly app: typeof appCommands;
  readonly assistants: typeof assistantCommands;
  readonly attachments: typeof attachmentCommands;
  readonly backup: typeof backupCommands;
  readonly chat: typeof chatCommands;
  readonly context: typeof contextCommands;
  readonly conversation: typeof conversationCommands;
  readonly jobs: typeof jobCommands;
  readonly library: typeof libraryCommands;
  readonly offers: typeof offerCommands;
  readonly prompts: typeof promptCommands;
  readonly providers: typeof providerCommands;
  readonly quick: typeof quickCommands;
  readonly settings: typeof settingsCommands;
  readonly storage: typeof storageCommands;
  readonly tools: typeof toolCommands;
  readonly transfer: typeof transferCommands;
  readonly trash: typeof trashCommands;
  readonly undo: typeof undoCommands;
  readonly updates: typeof updateCommands;
}
export type Domain = keyof Domains;

/** Every command, by name. */
export const commands = {
  ...apiCommands,
  ...appCommands,
  ...assistantCommands,
  ...attachmentCommands,
  ...backupCommands,
  ...chatCommands,
  ...contextCommands,
  ...conversationCommands,
  ...jobCommands,
  ...libraryCommands,
  ...offerCommands,
  ...promptCommands,
  ...providerCommands,
  ...quickCommands,
  ...settingsCommands,
  ...storageCommands,
  ...toolCommands,
  ...transferCommands,
  ...trashCommands,
  ...undoCommands,
  ...updateCommands,
} as const;

export type CommandName = keyof typeof commands;
/** The validated input of a command. */
export type CommandInput<N extends CommandName> = Readonly<z.infer<(typeof commands)[N]['input']>>;
/** The output of a command. */
export type CommandOutput<N extends CommandName> = (typeof commands)[N]['output']['type'];

/** Events that main sends to windows. The keys are the complete list. */
export interface Events {
  /** A conversation was created or its head changed. */
  head: ConversationHead;
  /** A conversation was deleted. */
  removed: { readonly conversationId: Id };
  /**
   * A message was added or changed. The parts of a streaming message arrive as `text` and `turn`.
   */
  message: { readonly conversationId: Id; readonly message: Message };
  /** More messages were changed than are told one by one: a window that has it opens it again. */
  outdated: { readonly conversationId: Id };
  /** Messages were deleted. The head that came before says what is on show now. */
  pruned: { readonly conversationId: Id; readonly messageIds: readonly Id[] };
  /** More text for a part of a turn's answer. */
  text: TextBatch;
  /**
   * The final state of an answer, sent after the terminal event of its turn. Streamed content is
   * not sent again: text, reasoning and arguments are empty here. `lengths` (UTF-16 code units, one
   * per part, 0 for a part that arrived whole) lets a window check that it received every
   * character.
   */
  settled: {
    readonly conversationId: Id;
    readonly message: Message;
    readonly lengths: readonly number[];
    /** True while another answer of the conversation grows. */
    readonly goesOn: boolean;
  };
  /** All other events of a turn. */
  turn: TurnEvent;
  settings: SettingsView;
  /** Another language is in use. */
  language: LanguageView;
  /** The person entered a price, or a server reported new ones. */
  prices: PriceList;
  storage: StorageStatus;
  job: JobUpdate;
  notice: Notice;
  /** The search index is being built, is ready, or is unavailable. */
  library: LibraryState;
  /**
   * The API was turned on or off, a token was created or revoked, or another program sent a
   * request.
   */
  api: ApiView;
  /** A call waits for the person, or no longer does. */
  approval: ApprovalNews;
  /** All requests of tool servers that wait for the person. */
  requests: readonly PersonRequest[];
  /** All summaries that are being written. */
  compactions: readonly Compaction[];
  /** A server of tools changed its state or its tools, or what is allowed changed. */
  tools: ToolsView;
  /** An assistant was added, changed or deleted. */
  assistants: Assistants;
  /** A prompt was added, changed, used or deleted. */
  prompts: Prompts;
  /** Undo and Redo would do something different than before. */
  undo: UndoView;
  /** The state of Parley's update. */
  updates: UpdatesView;
  /** Another window changed a draft. Absent parts stay as they are. */
  draft: CommandInput<'draft.set'>;
  /** Something chosen in the application menu or typed as its shortcut. */
  menu: WindowAction;
  /** A link, a command line, a notification or another window asks this window for something. */
  arrival: Arrival;
  /** For the quick window only. */
  quick: QuickNews;
  /** The shortcut of the quick window, whenever it stands differently. */
  quickShortcut: ShortcutState;
}
export type EventName = keyof Events;

/** The API that the preload exposes to the page, derived from the contract. */
export interface Bridge {
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>>>;
  /**
   * Returns a name for each file the person dropped on the page, for `library.import` and
   * `attachment.add`. The page neither sees nor chooses paths: the system gives them to the
   * preload, and only for real files.
   */
  drop(files: readonly object[]): Promise<readonly string[]>;
  /** Returns an unsubscribe function. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}
