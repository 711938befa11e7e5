import { nothingToUndo, type UndoView } from '../../shared/model/undo/undo.ts';
import type { UpdatesView } from '../../shared/model/updates/updates.ts';
import type { Assistants } from '../../shared/model/assistants/assistant.ts';
import type { ShortcutState } from '../../shared/model/desktop/global-shortcut.ts';
import type { SettingsPage } from '../../shared/model/arrival/arrival.ts';
import type { Prompts } from '../../shared/model/prompts/prompt.ts';
import type { ApiView } from '../../shared/model/api.ts';
import type {
  LanguageView,
  Draft,
  Events,
  Notice,
  SettingsView,
  StartState,
  StorageStatus,
} from '../../shared/contract/index.ts';
import type { ToolProgress, TurnNumber, Wait } from '../../shared/model/chat-event.ts';
import type { Compaction } from '../../shared/model/context/room.ts';
import type { ConversationHead, Id, Message, Part } from '../../shared/model/conversation.ts';
import type { PriceList } from '../../shared/model/cost.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { JobUpdate } from '../../shared/model/jobs.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import type { PendingApproval, ToolsView } from '../../shared/model/tools.ts';
import type { TextLog } from '../../shared/model/text-log.ts';

/** One part of a growing answer. Unchanged parts keep their identity. */
export interface LivePart {
  /** The part without its streamed text or arguments, which are empty here. */
  readonly part: Part;
  /** The streamed text of the part; null while it is empty. */
  readonly log: TextLog | null;
}

/**
 * An answer that is growing. Stored apart from the messages so that a delta costs the same in any
 * conversation.
 */
export interface LiveAnswer {
  readonly turn: TurnNumber;
  /** `seq` of the last event applied. */
  readonly seq: number;
  readonly messageId: Id;
  /** In order. */
  readonly parts: readonly LivePart[];
  /** True once something has arrived in this turn, so that no waiting indicator is needed. */
  readonly hasBegun: boolean;
  /** Set while the server is not ready and Parley is retrying; otherwise null. */
  readonly wait: Wait | null;
  /** Progress of running calls by call id. Calls that report none have no entry. */
  readonly progress: Readonly<Record<string, ToolProgress>>;
}

/** A step of a turn that cannot be applied yet. */
export type EarlyStep =
  | { readonly name: 'text'; readonly payload: Events['text'] }
  | { readonly name: 'turn'; readonly payload: Exclude<Events['turn'], { kind: 'started' }> };

/**
 * Steps that arrived before the snapshot they build on, newest first. Exists only while a snapshot
 * is in flight.
 */
export interface EarlySteps {
  readonly step: EarlyStep;
  readonly previous: EarlySteps | null;
}

/**
 * A conversation loaded in the window. `stale`: an event was missed, so it has to be reopened.
 * `missed`: a change arrived while a snapshot was in flight, so the snapshot may be older than the
 * change.
 */
export type OpenConversation =
  | { readonly kind: 'loading'; readonly missed: boolean }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  | {
      readonly kind: 'ready';
      readonly messages: Readonly<Record<Id, Message>>;
      /**
       * The path on show when the conversation was opened, while only part of its messages are
       * loaded; null afterwards.
       */
      readonly path: readonly Id[] | null;
      /** Several while answers grow side by side. */
      readonly live: readonly LiveAnswer[];
      readonly stale: boolean;
      readonly missed: boolean;
    };

/** A message to scroll to, and what to highlight in it. */
export interface Reveal {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly marks: RevealMarks;
}

/**
 * `words`: the words of a search, highlighted wherever they occur. `match`: one occurrence of a
 * search text, by its index (from 0).
 */
export type RevealMarks =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'match'; readonly text: string; readonly nth: number };

/** The dialog that covers the window. */
export type Dialog =
  | {
      readonly kind: 'settings';
      readonly section: SettingsPage;
    }
  | { readonly kind: 'trash' }
  | { readonly kind: 'about' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'system_prompt'; readonly conversationId: Id }
  /** The result of an import or export job for each conversation. */
  | { readonly kind: 'job_report'; readonly jobId: string }
  | { readonly kind: 'move_to_folder'; readonly conversationIds: readonly Id[] };

