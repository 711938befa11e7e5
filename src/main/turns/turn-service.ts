import type { AttachmentPart, Conversation, Id, Message } from '../../shared/model/conversation.ts';
import type {
  ChatStep,
  LiveTurn,
  OpenedConversation,
  StartedTurn,
  TurnNumber,
} from '../../shared/model/chat-event.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { News } from '../../shared/model/news.ts';
import type { AnsweredBy } from '../../shared/model/assistants/effective.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import type { OpenAccount } from './account.ts';
import type { ActiveTurn } from './active-turn.ts';
import { createApartTurns, type ApartTurns } from './apart-turn.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { KeepPicture } from './answer-pictures.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { createStarter } from './compare/start-turns.ts';
import { createRunningTurns } from './compare/running-turns.ts';
import type { ToolRunner } from './calls/tool-runner.ts';
import {
  planContinue,
  planEdit,
  planQueued,
  planRegenerate,
  planResume,
  planRetry,
  planSend,
} from './turn-plan.ts';
import type { LoadAttachment } from './attachment-contents.ts';
import type { Protocol, Question } from '../wire/protocol.ts';
import type { WeighRequest } from './weigh-request.ts';

/** The server and model chosen to answer. */
export interface ChosenModel {
  readonly providerId: string;
  readonly model: string;
  readonly protocol: Protocol;
}

/** Provides the tools of a turn. */
export type ToolsOf = (
  conversation: Conversation,
  turn: {
    readonly messageId: Id;
    readonly providerId: string;
    readonly model: string;
    readonly signal: AbortSignal;
    /** Returns what a request would contain now, with the results that have arrived. */
    readonly nextQuestion: () => Promise<Question>;
    /** False if nobody can answer; calls that are not yet allowed are then denied. */
    readonly mayAsk: boolean;
  },
) => Promise<ToolRunner>;

/** Options of a turn besides its text; most are for turns that another program asked for. */
export interface TurnWish {
  readonly attachments?: readonly AttachmentPart[];
  /** Answers instead of the conversation's model, and replaces it. */
  readonly chosen?: ChosenModel | undefined;
  /** Answers this once. The conversation's own model and assistant stay. */
  readonly by?: AnsweredBy | undefined;
  /** True if the question goes to every answerer of the conversation's comparison, if it has one. */
  readonly compares?: boolean;
  /** See {@link Question.fields}. */
  readonly fields?: Question['fields'];
  /**
   * `asked` (default): calls that are not yet allowed wait for the person. `asked_in_window`: they
   * wait only if a window is open when the turn begins, and are denied otherwise. `none`: the model
   * is offered no tools.
   */
  readonly tools?: 'asked' | 'asked_in_window' | 'none';
  /** The person has allowed this answer to pass the cost limits. */
  readonly mayPassLimits?: true | undefined;
  /** See {@link ActiveTurnOptions.observe}. */
  readonly observe?: (step: ChatStep) => Promise<void>;
}

/** How a turn has ended. */
export interface TurnEnd {
  readonly message: Message;
  /** True while another answer of the conversation grows. */
  readonly goesOn: boolean;
  /** True if another program asked and followed the answer. */
  readonly isElsewhere: boolean;
}

export interface TurnServiceOptions {
  readonly conversations: ConversationService;
  readonly store: Pick<ConversationStore, 'writeStreaming'>;
  readonly newId: () => Id;
  /** All open windows. Each gets the events of a turn at its own pace. */
  readonly clients: () => readonly Client[];
  /** Throws an ExpectedError if no provider or model can be used. */
  readonly choose: (conversation: Conversation) => Promise<ChosenModel>;
  /** Throws an ExpectedError if there is no such assistant; without it there are none. */
  readonly assistant?: (assistantId: string) => Assistant;
  readonly settings: () => Pick<Settings, 'systemPrompt' | 'idleTimeoutSeconds'> &
    Partial<Pick<Settings, 'parameters' | 'modelParameters'>>;
  /** Called when an answer has ended, for background work such as naming the conversation. */
  readonly onAnswered: (conversation: Conversation, chosen: ChosenModel, ended: TurnEnd) => void;
  /** Called when a turn has begun or ended; `streaming` tells what runs now. */
  readonly onRunning?: () => void;
  /** Called when a turn has ended and the next one may begin. */
  readonly onIdle?: (conversationId: Id) => void;
  readonly loadAttachment: LoadAttachment;
  /**
   * The tools of a conversation, for the turn of this answer; none by default. May take as long as
   * servers take to start; rejects when `signal` is aborted.
   */
  readonly toolsOf?: ToolsOf;
  /** Called with news for the person, such as tools that were left out. */
  readonly onNews?: (news: News) => void;
  /** null if pictures of answers should stay in the text. */
  readonly keepPicture?: KeepPicture | null;
  /** From 0 up to 1, as `Math.random` gives it, which is the default. */
  readonly random?: () => number;
  /** Called with each count of a server. */
  readonly weigh?: WeighRequest;
  /** Opens the account that pays for a turn; without it, nothing is counted and nothing stopped. */
  readonly openAccount?: OpenAccount;
  readonly report: (error: unknown) => void;
}

