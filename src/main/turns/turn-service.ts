import {
  type AttachmentPart,
  type Conversation,
  type Id,
  type Message,
} from '../../shared/model/conversation.ts';
import type {
  ChatStep,
  OpenedConversation,
  StartedTurn,
  TurnNumber,
} from '../../shared/model/chat-event.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { News } from '../../shared/model/news.ts';
import { expected } from '../../shared/expected.ts';
import { answeredBy, type AnsweredBy } from '../../shared/model/assistants/effective.ts';
import { withWaitingQueue } from '../../shared/model/message/queue.ts';
import type { ActiveTurn } from './active-turn.ts';
import { createApartTurns, type ApartTurns } from './apart-turn.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { KeepPicture } from './answer-pictures.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { launchTurn } from './launch-turn.ts';
import { withPromptDay } from './prompt-day.ts';
import type { ToolRunner } from './calls/tool-runner.ts';
import {
  planContinue,
  planEdit,
  planQueued,
  planRegenerate,
  planResume,
  planRetry,
  planSend,
  type Plan,
  type PlanContext,
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
  /** See {@link Question.fields}. */
  readonly fields?: Question['fields'];
  /**
   * `asked` (default): calls that are not yet allowed wait for the person. `asked_in_window`: they
   * wait only if a window is open when the turn begins, and are denied otherwise. `none`: the model
   * is offered no tools.
   */
  readonly tools?: 'asked' | 'asked_in_window' | 'none';
  /** See {@link ActiveTurnOptions.observe}. */
  readonly observe?: (step: ChatStep) => Promise<void>;
}

export interface TurnServiceOptions {
  readonly conversations: ConversationService;
  readonly store: Pick<ConversationStore, 'writeStreaming'>;
  readonly newId: () => Id;
  /** All open windows. Each gets the events of a turn at its own pace. */
  readonly clients: () => readonly Client[];
  /** Throws an ExpectedError if no provider or model can be used. */
  readonly choose: (conversation: Conversation) => Promise<ChosenModel>;
  readonly settings: () => Pick<Settings, 'systemPrompt' | 'idleTimeoutSeconds'> &
    Partial<Pick<Settings, 'parameters' | 'modelParameters'>>;
  /** Called when an answer has ended, for background work such as naming the conversation. */
  readonly onAnswered: (conversation: Conversation, chosen: ChosenModel) => void;
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
  /** Called with each count of a server. */
  readonly weigh?: WeighRequest;
  readonly report: (error: unknown) => void;
}

/**
 * Runs turns: at most one per conversation, any number in total. Every function throws
 * ExpectedErrors.
 */
