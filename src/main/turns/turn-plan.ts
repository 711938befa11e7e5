import {
  attachmentsOf,
  textOf,
  type AttachmentPart,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import type { AnsweredBy } from '../../shared/model/assistants/effective.ts';
import { copiedCheckpoint, withCheckpoint } from '../../shared/model/message/checkpoint.ts';
import { withoutQueued } from '../../shared/model/message/queue.ts';
import { pathTo } from '../../shared/model/tree.ts';
import { withChoices, withVersion } from '../../shared/model/tree/comparison.ts';
import { notRun } from './calls/for-model.ts';
import { waitingCalls } from './calls/run-calls.ts';
import { titleFromFirstWords } from './title.ts';

/** The change a turn makes to the tree before its request is sent. */
export interface Plan {
  readonly conversation: Conversation;
  /** The empty answer, already part of the conversation. */
  readonly answer: Message;
  /** True if the answer already existed and is being continued. */
  readonly continues: boolean;
}

/** Inputs for making a plan. */
export interface PlanContext {
  readonly newId: () => Id;
  /** ISO 8601, UTC. */
  readonly nowIso: () => string;
  /** The model that will answer. */
  readonly model: string;
  readonly providerId: string;
  readonly by?: AnsweredBy | undefined;
}

/** Appends messages to the path. */
function withMessages(conversation: Conversation, messages: readonly Message[]): Conversation {
  const added = Object.fromEntries(messages.map((message) => [message.id, message]));
  return {
    ...conversation,
    messages: { ...conversation.messages, ...added },
    leafId: messages.at(-1)?.id ?? conversation.leafId,
  };
}

/** Replaces messages and leaves the path as it is. */
function withReplaced(conversation: Conversation, messages: readonly Message[]): Conversation {
  return { ...withMessages(conversation, messages), leafId: conversation.leafId };
}

/** Finds a message. Throws an ExpectedError (`invalid`) if it is gone. */
function messageOf(conversation: Conversation, id: Id, role: Message['role']): Message {
  const message = conversation.messages[id];
  if (message === undefined || message.role !== role) {
    throw expected('message_gone', {});
  }
  return message;
}

function emptyAnswer(parentId: Id, context: PlanContext): Message {
  return {
    id: context.newId(),
    parentId,
    role: 'assistant',
    parts: [],
    status: 'streaming',
    model: context.model,
    providerId: context.providerId,
    createdAt: context.nowIso(),
  };
}

function questionOf(
  parentId: Id | null,
  text: string,
  attachments: readonly AttachmentPart[],
  context: PlanContext,
): Message {
  if (text === '' && attachments.length === 0) {
    throw expected('nothing_to_send', {});
  }
  return {
    id: context.newId(),
    parentId,
    role: 'user',
    // Attachments come first, as people and models expect.
    parts: [...attachments, ...(text === '' ? [] : [{ kind: 'text' as const, text }])],
    status: 'complete',
    createdAt: context.nowIso(),
  };
}

/** Denies the waiting calls of an answer, because the person went on without deciding. */
function withoutWaiting(message: Message): Message {
  const waiting = waitingCalls(message.parts);
  if (waiting.length === 0) return message;
  const parts = message.parts.map((part): Part =>
    part.kind === 'tool_call' && waiting.includes(part) ? { ...part, state: 'denied' } : part,
  );
  const results = waiting.map(({ callId }): Part => {
    const content = [{ kind: 'text', text: notRun.undecided } as const];
    return { kind: 'tool_result', callId, content, isError: true };
  });
  return { ...message, parts: [...parts, ...results] };
}

function withDenied(conversation: Conversation, leafId: Id | null): Conversation {
  const before = pathTo(conversation.messages, leafId);
  const denied = before.map(withoutWaiting).filter((message) => !before.includes(message));
  return withReplaced(conversation, denied);
}

/** A new question with an empty answer. */
function newQuestion(conversation: Conversation, asked: Message, context: PlanContext): Plan {
  const answer = emptyAnswer(asked.id, context);
  const before = withDenied(conversation, asked.parentId);
  return { conversation: withMessages(before, [asked, answer]), answer, continues: false };
}

/** An empty version of an answer. */
function newVersion(conversation: Conversation, old: Message, context: PlanContext): Plan {
  if (old.parentId === null) throw expected('no_question', {});
  const { compared } = old;
  const { assistant } = context.by ?? {};
  const by = assistant === undefined ? {} : { assistantId: assistant?.id ?? null };
  const empty = emptyAnswer(old.parentId, context);
  const answer: Message =
    compared === undefined ? empty : { ...empty, compared: { ...compared, ...by } };
  const before = withDenied(conversation, old.parentId);
  return { conversation: withVersion(before, old, answer), answer, continues: false };
}

/** Resumes an existing answer. */
function continuationPlan(conversation: Conversation, message: Message): Plan {
  const { error: _error, finishReason: _reason, ...rest } = message;
  const answer: Message = { ...rest, status: 'streaming' };
  return { conversation: withVersion(conversation, message, answer), answer, continues: true };
}

/** The documents of the assistant that the person has not attached anyway. */
function documentsBeside(
  { assistant }: Conversation,
  attachments: readonly AttachmentPart[],
): readonly AttachmentPart[] {
  const attached = new Set(attachments.map(({ attachment }) => attachment));
  return assistant?.documents?.filter(({ attachment }) => !attached.has(attachment)) ?? [];
}

/**
 * Plans a new question at the end of the path on show. The first question also sets the title, and
 * takes the documents of the assistant along.
 */
export function planSend(
  conversation: Conversation,
  text: string,
  attachments: readonly AttachmentPart[],
  context: PlanContext,
): Plan {
  const isFirst = Object.values(conversation.messages).every(({ role }) => role !== 'user');
  const documents = isFirst ? documentsBeside(conversation, attachments) : [];
  const asked = questionOf(conversation.leafId, text, [...documents, ...attachments], context);
  const words = text === '' ? (attachments[0]?.name ?? '') : text;
  const titled =
    isFirst && conversation.titledBy === 'first_words'
      ? { ...conversation, title: titleFromFirstWords(words) }
      : conversation;
  // Going on with an answer chooses it.
  return newQuestion(withChoices(titled), asked, context);
}

/** Plans the first message of the queue as the next question, and takes it out of the queue. */
export function planQueued(conversation: Conversation, context: PlanContext): Plan {
  const [first] = conversation.queue ?? [];
  if (first === undefined) throw expected('queued_gone', {});
  const { text, attachments } = first;
  return planSend(withoutQueued(conversation, first.id), text, attachments, context);
}

/** Plans a new version of a question. `kept`: hashes of the attachments to keep; all if omitted. */
export function planEdit(
  conversation: Conversation,
  messageId: Id,
  text: string,
  kept: readonly string[] | undefined,
  context: PlanContext,
): Plan {
  const old = messageOf(conversation, messageId, 'user');
  const attachments = attachmentsOf(old).filter(
    ({ attachment }) => kept?.includes(attachment) ?? true,
  );
  const made = questionOf(old.parentId, text, attachments, context);
  // The messages before the new version are the same, so the checkpoint still fits.
  const asked = withCheckpoint(made, copiedCheckpoint(old));
  return newQuestion(conversation, asked, context);
}

/** Plans a new version of an answer. */
export function planRegenerate(
  conversation: Conversation,
  messageId: Id,
  context: PlanContext,
): Plan {
  return newVersion(conversation, messageOf(conversation, messageId, 'assistant'), context);
}

/** Plans a retry: replaces an answer without content, otherwise adds a version. */
export function planRetry(conversation: Conversation, messageId: Id, context: PlanContext): Plan {
  const failed = messageOf(conversation, messageId, 'assistant');
  if (failed.parentId === null) throw expected('no_question', {});
  const plan = newVersion(conversation, failed, context);
  if (failed.parts.length > 0) return plan;
  const answer: Message = { ...plan.answer, id: failed.id };
  return { ...plan, conversation: withVersion(conversation, failed, answer), answer };
}

/**
 * Plans a continuation of an answer's text, of an answer that ends with tool results, or of one that
 * reached the length limit before its first word.
 */
export function planContinue(conversation: Conversation, messageId: Id): Plan {
  const message = messageOf(conversation, messageId, 'assistant');
  const hasResults = message.parts.some(({ kind }) => kind === 'tool_result');
  if (textOf(message) === '' && !hasResults && message.status !== 'truncated') {
    throw expected('no_text_to_continue', {});
  }
  return continuationPlan(conversation, message);
}

/**
 * Plans to resume a turn whose calls are waiting: asks for approval, runs them and gives the model
 * their results.
 */
export function planResume(conversation: Conversation, messageId: Id): Plan {
  const message = messageOf(conversation, messageId, 'assistant');
  if (waitingCalls(message.parts).length === 0) {
    throw expected('no_call_waits', {});
  }
  return continuationPlan(conversation, message);
}
