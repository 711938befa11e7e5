import { ExpectedError } from '../../../shared/expected.ts';
import { answeredBy, type AnsweredBy } from '../../../shared/model/assistants/effective.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import type { Conversation, Message } from '../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import {
  maxCompared,
  type Answerer,
  type CompareSet,
} from '../../../shared/model/message/comparison.ts';
import type { ChosenModel } from '../turn-service.ts';
import type { Column } from './plan-comparison.ts';

/** Dependencies of {@link askersOf}. */
interface AskerOptions {
  readonly choose: (conversation: Conversation) => Promise<ChosenModel>;
  /** Throws an ExpectedError if there is no such assistant. */
  readonly assistant: (assistantId: string) => Assistant;
  /** From 0 up to 1, as `Math.random` gives it. */
  readonly random: () => number;
}

/** A column with the model that answers it; null if none can. */
export interface Asker {
  readonly column: Column;
  readonly by: AnsweredBy;
  readonly chosen: ChosenModel | null;
}

/** A model and an assistant, as the conversation takes them. Throws an ExpectedError. */
export function answeredByOf(
  { model, assistantId }: Answerer,
  assistant: AskerOptions['assistant'],
): AnsweredBy {
  return {
    ...(model === undefined ? {} : { model }),
    ...(assistantId === undefined
      ? {}
      : { assistant: assistantId === null ? null : assistant(assistantId) }),
  };
}

/** The answerer of a column, to ask it again; undefined for an answer in no comparison. */
function answererOfColumn(message: Message | undefined): Answerer | undefined {
  if (message?.compared === undefined) return undefined;
  const { model, providerId, compared } = message;
  const { assistantId } = compared;
  return {
    ...(model === undefined || providerId === undefined ? {} : { model: { providerId, model } }),
    ...(assistantId === undefined ? {} : { assistantId }),
  };
}

/**
 * Finds who answers again or continues an answer; undefined for the conversation's own. A column
 * keeps its assistant unless the person names another. Throws an ExpectedError.
 */
export function answeredAgain(
  answer: Message | undefined,
  by: AnsweredBy | undefined,
  assistant: AskerOptions['assistant'],
): AnsweredBy | undefined {
  const column = answererOfColumn(answer);
  return column === undefined || by?.assistant !== undefined
    ? by
    : { ...answeredByOf(column, assistant), ...by };
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const keyed = list.map((each) => ({ each, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
}

/**
 * Finds a model for each of those that a conversation compares. One that cannot be asked does not
 * keep the others from answering. Rejects with the first error if none can be asked. Blind
 * columns are in random order.
 */
export async function askersOf(
  conversation: Conversation,
  { answerers, blind }: CompareSet,
  options: AskerOptions,
): Promise<readonly Asker[]> {
  const asked = answerers.slice(0, maxCompared);
  const placed = blind === true ? shuffled(asked, options.random) : asked;
  const askers = await Promise.all(
    placed.map(async (answerer, index): Promise<Asker> => {
      const { assistantId, model } = answerer;
      const compared = { column: index, ...(assistantId === undefined ? {} : { assistantId }) };
      try {
        const by = answeredByOf(answerer, options.assistant);
        const chosen = await options.choose(answeredBy(conversation, by));
        const { model: name, providerId } = chosen;
        return { by, chosen, column: { compared, model: name, providerId, error: null } };
      } catch (problem) {
        if (!(problem instanceof ExpectedError)) throw problem;
        const { error } = problem;
        const asked = { model: model?.model ?? '', providerId: model?.providerId ?? '' };
        return { by: {}, chosen: null, column: { compared, ...asked, error } };
      }
    }),
  );
  const errors = askers.flatMap(({ column }): readonly ParleyError[] =>
    column.error === null ? [] : [column.error],
  );
  const [first] = errors;
  if (first !== undefined && errors.length === askers.length) throw new ExpectedError(first);
  return askers;
}
