import type { CommandInput } from '../../../../shared/contract/index.ts';

/** A model and an assistant. Without a model, that of the assistant answers. */
export type Choice = Pick<CommandInput<'conversation.create'>, 'model' | 'assistantId'>;

type Answerer = NonNullable<CommandInput<'chat.regenerate'>['by']>;

/** The changes of a choice for one answer. The assistant is named only if it is another one. */
export function answererOf(before: Choice, { model, assistantId }: Choice): Answerer {
  return {
    ...(model === undefined ? {} : { model }),
    ...(assistantId === undefined || assistantId === before.assistantId ? {} : { assistantId }),
  };
}
