import * as z from 'zod';
import type { ApiContent, ApiView } from '../model/api.ts';
import type { AttachmentOutputs } from '../model/attachments.ts';
import { backupInputs, type BackupOutputs } from './backup-commands.ts';
import type { OpenedConversation, StartedTurn, TextBatch, TurnEvent } from '../model/chat-event.ts';
import {
  idSchema,
  type AttachmentPart,
  type Conversation,
  type ConversationHead,
  type Id,
  type Message,
} from '../model/conversation.ts';
import type { PriceList } from '../model/cost.ts';
import type { Result } from '../model/errors.ts';
import { extraInputSchema, type Extra } from '../model/extras.ts';
import { exportFormats, type JobUpdate, type StartedJob } from '../model/jobs.ts';
import {
  mostHits,
  type Folder,
  type LibraryState,
  type LibraryStatistics,
  type SearchAnswer,
} from '../model/library.ts';
import type { PackageNotice } from '../model/notices.ts';
import {
  settingsPatchSchema,
  tokenPriceSchema,
  type KeyStatus,
  type KeyStorage,
  type Provider,
  type Settings,
  type SettingsPatch,
  type TokenPrice,
} from '../model/settings.ts';
import type { TrashedConversation, TrashReport } from '../model/trash.ts';
import { promptSchema, writingInputs } from './writing-inputs.ts';

const titleSchema = z.string().trim().min(1).max(500);
const providerIdSchema = z.string().min(1).max(100);
const modelSchema = z.string().trim().min(1).max(500);
const nothing = z.undefined();
const conversationInput = z.object({ conversationId: idSchema });
/** What is taken out: messages of one conversation, whole conversations (a folder is its conversations), or all. */
const exportWhatSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('messages'),
    conversationId: idSchema,
    messageIds: z.array(idSchema).min(1).max(100_000),
  }),
  z.object({
    kind: z.literal('conversations'),
    conversationIds: z.array(idSchema).min(1).max(1_000_000),
  }),
  z.object({ kind: z.literal('everything') }),
]);
/** As {@link TrashedConversation} has it: the id, and when it was deleted (epoch ms). */
const trashKeySchema = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,15}$/);
const trashInput = z.object({ keys: z.array(trashKeySchema).min(1).max(1_000_000) });
const messageInput = z.object({ conversationId: idSchema, messageId: idSchema });

