import type { WindowAction } from '../actions.ts';
import type { ApiView } from '../model/api.ts';
import type { TextBatch, TurnEvent } from '../model/chat-event.ts';
import type { ConversationHead, Id, Message } from '../model/conversation.ts';
import type { PriceList } from '../model/cost.ts';
import type { Result } from '../model/errors.ts';
import type { JobUpdate } from '../model/jobs.ts';
import type { LibraryState } from '../model/library.ts';
import type { Notice } from '../model/news.ts';
import type { ToolsView } from '../model/tools.ts';
import type * as z from 'zod';
import { apiCommands } from './api.ts';
import { appCommands } from './app.ts';
import { attachmentCommands } from './attachments.ts';
import { backupCommands } from './backup.ts';
import { chatCommands } from './chat.ts';
import { conversationCommands } from './conversation.ts';
import { jobCommands } from './jobs.ts';
import { libraryCommands } from './library.ts';
import { providerCommands } from './providers.ts';
import { settingsCommands, type SettingsView } from './settings.ts';
import { storageCommands, type StorageStatus } from './storage.ts';
import { toolCommands, type ApprovalNews } from './tools.ts';
import { transferCommands } from './transfer.ts';
import { trashCommands } from './trash.ts';

export type { HeadsPage, StartState } from './app.ts';
export type { Notice } from '../model/news.ts';
export type { Draft } from './chat.ts';
export type { DiscoveredServer, ModelInfo, ProviderView } from './providers.ts';
export type { SettingsView } from './settings.ts';
export type { StorageStatus } from './storage.ts';
export type { ApprovalNews, FoundServer, ReadConfiguration, ToolLogLine } from './tools.ts';

/** The commands of each domain; `HandlersOf` says who answers them. */
export interface Domains {
  readonly api: typeof apiCommands;
  readonly app: typeof appCommands;
  readonly attachments: typeof attachmentCommands;
  readonly backup: typeof backupCommands;
  readonly chat: typeof chatCommands;
  readonly conversation: typeof conversationCommands;
  readonly jobs: typeof jobCommands;
  readonly library: typeof libraryCommands;
  readonly providers: typeof providerCommands;
  readonly settings: typeof settingsCommands;
  readonly storage: typeof storageCommands;
  readonly tools: typeof toolCommands;
  readonly transfer: typeof transferCommands;
  readonly trash: typeof trashCommands;
}
export type Domain = keyof Domains;

/** All commands there are, by their names. */
export const commands = {
  ...apiCommands,
  ...appCommands,
  ...attachmentCommands,
  ...backupCommands,
  ...chatCommands,
  ...conversationCommands,
  ...jobCommands,
  ...libraryCommands,
  ...providerCommands,
  ...settingsCommands,
  ...storageCommands,
  ...toolCommands,
  ...transferCommands,
  ...trashCommands,
} as const;

export type CommandName = keyof typeof commands;
/** What a command is given, after its schema has checked it. */
export type CommandInput<N extends CommandName> = Readonly<z.infer<(typeof commands)[N]['input']>>;
/** What a command answers with. */
export type CommandOutput<N extends CommandName> = (typeof commands)[N]['output']['type'];

/** What main pushes to every window; the keys are all events there are. */
export interface Events {
  /** A conversation is new or its head has changed. */
  head: ConversationHead;
  /** A conversation was deleted. */
  removed: { readonly conversationId: Id };
  /** A message is new or has changed; the parts of a streaming one come as `text` and `turn`. */
  message: { readonly conversationId: Id; readonly message: Message };
  /** More of a part of the answer of a turn. */
  text: TextBatch;
  /**
   * The last word on an answer: it comes after the terminal event of its turn. What was streamed is
   * not sent again: text, reasoning and arguments are empty here, and `lengths` (UTF-16 code units,
   * one per part, 0 for a part that came whole) tells a window whether it holds every character.
   */
  settled: {
    readonly conversationId: Id;
    readonly message: Message;
    readonly lengths: readonly number[];
  };
  /** Everything else of a turn. */
  turn: TurnEvent;
  settings: SettingsView;
  /** A price was entered, or a server told others. */
  prices: PriceList;
  storage: StorageStatus;
  job: JobUpdate;
  notice: Notice;
  /** The index of the library is being built, is ready, or cannot be used. */
  library: LibraryState;
  /** The API was switched, a token made or revoked, or another program asked for something. */
  api: ApiView;
  /** A call waits for the person, or no longer does. */
  approval: ApprovalNews;
  /** A server of tools changed its state or its tools, or what is allowed changed. */
  tools: ToolsView;
  /** Something chosen in the application menu or typed as its shortcut. */
  menu: WindowAction;
}
export type EventName = keyof Events;

/** What the preload hands to the page; everything in it is derived from the contract. */
export interface Bridge {
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>>>;
  /**
   * Gives files that a person dropped on the page a name each, for `library.import` and `attachment.add`. The page neither
   * learns nor chooses a path: the system tells it to the preload, and only of real files.
   */
  drop(files: readonly object[]): Promise<readonly string[]>;
  /** Returns the function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}
