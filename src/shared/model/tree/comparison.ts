import type { Conversation, Id, Message } from '../conversation.ts';
import { fewestCompared, maxCompared } from '../message/comparison.ts';
import { childrenByParent, pathTo } from '../tree.ts';

type Messages = Readonly<Record<Id, Message>>;

/** The answers to a question that several were asked. */
export interface ComparedAnswers {
  readonly questionId: Id;
  /** One answer per column, from left to right. */
  readonly columns: readonly Message[];
  /** The answer that the person chose; null while the comparison is open. */
  readonly chosen: Id | null;
  /** Names are still hidden. */
  readonly isBlind: boolean;
}

/** True for an answer of a comparison in which nothing is chosen yet. */
export function isOpenComparison(messages: Messages, { parentId, compared }: Message): boolean {
  const comparison = parentId === null ? undefined : messages[parentId]?.comparison;
  return compared !== undefined && comparison !== undefined && comparison.chosen === undefined;
}

/** True while the person must not see whose answer this is. */
export function isNameHidden(messages: Messages, answer: Message): boolean {
  const comparison = answer.parentId === null ? undefined : messages[answer.parentId]?.comparison;
  return comparison?.blind === true && isOpenComparison(messages, answer);
}

/**
 * The comparison that an answer belongs to; null if it is in none, if no other column is left, or if
 * a file has more of them than a window shows. Each column shows its newest version, that of `answer`
 * the answer itself. `siblings`: all answers to its question, oldest first.
 */
export function comparisonAt(
  messages: Messages,
  answer: Message,
  siblings: readonly Id[],
): ComparedAnswers | null {
  if (answer.compared === undefined || answer.parentId === null) return null;
  const comparison = messages[answer.parentId]?.comparison;
  if (comparison === undefined) return null;
  const byColumn = new Map<number, Message>();
  for (const id of siblings) {
    const each = messages[id];
    if (each?.compared !== undefined) byColumn.set(each.compared.column, each);
  }
  byColumn.set(answer.compared.column, answer);
  if (byColumn.size < fewestCompared || byColumn.size > maxCompared) return null;
  const chosen = comparison.chosen ?? null;
  const isChosen = chosen !== null && siblings.includes(chosen);
  return {
    questionId: answer.parentId,
    columns: [...byColumn.entries()].sort(([a], [b]) => a - b).map(([, message]) => message),
    chosen: isChosen ? chosen : null,
    isBlind: isNameHidden(messages, answer),
  };
}

/** The answers to the same question, oldest first. */
function siblingsOf(messages: Messages, { parentId }: Message): readonly Id[] {
  const all = Object.values(messages).filter((message) => message.parentId === parentId);
  return all.map(({ id }) => id).sort();
}

/** {@link comparisonAt} for one answer. Looks at every message. */
export function comparisonOf(messages: Messages, answerId: Id | null): ComparedAnswers | null {
  const answer = answerId === null ? undefined : messages[answerId];
  if (answer?.compared === undefined) return null;
  return comparisonAt(messages, answer, siblingsOf(messages, answer));
}

/**
 * The messages of a path, with the answers that stand side by side in the place of the one that the
 * path leads through. `isWhole`: they do so although one of them is chosen.
 */
export function withColumns(
  messages: Messages,
  path: readonly Message[],
  isWhole: (questionId: Id) => boolean,
): readonly Message[] {
  if (path.every(({ compared }) => compared === undefined)) return path;
  const siblings = childrenByParent(messages);
  return path.flatMap((message) => {
    const compared = comparisonAt(messages, message, siblings.get(message.parentId) ?? []);
    if (compared === null) return [message];
    return compared.chosen === null || isWhole(compared.questionId) ? compared.columns : [message];
  });
}

/** Records that the conversation goes on with an answer, if it is one of a comparison. */
export function withChoice<C extends Conversation>(of: C, answerId: Id | null): C {
  const compared = comparisonOf(of.messages, answerId);
  const question = compared === null ? undefined : of.messages[compared.questionId];
  if (question?.comparison === undefined || answerId === null) return of;
  if (question.comparison.chosen === answerId) return of;
  const { choices = 0 } = question.comparison;
  const comparison = { ...question.comparison, chosen: answerId, choices: choices + 1 };
  return { ...of, messages: { ...of.messages, [question.id]: { ...question, comparison } } };
}

/** Chooses the answer on the path in each comparison that it leads through. */
export function withChoices<C extends Conversation>(of: C): C {
  const unchosen = pathTo(of.messages, of.leafId).filter(
    ({ id, parentId, compared }) =>
      compared !== undefined &&
      parentId !== null &&
      of.messages[parentId]?.comparison?.chosen !== id,
  );
  return unchosen.reduce((chosen, { id }) => withChoice(chosen, id), of);
}

/**
 * Adds a version of an answer. In a comparison it takes the place of the old one: the path moves
 * only if it leads through that, and a choice stays with its column.
 */
export function withVersion<C extends Conversation>(of: C, old: Message, added: Message): C {
  const messages = { ...of.messages, [added.id]: added };
  const version = { ...of, messages, leafId: added.id };
  if (old.compared === undefined) return version;
  const isOnPath = pathTo(of.messages, of.leafId).some(({ id }) => id === old.id);
  const placed = isOnPath ? version : { ...version, leafId: of.leafId };
  return comparisonOf(of.messages, old.id)?.chosen === old.id
    ? withChoice(placed, added.id)
    : placed;
}

/**
 * Lets the first answer with words go on in place of one that failed without any, while nothing is
 * chosen.
 */
export function withoutFailureOnShow<C extends Conversation>(of: C): C {
  const leaf = of.leafId === null ? undefined : of.messages[of.leafId];
  if (leaf?.status !== 'failed' || leaf.parts.length > 0) return of;
  const compared = comparisonOf(of.messages, leaf.id);
  if (compared === null || compared.chosen !== null) return of;
  const next = compared.columns.find(({ status }) => status !== 'failed');
  return next === undefined ? of : { ...of, leafId: next.id };
}
