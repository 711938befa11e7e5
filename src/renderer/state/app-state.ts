import type { ApiView } from '../../shared/model/api.ts';
import type {
  Draft,
  Events,
  Notice,
  SettingsView,
  StartState,
  StorageStatus,
} from '../../shared/contract/index.ts';
import type { ToolProgress, TurnNumber, Wait } from '../../shared/model/chat-event.ts';
import type { ConversationHead, Id, Message, Part } from '../../shared/model/conversation.ts';
import type { PriceList } from '../../shared/model/cost.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { JobUpdate } from '../../shared/model/jobs.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { PendingApproval, ToolsView } from '../../shared/model/tools.ts';
import type { TextLog } from '../../shared/model/text-log.ts';

/** A part of an answer that grows. A part that did not change is the same object. */
export interface LivePart {
  /** The part without what streams of it: its text or its arguments are empty. */
  readonly part: Part;
  /** What streams of it; null while that is empty. */
  readonly log: TextLog | null;
}

/** The answer that grows: kept apart from the messages, so that a delta costs the same in any conversation. */
export interface LiveAnswer {
  readonly turn: TurnNumber;
  /** The last `seq` applied. */
  readonly seq: number;
  readonly messageId: Id;
  /** In their order. */
  readonly parts: readonly LivePart[];
  /** Something has arrived in this turn: no sign of life is needed any more. */
  readonly hasBegun: boolean;
  /** The server is not ready yet, and is asked again by itself; null otherwise. */
  readonly wait: Wait | null;
  /** How far running calls have come, by the id of the call; calls that say nothing are not in it. */
  readonly progress: Readonly<Record<string, ToolProgress>>;
}

/** A step of a turn that could not be applied yet. */
export type EarlyStep =
  | { readonly name: 'text'; readonly payload: Events['text'] }
  | { readonly name: 'turn'; readonly payload: Exclude<Events['turn'], { kind: 'started' }> };

/** Steps that overtook the snapshot they build on, newest first; kept only while one is on its way. */
export interface EarlySteps {
  readonly step: EarlyStep;
  readonly previous: EarlySteps | null;
}

/**
 * What the window holds of a conversation. `stale`: something was missed; it has to be opened again.
 * `missed`: a change was told while a snapshot was on its way, which may be older than the change.
 */
export type OpenConversation =
  | { readonly kind: 'loading'; readonly missed: boolean }
  | { readonly kind: 'failed'; readonly error: ParleyError }
  | {
      readonly kind: 'ready';
      readonly messages: Readonly<Record<Id, Message>>;
      /** The path on show, as it was when it was opened, while only a part of its messages is held; then null. */
      readonly path: readonly Id[] | null;
      readonly live: LiveAnswer | null;
      readonly stale: boolean;
      readonly missed: boolean;
    };

/** A message to be shown, and what to mark in it. */
export interface Reveal {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly marks: RevealMarks;
}

/** `words`: of a search, each wherever it is. `match`: the so-manieth place (from 0) of a text that is looked for. */
export type RevealMarks =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'match'; readonly text: string; readonly nth: number };

/** Which dialog is over the window. */
export type Dialog =
  | {
      readonly kind: 'settings';
      readonly section: 'providers' | 'tools' | 'general' | 'reading' | 'api' | 'data' | 'usage';
    }
  | { readonly kind: 'trash' }
  | { readonly kind: 'about' }
  | { readonly kind: 'system_prompt'; readonly conversationId: Id }
  /** What became of the conversations that a job brought in or took out. */
  | { readonly kind: 'job_report'; readonly jobId: string }
  | { readonly kind: 'move_to_folder'; readonly conversationIds: readonly Id[] };

/** The last deletion: one conversation, or all that one action deletes. */
export interface Deletion {
  /** What the action deletes; they are brought back together. */
  readonly ids: ReadonlySet<Id>;
  /** Not all of them are gone yet. */
  readonly isRunning: boolean;
  /** What is gone, as long as it can be brought back from a toast. */
  readonly heads: readonly ConversationHead[];
}

export const noDeletion: Deletion = { ids: new Set(), isRunning: false, heads: [] };

/** The renderer's cache of what main holds, and what is on show. */
export interface AppState {
  readonly phase: 'starting' | 'ready' | 'failed';
  readonly startError: ParleyError | null;
  readonly info: Pick<StartState, 'dataFolder' | 'version' | 'platform'> | null;
  readonly heads: Readonly<Record<Id, ConversationHead>>;
  /** Conversation ids, last changed first. */
  readonly order: readonly Id[];
  /** Conversations with a turn under way. */
  readonly streaming: ReadonlySet<Id>;
  /** Finished out of sight since it was last on show. */
  readonly unread: ReadonlySet<Id>;
  /** null: the empty page of a conversation that does not exist yet. */
  readonly activeId: Id | null;
  readonly open: Readonly<Record<Id, OpenConversation>>;
  readonly early: EarlySteps | null;
  readonly settings: SettingsView | null;
  /** What models' tokens cost; null until main has told. */
  readonly prices: PriceList | null;
  readonly storage: StorageStatus;
  readonly notices: readonly Notice[];
  /** The latest of each job, by its id. */
  readonly jobs: Readonly<Record<string, JobUpdate>>;
  /** The unsent texts as they were when the window began. */
  readonly drafts: readonly Draft[];
  /** How Parley serves other programs; null until main has told. */
  readonly api: ApiView | null;
  /** Tools, their servers and what they may do; null until a view has asked for them. */
  readonly tools: ToolsView | null;
  /** Calls that wait for the person, by conversation. */
  readonly approvals: Readonly<Record<Id, PendingApproval>>;
  readonly deletion: Deletion;
  /** How the index of the library is; null until main has told. */
  readonly library: LibraryState | null;
  /** Where the log is to go; null when it is there. */
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
  open: {},
  early: null,
  settings: null,
  prices: null,
  storage: { kind: 'saved' },
  notices: [],
  jobs: {},
  drafts: [],
  api: null,
  tools: null,
  approvals: {},
  deletion: noDeletion,
  library: null,
  reveal: null,
  dialog: null,
};