export interface TurnService {
  send(conversationId: Id, text: string, wish?: TurnWish): Promise<StartedTurn>;
  /** Sends the first message of the conversation's queue. */
  sendQueued(conversationId: Id): Promise<StartedTurn>;
  /** `attachments`: which of its attachments the new version keeps; all by default. */
  edit(
    conversationId: Id,
    messageId: Id,
    text: string,
    attachments?: readonly string[],
  ): Promise<StartedTurn>;
  regenerate(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  retry(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  continueAnswer(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  /**
   * Resolves when the turn has ended and the store has its text; immediately if no turn is running.
   */
  stop(conversationId: Id): Promise<void>;
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

/** Returns the conversation with the text that a turn has produced so far. */
function withLive(conversation: Conversation, current: ActiveTurn | undefined): Conversation {
  if (current === undefined) return conversation;
  const message = current.message();
  return { ...conversation, messages: { ...conversation.messages, [message.id]: message } };
}

/** Creates the service. */
export function createTurnService(options: TurnServiceOptions): TurnService {
  const { conversations, newId } = options;
  const nowIso = (): string => conversations.nowIso();
  const active = new Map<Id, ActiveTurn>();
  const apart = createApartTurns({ ...options, nowIso });
  /** Conversations whose turn is being prepared, so that a second Enter has no effect. */
  const preparing = new Set<Id>();
  let lastTurn: TurnNumber = 0;

  const settle = (conversationId: Id, message: Message, chosen: ChosenModel): void => {
    active.delete(conversationId);
    const conversation = conversations.settle(conversationId, (before) => {
      const messages = { ...before.messages, [message.id]: message };
      const after = { ...before, updatedAt: nowIso(), messages };
      // After anything but a complete answer, the person decides what comes next.
      return message.status === 'complete' ? after : withWaitingQueue(after);
    });
    options.onAnswered(conversation, chosen);
  };

  const launch = (plan: Plan, chosen: ChosenModel, wish: TurnWish): ActiveTurn => {
    const { id } = plan.conversation;
    const letGo = conversations.hold(id);
    const turn = launchTurn(options, (lastTurn += 1), plan, chosen, wish, (message) =>
      settle(id, message, chosen),
    );
    active.set(id, turn);
    void turn.done.then(letGo).then(() => options.onIdle?.(id));
    return turn;
  };

  /**
   * Reserves the conversation for a new turn; refuses while one is running. If that turn is already
   * being stopped, the conversation is reserved now and the caller waits for the stop.
   */
  const takePlace = (conversationId: Id): Promise<void> => {
    const current = active.get(conversationId);
    const isStopping = current?.isStopping() === true;
    if ((current !== undefined && !isStopping) || preparing.has(conversationId)) {
      throw expected('still_answering', {});
    }
    preparing.add(conversationId);
    return current?.done ?? Promise.resolve();
  };

  const begin = async (
    conversationId: Id,
    plan: (conversation: Conversation, context: PlanContext) => Plan,
    wish: TurnWish = {},
  ): Promise<StartedTurn> => {
    const placeFree = takePlace(conversationId);
    try {
      await placeFree;
      const seen = (own: Conversation): Conversation =>
        wish.by === undefined ? own : answeredBy(own, wish.by);
      const conversation = seen(await conversations.get(conversationId));
      const chosen = wish.chosen ?? (await options.choose(conversation));
      const { model, providerId } = chosen;
      let planned: Plan | null = null;
      const { written } = await conversations.change(conversationId, (before) => {
        const made = plan(before, { newId, nowIso, model, providerId });
        const prompt = options.settings().systemPrompt;
        const asked = withPromptDay(seen(made.conversation), prompt, nowIso());
        planned = { ...made, conversation: asked };
        const { promptDay } = asked;
        const kept = wish.by === undefined ? { providerId, model } : {};
        return { ...made.conversation, updatedAt: nowIso(), promptDay, ...kept };
      });
      // The question is saved, or known to be unsaved, before the request is sent.
      await written;
      if (planned === null) throw new Error('The plan was not made');
      const turn = launch(planned, chosen, wish);
      return { conversationId, turn: turn.turn, messageId: turn.messageId };
    } finally {
      preparing.delete(conversationId);
    }
  };

  return {
    send: (id, text, wish) =>
      begin(
        id,
        (before, context) => planSend(before, text, wish?.attachments ?? [], context),
        wish,
      ),
    sendQueued: (id) => begin(id, planQueued),
    edit: (id, messageId, text, kept) =>
      begin(id, (before, context) => planEdit(before, messageId, text, kept, context)),
    regenerate: (id, messageId, wish) =>
      begin(id, (before, context) => planRegenerate(before, messageId, context), wish),
    retry: (id, messageId, wish) =>
      begin(id, (before, context) => planRetry(before, messageId, context), wish),
    continueAnswer: (id, messageId, wish) =>
      begin(id, (before) => planContinue(before, messageId), wish),
    resume: (id, messageId, wish) => begin(id, (before) => planResume(before, messageId), wish),
    async stop(conversationId) {
      const current = active.get(conversationId);
      if (current === undefined) return;
      current.stop();
      await current.done;
    },
    askApart: apart.ask,
    whenIdle: (conversationId) => active.get(conversationId)?.done ?? Promise.resolve(),
    async open(conversationId, client) {
      const conversation = await conversations.get(conversationId);
      const current = active.get(conversationId);
      if (current === undefined) return { conversation, live: null, path: null };
      const seq = current.attach(client);
      const { turn, messageId } = current;
      const wait = current.wait();
      const live = { turn, seq, messageId, ...(wait === null ? {} : { wait }) };
      return { conversation: withLive(conversation, current), live, path: null };
    },
    look: async (id) => apart.look(id) ?? withLive(await conversations.get(id), active.get(id)),
    acknowledge(client, turn, seq) {
      for (const current of active.values()) {
        if (current.turn === turn) current.acknowledge(client, seq);
      }
    },
    attach(client) {
      for (const current of active.values()) current.attach(client);
    },
    detach(client) {
      for (const current of active.values()) current.detach(client);
    },
    streaming: () => [...active.keys()],
    keepAll() {
      for (const [id, current] of active) options.store.writeStreaming(id, current.message());
    },
  };
}