/** What is typed for each command; the keys are all commands there are. */
export const commandInputs = {
  /** Everything a window needs to draw itself first. */
  'app.start': z.object({
    /** What the window showed before it was loaded again: known to it from the beginning. */
    shown: idSchema.nullable().catch(null),
  }),
  /** The window has drawn itself: it is shown. */
  'app.drawn': nothing,
  /** Some more of what is not at the top of the window's list, as `heads`. Answers whether there is still more. */
  'app.listMore': nothing,
  'app.openLink': z.object({ url: z.string().max(10_000) }),
  'app.copy': z.object({
    text: z.string().max(50_000_000),
    html: z.string().max(50_000_000).optional(),
  }),
  'app.openDataFolder': nothing,
  /** What Parley is made of, with the licences. */
  'app.notices': nothing,

  /** The conversation with the text so far of an answer that streams. */
  'conversation.open': conversationInput.extend({
    /** Only what a long one is first seen with: its end and what is around a message; null: its end. Absent: all of it. */
    near: idSchema.nullable().optional(),
  }),
  /** The messages of a conversation that the window does not hold yet. */
  'conversation.rest': conversationInput.extend({ held: z.array(idSchema).max(10_000) }),
  'conversation.create': z.object({
    systemPrompt: promptSchema.nullable().optional(),
    providerId: providerIdSchema.nullable().optional(),
    model: modelSchema.nullable().optional(),
  }),
  'conversation.rename': conversationInput.extend({ title: titleSchema }),
  /** Stops its stream, moves its file aside; can be undone while the program runs. */
  'conversation.delete': conversationInput,
  'conversation.restore': conversationInput,
  'conversation.setSystemPrompt': conversationInput.extend({
    systemPrompt: promptSchema.nullable(),
  }),
  'conversation.setModel': conversationInput.extend({
    providerId: providerIdSchema,
    model: modelSchema,
  }),
  /** Shows the version that holds this message, down to its newest leaf. */
  'conversation.showVersion': messageInput,

  /** What is left out stays as it is; folder null takes them out of theirs. */
  'conversation.organize': z.object({
    conversationIds: z.array(idSchema).min(1).max(100_000),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
    folder: titleSchema.nullable().optional(),
  }),

  /** What was deleted in the last 30 days, newest first. */
  'trash.list': nothing,
  'trash.restore': trashInput,
  /** For good. */
  'trash.delete': trashInput,

  /** A newer search supersedes those before it. The language of queries: docs/search.md. */
  'library.search': z.object({
    query: z.string().max(1000),
    limit: z.number().int().min(1).max(mostHits),
  }),
  'library.folders': nothing,
  'library.statistics': nothing,

  /** A new version of this answer, from the same question. */
  'chat.regenerate': messageInput,
  /** Asks again in place of an answer that brought no text; else like regenerate. */
  'chat.retry': messageInput,
  /** Lets the model go on with this very answer. */
  'chat.continue': messageInput,
  'chat.stop': conversationInput,
  'chat.acknowledge': z.object({
    turn: z.number().int().nonnegative(),
    seq: z.number().int().nonnegative(),
  }),

  ...writingInputs,

  'models.list': z.object({ providerId: providerIdSchema, refresh: z.boolean() }),

  /** What the tokens of models cost, as far as it is known. */
  'prices.list': nothing,
  /** null: what the person entered is forgotten, and what the server tells counts again. */
  'prices.set': z.object({ model: modelSchema, price: tokenPriceSchema.nullable() }),

  'providers.save': z.object({
    /** null makes a new one. */
    id: providerIdSchema.nullable(),
    kind: z.enum(['openai_compatible', 'demo']),
    /** '': named after its address. */
    name: z.string().trim().max(200),
    /** As typed or pasted; main finds the address in it. */
    baseUrl: z.string().max(100_000),
    /** Left out: those that there are stay. */
    extras: z.array(extraInputSchema).max(100).optional(),
    /** The person agrees that words and key are readable on the way to this address. */
    allowsPlainHttp: z.boolean().optional(),
  }),
  'providers.delete': z.object({ providerId: providerIdSchema }),
  /** A key goes in and never comes out. */
  'providers.setKey': z.object({
    providerId: providerIdSchema,
    key: z.string().trim().min(1).max(10_000),
  }),
  'providers.deleteKey': z.object({ providerId: providerIdSchema }),
  /** Servers on this machine that answer `/v1/models`. */
  'providers.discover': nothing,

  'settings.update': settingsPatchSchema,

  /** Tries again to write what could not be saved. */
  'storage.retry': nothing,

  /** Without files main asks for them. `files` are names that {@link Bridge.drop} gave. */
  'library.import': z.object({ files: z.array(z.uuid()).min(1).max(100).optional() }),
  /** Main asks where to. */
  'library.export': z.object({ what: exportWhatSchema, format: z.enum(exportFormats) }),
  /**
   * Copies what is on show of a conversation, or these messages of it, as Markdown; as `rich_text` with
   * HTML beside it, for programs that take that.
   */
  'library.copy': conversationInput.extend({
    messageIds: z.array(idSchema).min(1).max(100_000).optional(),
    as: z.enum(['markdown', 'rich_text']),
  }),
  'job.cancel': z.object({ jobId: z.string().max(100) }),

  ...backupInputs,

  /** Whether other programs can use Parley, who may, and what they asked for lately. */
  'api.status': nothing,
  'api.setEnabled': z.object({ enabled: z.boolean() }),
  /** The token is in the answer and shown this once. */
  'api.createToken': z.object({ name: z.string().trim().min(1).max(100) }),
  /** Its requests under way are ended, too. */
  'api.revokeToken': z.object({ tokenId: z.string().min(1).max(100) }),
  /** As it was typed; main says what is wrong with it. */
  'api.allowOrigin': z.object({ origin: z.string().trim().min(1).max(300) }),
  /** The requests of its pages that are under way are ended, too. */
  'api.forgetOrigin': z.object({ origin: z.string().min(1).max(300) }),
  /** Off forgets at once what was kept. */
  'api.keepContent': z.object({ keep: z.boolean() }),
  'api.content': z.object({ number: z.number().int().positive() }),
} as const;

export type CommandName = keyof typeof commandInputs;
export type CommandInput<N extends CommandName> = Readonly<z.infer<(typeof commandInputs)[N]>>;

