import { wantedModel } from '../../../../shared/model/assistants/effective.ts';
import type { SettingsView } from '../../../../shared/contract/index.ts';
import type { OwnValues } from './own-values.ts';

/** A model of a provider. */
export interface CurrentModel {
  /** Null if there is no provider. */
  readonly providerId: string | null;
  /** '' if none is chosen. */
  readonly model: string;
}

/** The model that answers, from what a conversation chose and the default. */
export function currentModel(
  own: Pick<OwnValues, 'providerId' | 'model' | 'assistant'>,
  view: SettingsView | null,
): CurrentModel {
  const first = view?.providers[0]?.id ?? null;
  const { providerId, model } = wantedModel(own);
  return {
    providerId: providerId ?? view?.settings.defaultProviderId ?? first,
    model: model ?? view?.settings.defaultModel ?? '',
  };
}
