import type { CommandInput } from '../../../../shared/contract/index.ts';
import {
  fewestCompared,
  maxCompared,
  type Answerer,
  type CompareSet,
} from '../../../../shared/model/message/comparison.ts';
import type { OwnValues } from '../page/own-values.ts';
import { answererOf, type Choice } from '../regenerate/answerer.ts';

type Create = CommandInput<'conversation.create'>;
/** A set as a command takes it. */
export type CompareInput = NonNullable<Create['compare']>;

/** The conversation's own model and assistant, as a choice. */
export function ownChoice({ providerId, model, assistant }: OwnValues): Choice {
  return {
    assistantId: assistant?.id ?? null,
    ...(providerId === null || model === null ? {} : { model: { providerId, model } }),
  };
}

/** An answerer as the pickers show it. An assistant of its own brings its own model. */
function choiceOf(own: Choice, { model, assistantId }: Answerer): Choice {
  const named = model === undefined ? {} : { model };
  return assistantId === undefined ? { ...own, ...named } : { assistantId, ...named };
}

/** The choices to begin with: those of before, or the conversation's own twice. */
export function firstChoices(own: Choice, set: CompareSet | undefined): readonly Choice[] {
  const known = (set?.answerers ?? [])
    .slice(0, maxCompared)
    .map((answerer) => choiceOf(own, answerer));
  const missing = Math.max(0, fewestCompared - known.length);
  return [...known, ...Array.from({ length: missing }, () => own)];
}

/** The choices as a set that is on. */
export function setOf(own: Choice, choices: readonly Choice[], isBlind: boolean): CompareInput {
  return {
    answerers: choices.map((choice) => answererOf(own, choice)),
    on: true,
    ...(isBlind ? { blind: true } : {}),
  };
}

/** The same set, turned off and kept. */
export function turnedOff({ answerers, blind }: CompareSet): CompareInput {
  return {
    answerers: answerers.slice(0, maxCompared).map(({ model, assistantId }) => ({
      ...(model === undefined ? {} : { model }),
      ...(assistantId === undefined ? {} : { assistantId }),
    })),
    ...(blind === undefined ? {} : { blind }),
  };
}