/** What each command answers with. */
export interface CommandOutputs extends AttachmentOutputs, BackupOutputs {
  'app.start': StartState;
  'app.drawn': void;
  'app.listMore': boolean;
  'app.openLink': void;
  'app.copy': void;
  'app.openDataFolder': void;
  'app.notices': readonly PackageNotice[];
  'conversation.open': OpenedConversation;
  'conversation.rest': Pick<Conversation, 'messages'>;
  'conversation.create': ConversationHead;
  'conversation.rename': void;
  'conversation.delete': void;
  'conversation.restore': void;
  'conversation.setSystemPrompt': void;
  'conversation.setModel': void;
  'conversation.showVersion': void;
  'conversation.organize': void;
  'trash.list': readonly TrashedConversation[];
  'trash.restore': TrashReport;
  'trash.delete': TrashReport;
  'library.search': SearchAnswer;
  'library.folders': readonly Folder[];
  'library.statistics': LibraryStatistics;
  'chat.send': StartedTurn;
  'chat.regenerate': StartedTurn;
  'chat.edit': StartedTurn;
  'chat.retry': StartedTurn;
  'chat.continue': StartedTurn;
  'chat.stop': void;
  'chat.acknowledge': void;
  'draft.set': void;
  'models.list': readonly ModelInfo[];
  'prices.list': PriceList;
  'prices.set': void;
  'providers.save': ProviderView;
  'providers.delete': void;
  'providers.setKey': KeyStatus;
  'providers.deleteKey': void;
  'providers.discover': readonly DiscoveredServer[];
  'settings.update': void;
  'storage.retry': void;
  'library.import': StartedJob;
  'library.export': StartedJob;
  'library.copy': void;
  'job.cancel': void;
  'api.status': ApiView;
  'api.setEnabled': ApiView;
  'api.createToken': { readonly token: string; readonly view: ApiView };
  'api.revokeToken': ApiView;
  'api.allowOrigin': ApiView;
  'api.forgetOrigin': ApiView;
  'api.keepContent': ApiView;
  /** null: it was not kept, or is not any more. */
  'api.content': ApiContent | null;
}

/** What main pushes to every window; the keys are all events there are. */
export interface Events {
  /** A conversation is new or its head has changed. */
  head: ConversationHead;
  /** Conversations that were not among the first of `app.start`. */
  heads: readonly ConversationHead[];
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
  /** Something chosen in the application menu or typed as its shortcut. */
  menu: MenuAction;
}
export type EventName = keyof Events;

export type MenuAction =
  | 'new_conversation'
  | 'open_settings'
  | 'search'
  | 'toggle_sidebar'
  | 'find_in_conversation'
  | 'save_as_pdf'
  | 'about';

export interface ProviderView extends Pick<Provider, 'id' | 'kind' | 'name' | 'baseUrl'> {
  readonly key: KeyStatus;
  /** Headers and query fields; a secret value is null and stays in main. */
  readonly extras: readonly Extra[];
  /** What has to be done before all of them can be sent; null for nothing. */
  readonly extrasProblem: string | null;
  /** True while `baseUrl` is a guess: the first look for its models finds its API. */
  readonly isUnproven: boolean;
  /** Nothing is sent until the person agrees that it is readable on the way. */
  readonly needsConsent: boolean;
}

export interface SettingsView {
  /** Named one by one: `Omit` would lose the names of a type that also allows unknown keys. */
  readonly settings: Readonly<Pick<Settings, keyof SettingsPatch>>;
  readonly providers: readonly ProviderView[];
  readonly keyStorage: KeyStorage;
  /** The back end's own name, e.g. `basic_text`, for the explanation. */
  readonly keyStorageName: string;
}

export interface StartState {
  /** Those at the top of the list; when there are many, the others follow as `heads`. */
  readonly heads: readonly ConversationHead[];
  /** Conversations with a turn under way. */
  readonly streaming: readonly Id[];
  readonly settings: SettingsView;
  readonly storage: StorageStatus;
  readonly notices: readonly Notice[];
  readonly drafts: readonly Draft[];
  readonly dataFolder: string;
  readonly version: string;
  readonly platform: 'mac' | 'windows' | 'linux';
}

/** A text that is typed and not sent; `conversationId` null: in the conversation that does not exist yet. */
export interface Draft {
  readonly conversationId: Id | null;
  readonly text: string;
  /** Long texts that were pasted beside it, and follow it in the message. */
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}

export interface ModelInfo {
  readonly id: string;
  /** As its server tells it. */
  readonly price?: TokenPrice;
}

export interface DiscoveredServer {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}

/** Whether everything said is on disk. */
export type StorageStatus =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved'; readonly reason: string; readonly conversationIds: readonly Id[] };

/** News that happened elsewhere, such as a file that was set aside. */
export interface Notice {
  readonly id: string;
  readonly tone: 'quiet' | 'problem';
  readonly message: string;
}

/** What the preload hands to the page; everything in it is derived from the contract. */
export interface Bridge {
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutputs[N]>>;
  /**
   * Gives files that a person dropped on the page a name each, for `library.import` and `attachment.add`. The page neither
   * learns nor chooses a path: the system tells it to the preload, and only of real files.
   */
  drop(files: readonly object[]): Promise<readonly string[]>;
  /** Returns the function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}