/**
 * Runs turns: at most one per conversation, or one per column of a comparison, and any number in
 * total. Every function throws ExpectedErrors.
 */
export interface TurnService {
  send(conversationId: Id, text: string, wish?: TurnWish): Promise<StartedTurn>;
  /** Sends the first message of the conversation's queue. */
  sendQueued(conversationId: Id): Promise<StartedTurn>;
  /** `kept`: which of its attachments the new version keeps; all by default. */
  edit(
    conversationId: Id,
    messageId: Id,
    text: string,
    kept?: readonly string[],
  ): Promise<StartedTurn>;
  regenerate(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  retry(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  continueAnswer(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  /**
   * Stops one answer, or all of the conversation. Resolves when they have ended and the store has
   * their text; immediately if none is growing.
   */
  stop(conversationId: Id, messageId?: Id): Promise<void>;
  /** Resumes an answer whose tool calls are waiting, for example after a restart. */
  resume(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  /** See {@link ApartTurns.ask}. */
  readonly askApart: ApartTurns['ask'];
  /** Resolves when the conversation has no running turn; never rejects. */
  whenIdle(conversationId: Id): Promise<void>;
  /** The conversation with the text so far; every later batch has a higher `seq`. */
  open(conversationId: Id, client: Client): Promise<OpenedConversation>;
  /** Called when a window has processed all events of a turn up to `seq`. */
  acknowledge(client: Client, turn: TurnNumber, seq: number): void;
  /** Called when a window starts to listen; {@link open} then gives it what it missed. */
  attach(client: Client): void;
  /** Called when a window's page was closed or is reloading; turns continue. */
  detach(client: Client): void;
  /** The conversation with the text so far. Throws an ExpectedError. */
  look(conversationId: Id): Promise<Conversation>;
  streaming(): readonly Id[];
  /**
   * Hands every unfinished answer to the store before the program quits; each will be marked
   * interrupted.
   */
  keepAll(): void;
}

/** Returns the conversation with the text that its turns have produced so far. */
function withLive(conversation: Conversation, running: readonly ActiveTurn[]): Conversation {
  if (running.length === 0) return conversation;
  const live = running.map((turn) => [turn.messageId, turn.message()] as const);
  return { ...conversation, messages: { ...conversation.messages, ...Object.fromEntries(live) } };
}

/** The state of a running turn, for a window that joins it. */
function liveFor(client: Client, turn: ActiveTurn): LiveTurn {
  const seq = turn.attach(client);
  const wait = turn.wait();
  const { messageId } = turn;
  return { turn: turn.turn, seq, messageId, ...(wait === null ? {} : { wait }) };
}

/** Creates the service. */
export function createTurnService(options: TurnServiceOptions): TurnService {
  const { conversations } = options;
  const apart = createApartTurns({ ...options, nowIso: () => conversations.nowIso() });
  const running = createRunningTurns();
  const begin = createStarter(options, running);
  const untilDone = async (turns: readonly ActiveTurn[]): Promise<void> => {
    await Promise.all(turns.map(({ done }) => done));
  };

  return {
    send: (id, text, wish) =>
      begin(
        id,
        (before, context) => planSend(before, text, wish?.attachments ?? [], context),
        wish,
      ),
    sendQueued: (id) => begin(id, planQueued, { compares: true }),
    edit: (id, messageId, text, kept) =>
      begin(id, (before, context) => planEdit(before, messageId, text, kept, context), {
        compares: true,
      }),
    regenerate: (id, messageId, wish) =>
      begin(id, (before, context) => planRegenerate(before, messageId, context), wish, messageId),
    retry: (id, messageId, wish) =>
      begin(id, (before, context) => planRetry(before, messageId, context), wish, messageId),
    continueAnswer: (id, messageId, wish) =>
      begin(id, (before) => planContinue(before, messageId), wish, messageId),
    resume: (id, messageId, wish) =>
      begin(id, (before) => planResume(before, messageId), wish, messageId),
    async stop(conversationId, messageId) {
      const meant = running
        .of(conversationId)
        .filter((turn) => messageId === undefined || turn.messageId === messageId);
      for (const turn of meant) turn.stop();
      await untilDone(meant);
    },
    askApart: apart.ask,
    whenIdle: (conversationId) => untilDone(running.of(conversationId)),
    async open(conversationId, client) {
      const conversation = await conversations.get(conversationId);
      const turns = running.of(conversationId);
      const live = turns.map((turn) => liveFor(client, turn));
      return { conversation: withLive(conversation, turns), live, path: null };
    },
    look: async (id) => apart.look(id) ?? withLive(await conversations.get(id), running.of(id)),
    acknowledge(client, turn, seq) {
      for (const [, current] of running.all()) {
        if (current.turn === turn) current.acknowledge(client, seq);
      }
    },
    attach(client) {
      for (const [, current] of running.all()) current.attach(client);
    },
    detach(client) {
      for (const [, current] of running.all()) current.detach(client);
    },
    streaming: () => [...new Set(running.all().map(([id]) => id))],
    keepAll() {
      for (const [id, current] of running.all()) {
        options.store.writeStreaming(id, current.message());
      }
    },
  };
}