/** The most recent deletion: one conversation, or all those that one action deletes. */
export interface Deletion {
  /** The conversations that the action deletes. They are restored together. */
  readonly ids: ReadonlySet<Id>;
  /** The name by which main knows that action. */
  readonly together: string;
  /** True until all of them are deleted. */
  readonly isRunning: boolean;
  /** The deleted conversations, while a toast still offers to restore them. */
  readonly heads: readonly ConversationHead[];
}

export const noDeletion: Deletion = {
  ids: new Set(),
  together: '',
  isRunning: false,
  heads: [],
};

/** The renderer's cache of main's data, plus what is on show. */
export interface AppState {
  readonly phase: 'starting' | 'ready' | 'failed';
  readonly startError: ParleyError | null;
  readonly info: Pick<StartState, 'dataFolder' | 'version' | 'platform' | 'readOnly'> | null;
  readonly heads: Readonly<Record<Id, ConversationHead>>;
  /** Conversation ids, most recently changed first. */
  readonly order: readonly Id[];
  /** Conversations with a turn in progress. */
  readonly streaming: ReadonlySet<Id>;
  /** Conversations whose answer finished in the background and has not been viewed since. */
  readonly unread: ReadonlySet<Id>;
  /** Null for the empty page of a conversation that does not exist yet. */
  readonly activeId: Id | null;
  /** The folder in which that conversation begins; null for none. */
  readonly newFolder: string | null;
  readonly open: Readonly<Record<Id, OpenConversation>>;
  readonly early: EarlySteps | null;
  readonly settings: SettingsView | null;
  /** Null until main has sent it. */
  readonly language: LanguageView | null;
  /** Whether a damaged installation lacks words of the language, for which English is used. */
  readonly areWordsMissing: boolean;
  /** Prices of models' tokens; null until main has sent them. */
  readonly prices: PriceList | null;
  readonly storage: StorageStatus;
  readonly notices: readonly Notice[];
  /** The latest update of each job, by job id. */
  readonly jobs: Readonly<Record<string, JobUpdate>>;
  /** The unsent messages as they were when the window started, or as another window changed them. */
  readonly drafts: readonly Draft[];
  /** State of the local API for other programs; null until main has sent it. */
  readonly api: ApiView | null;
  /** Tools, tool servers and permissions; null until a view requests them. */
  readonly tools: ToolsView | null;
  /** The assistants; null until a view requests them. */
  readonly assistants: Assistants | null;
  /** The shortcut of the quick window; null until a view requests it. */
  readonly quickShortcut: ShortcutState | null;
  /** The saved prompts; null until a view requests them. */
  readonly prompts: Prompts | null;
  /** Calls awaiting approval, by conversation. */
  readonly approvals: Readonly<Record<Id, PendingApproval>>;
  /** Requests of tool servers that wait for the person, oldest first. */
  readonly requests: readonly PersonRequest[];
  /** Summaries that are being written. */
  readonly compactions: readonly Compaction[];
  readonly deletion: Deletion;
  /** What Undo and Redo would do. */
  readonly undo: UndoView;
  /** Where the update of Parley stands; null until there is something to say or a view asks. */
  readonly updates: UpdatesView | null;
  /** State of the search index; null until main has sent it. */
  readonly library: LibraryState | null;
  /** The message to scroll to; null once the log is there. */
  readonly reveal: Reveal | null;
  readonly dialog: Dialog | null;
}

export const initialState: AppState = {
  phase: 'starting',
  startError: null,
  info: null,
  heads: {},
  order: [],
  streaming: new Set(),
  unread: new Set(),
  activeId: null,
  newFolder: null,
  open: {},
  early: null,
  settings: null,
  language: null,
  areWordsMissing: false,
  prices: null,
  storage: { kind: 'saved' },
  notices: [],
  jobs: {},
  drafts: [],
  api: null,
  tools: null,
  assistants: null,
  quickShortcut: null,
  prompts: null,
  approvals: {},
  requests: [],
  compactions: [],
  deletion: noDeletion,
  undo: nothingToUndo,
  updates: null,
  library: null,
  reveal: null,
  dialog: null,
};
