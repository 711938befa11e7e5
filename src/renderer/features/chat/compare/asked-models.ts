import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import type { Answerer } from '../../../../shared/model/message/comparison.ts';
import type { AppState } from '../../../state/app-state.ts';
import { currentModel, type CurrentModel } from '../page/current-model.ts';
import type { OwnValues } from '../page/own-values.ts';

/** What the window knows of models and assistants. */
export type KnownAnswerers = Pick<AppState, 'settings' | 'assistants'>;

/** The assistant of one who is compared; 'unknown' while it is not loaded, or if it is gone. */
export function assistantOf(
  { assistantId }: Answerer,
  own: OwnValues,
  { assistants }: KnownAnswerers,
): Assistant | null | 'unknown' {
  if (assistantId === undefined) return own.assistant ?? null;
  if (assistantId === null) return null;
  return assistants?.find(({ id }) => id === assistantId) ?? 'unknown';
}

/** The model of one who is compared; null while it is unknown. */
function modelOf(answerer: Answerer, own: OwnValues, known: KnownAnswerers): CurrentModel | null {
  const { model, assistantId } = answerer;
  if (model !== undefined) return model;
  const assistant = assistantOf(answerer, own, known);
  if (assistant === 'unknown') return null;
  const isOther = assistantId !== undefined && assistantId !== own.assistant?.id;
  return isOther && assistant?.model !== undefined
    ? assistant.model
    : currentModel(own, known.settings);
}

/** The models that the next message goes to: one, or all that are compared. */
export function askedModels(
  own: OwnValues,
  known: KnownAnswerers,
): readonly (CurrentModel | null)[] {
  const { compare } = own;
  if (compare?.on !== true) return [currentModel(own, known.settings)];
  return compare.answerers.map((answerer) => modelOf(answerer, own, known));
}
