import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { Compared } from '../../../shared/model/message/comparison.ts';
import type { Plan } from '../turn-plan.ts';

/** One of those who answer the same question. */
export interface Column {
  readonly compared: Compared;
  /** Empty if it is unknown, because of `error`. */
  readonly model: string;
  readonly providerId: string;
  /** Why nobody can be asked here; the others answer all the same. */
  readonly error: ParleyError | null;
}

function answerOf(empty: Message, id: Id, { compared, model, providerId, error }: Column): Message {
  const { model: _model, providerId: _providerId, ...rest } = empty;
  return {
    ...rest,
    id,
    compared,
    ...(model === '' ? {} : { model }),
    ...(providerId === '' ? {} : { providerId }),
    ...(error === null ? {} : { status: 'failed' as const, error }),
  };
}

/**
 * Gives a planned question an answer for each column. The path shows the first that can be given.
 * Returns a plan per column; all of them have the same conversation.
 */
export function planComparison(
  { conversation, answer: empty }: Plan,
  columns: readonly Column[],
  isBlind: boolean,
  newId: () => Id,
): readonly Plan[] {
  const question = empty.parentId === null ? undefined : conversation.messages[empty.parentId];
  if (question === undefined) throw new Error('A comparison needs a question');
  const answers = columns.map((column, index) =>
    answerOf(empty, index === 0 ? empty.id : newId(), column),
  );
  const asked: Message = { ...question, comparison: isBlind ? { blind: true } : {} };
  const added = [asked, ...answers].map((message) => [message.id, message] as const);
  const shown = answers.find(({ status }) => status !== 'failed') ?? empty;
  const compared: Conversation = {
    ...conversation,
    messages: { ...conversation.messages, ...Object.fromEntries(added) },
    leafId: shown.id,
  };
  return answers.map((answer) => ({ conversation: compared, answer, continues: false }));
}
