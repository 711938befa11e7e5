import {
  attachmentsOf,
  textOf,
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
import { expected } from '../../shared/expected.ts';
import { pathTo } from '../../shared/model/tree.ts';
import { startTurn, type ActiveTurn } from './active-turn.ts';
import type { ConversationService, Emit } from '../conversations/conversation-service.ts';
import { keepPictures, type KeepPicture } from './answer-pictures.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { messageOf, withMessages, type Plan } from './turn-plan.ts';
import { buildMessages, loadAttachments, type LoadAttachment } from './question.ts';
import { titleFromFirstWords } from './title.ts';
import type { Protocol, Question } from '../wire/protocol.ts';

/** Which server and model answer a conversation. */
export interface ChosenModel {
  readonly providerId: string;
  readonly model: string;
  readonly protocol: Protocol;
}

/** What a turn has besides its text, and what is different about one that another program asked for. */
export interface TurnWish {
  readonly attachments?: readonly AttachmentPart[];
  /** Answers in place of the conversation's model, and becomes it. */
  readonly chosen?: ChosenModel | undefined;
  readonly parameters?: Question['parameters'];
  /** See {@link ActiveTurnOptions.observe}. */
  readonly observe?: (step: ChatStep) => Promise<void>;
}

export interface TurnServiceOptions {
  readonly conversations: ConversationService;
  readonly store: Pick<ConversationStore, 'writeStreaming'>;
  readonly newId: () => Id;
  readonly emit: Emit;
  /** Throws an ExpectedError when no provider or model can be used. */
  readonly choose: (conversation: Conversation) => Promise<ChosenModel>;
  readonly settings: () => { readonly systemPrompt: string; readonly idleTimeoutSeconds: number };
  /** Called after an answer has come to its end, for work in the background such as naming the conversation. */
  readonly onAnswered: (conversation: Conversation, chosen: ChosenModel) => void;
  readonly loadAttachment: LoadAttachment;
  /** null: pictures of answers stay in the text. */
  readonly keepPicture?: KeepPicture | null;
  readonly report: (error: unknown) => void;
}

/** Runs turns: at most one per conversation, any number at once. Every function throws ExpectedErrors. */
export interface TurnService {
  send(conversationId: Id, text: string, wish?: TurnWish): Promise<StartedTurn>;
  /** `attachments`: those of its own that the new version keeps; all if left out. */
  edit(
    conversationId: Id,
    messageId: Id,
    text: string,
    attachments?: readonly string[],
  ): Promise<StartedTurn>;
  regenerate(conversationId: Id, messageId: Id): Promise<StartedTurn>;
  retry(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  continueAnswer(conversationId: Id, messageId: Id, wish?: TurnWish): Promise<StartedTurn>;
  /** Resolves when the turn has ended and its text is with the store; at once if there is none. */
  stop(conversationId: Id): Promise<void>;
  /** Resolves when no turn of the conversation is under way; never rejects. */
  whenIdle(conversationId: Id): Promise<void>;
  /** The conversation with the text so far; every later batch has a higher `seq`. */
  open(conversationId: Id): Promise<OpenedConversation>;
  acknowledge(turn: TurnNumber, seq: number): void;
  /** A window listens from now on; what it missed it gets with {@link open}. */
  attachAll(): void;
  /** No window listens any more; turns go on. */
  detachAll(): void;
  streaming(): readonly Id[];
  /** Hands what has come of every answer to the store, for quitting: it will read as interrupted. */
  keepAll(): void;
}

/** Makes the service. */
export function createTurnService(options: TurnServiceOptions): TurnService {
  const { conversations, newId, emit } = options;
  const active = new Map<Id, ActiveTurn>();
  /** Conversations whose turn is being prepared: a double Enter finds its own first half here. */
  const preparing = new Set<Id>();
  let lastTurn: TurnNumber = 0;

  const isFirstExchange = (conversation: Conversation): boolean =>
    Object.values(conversation.messages).every((message) => message.role !== 'user');

  const emptyAnswer = (parentId: Id, model: string, providerId: string): Message => ({
    id: newId(),
    parentId,
    role: 'assistant',
    parts: [],
    status: 'streaming',
    model,
    providerId,
    createdAt: conversations.nowIso(),
  });

  const question = (
    parentId: Id | null,
    text: string,
    attachments: readonly AttachmentPart[],
  ): Message => {
    if (text === '' && attachments.length === 0) {
      throw expected('nothing_to_send', {});
    }
    return {
      id: newId(),
      parentId,
      role: 'user',
      // What is looked at first, as people and models expect it.
      parts: [...attachments, ...(text === '' ? [] : [{ kind: 'text' as const, text }])],
      status: 'complete',
      createdAt: conversations.nowIso(),
    };
  };

  const settle = (conversationId: Id, message: Message, chosen: ChosenModel): void => {
    active.delete(conversationId);
    const conversation = conversations.settle(conversationId, (before) => ({
      ...before,
      updatedAt: conversations.nowIso(),
      messages: { ...before.messages, [message.id]: message },
    }));
    options.onAnswered(conversation, chosen);
  };

  const launch = (plan: Plan, chosen: ChosenModel, wish: TurnWish): ActiveTurn => {
    const { conversation, answer } = plan;
    const { systemPrompt, idleTimeoutSeconds } = options.settings();
    const path = pathTo(conversation.messages, plan.continues ? answer.id : answer.parentId);
    const letGo = conversations.hold(conversation.id);
    const turn = startTurn({
      turn: (lastTurn += 1),
      conversationId: conversation.id,
      message: answer,
      emit,
      async *run(signal) {
        const attachments = await loadAttachments(path, options.loadAttachment, signal);
        const question: Question = {
          model: chosen.model,
          messages: buildMessages(path, conversation.systemPrompt ?? systemPrompt, {
            continueAnswer: plan.continues,
            attachments,
          }),
          idleTimeoutMs: idleTimeoutSeconds * 1000,
          continuesAnswer: plan.continues,
          ...(wish.parameters === undefined ? {} : { parameters: wish.parameters }),
        };
        const steps = chosen.protocol.ask(question, signal);
        const pictures = attachmentsOf(answer).length;
        yield* keepPictures(steps, options.keepPicture ?? null, pictures, options.report);
      },
      keep: (message) => options.store.writeStreaming(conversation.id, message),
      settle: (message) => settle(conversation.id, message, chosen),
      report: options.report,
      observe: wish.observe,
    });
    active.set(conversation.id, turn);
    void turn.done.finally(letGo);
    return turn;
  };

  /**
   * Takes the conversation's place for a new turn; refuses while one is under way. A turn that is
   * being stopped is waited for by the caller, with the place already taken.
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
    plan: (conversation: Conversation, chosen: ChosenModel) => Plan,
    wish: TurnWish = {},
  ): Promise<StartedTurn> => {
    const placeFree = takePlace(conversationId);
    try {
      await placeFree;
      const conversation = await conversations.get(conversationId);
      const chosen = wish.chosen ?? (await options.choose(conversation));
      let planned: Plan | null = null;
      const { written } = await conversations.change(conversationId, (before) => {
        planned = plan(before, chosen);
        return {
          ...planned.conversation,
          updatedAt: conversations.nowIso(),
          providerId: chosen.providerId,
          model: chosen.model,
        };
      });
      // What the person typed is on disk, or known to be unsaved, before the request leaves.
      await written;
      if (planned === null) throw new Error('The plan was not made');
      const turn = launch(planned, chosen, wish);
      return { conversationId, turn: turn.turn, messageId: turn.messageId };
    } finally {
      preparing.delete(conversationId);
    }
  };

  const newAnswerTo = (
    conversation: Conversation,
    asked: readonly Message[],
    parentId: Id,
    { model, providerId }: ChosenModel,
  ): Plan => {
    const answer = emptyAnswer(parentId, model, providerId);
    return {
      conversation: withMessages(conversation, [...asked, answer]),
      answer,
      continues: false,
    };
  };

  return {
    send: (conversationId, text, wish) =>
      begin(
        conversationId,
        (before, chosen) => {
          const attachments = wish?.attachments ?? [];
          const asked = question(before.leafId, text, attachments);
          const words = text === '' ? (attachments[0]?.name ?? '') : text;
          const titled =
            isFirstExchange(before) && before.titledBy === 'first_words'
              ? { ...before, title: titleFromFirstWords(words) }
              : before;
          return newAnswerTo(titled, [asked], asked.id, chosen);
        },
        wish,
      ),
    edit: (conversationId, messageId, text, attachments) =>
      begin(conversationId, (before, chosen) => {
        const old = messageOf(before, messageId, 'user');
        const kept = attachmentsOf(old).filter(
          ({ attachment }) => attachments?.includes(attachment) ?? true,
        );
        const asked = question(old.parentId, text, kept);
        return newAnswerTo(before, [asked], asked.id, chosen);
      }),
    regenerate: (conversationId, messageId) =>
      begin(conversationId, (before, chosen) => {
        const { parentId } = messageOf(before, messageId, 'assistant');
        if (parentId === null) throw expected('no_question', {});
        return newAnswerTo(before, [], parentId, chosen);
      }),
    retry: (conversationId, messageId, wish) =>
      begin(
        conversationId,
        (before, chosen) => {
          const failed = messageOf(before, messageId, 'assistant');
          if (failed.parentId === null) {
            throw expected('no_question', {});
          }
          if (failed.parts.length > 0) return newAnswerTo(before, [], failed.parentId, chosen);
          const answer: Message = {
            ...emptyAnswer(failed.parentId, chosen.model, chosen.providerId),
            id: failed.id,
          };
          return { conversation: withMessages(before, [answer]), answer, continues: false };
        },
        wish,
      ),
    continueAnswer: (conversationId, messageId, wish) =>
      begin(
        conversationId,
        (before) => {
          const message = messageOf(before, messageId, 'assistant');
          if (textOf(message) === '') {
            throw expected('no_text_to_continue', {});
          }
          const { error: _error, finishReason: _reason, ...rest } = message;
          const answer: Message = { ...rest, status: 'streaming' };
          return { conversation: withMessages(before, [answer]), answer, continues: true };
        },
        wish,
      ),
    async stop(conversationId) {
      const current = active.get(conversationId);
      if (current === undefined) return;
      current.stop();
      await current.done;
    },
    whenIdle: (conversationId) => active.get(conversationId)?.done ?? Promise.resolve(),
    async open(conversationId) {
      const conversation = await conversations.get(conversationId);
      const current = active.get(conversationId);
      if (current === undefined) return { conversation, live: null, path: null };
      current.relay.attach();
      const message = current.message();
      const messages = { ...conversation.messages, [message.id]: message };
      const wait = current.wait();
      const live = {
        turn: current.turn,
        seq: current.relay.seq(),
        messageId: message.id,
        ...(wait === null ? {} : { wait }),
      };
      return { conversation: { ...conversation, messages }, live, path: null };
    },
    acknowledge(turn, seq) {
      for (const current of active.values()) {
        if (current.turn === turn) current.relay.acknowledge(seq);
      }
    },
    attachAll() {
      for (const current of active.values()) current.relay.attach();
    },
    detachAll() {
      for (const current of active.values()) current.relay.detach();
    },
    streaming: () => [...active.keys()],
    keepAll() {
      for (const [id, current] of active) options.store.writeStreaming(id, current.message());
    },
  };
}
