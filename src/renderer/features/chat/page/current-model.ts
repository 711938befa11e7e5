import type { SettingsView } from '../../../../shared/contract/index.ts';

/** A model of a provider. */
export interface CurrentModel {
  /** Null if there is no provider. */
  readonly providerId: string | null;
  /** '' if none is chosen. */
  readonly model: string;
}

/** The model that answers, from what a conversation chose and the default. */
export function currentModel(
  own: { readonly providerId: string | null; readonly model: string | null } | null | undefined,
  view: SettingsView | null,
): CurrentModel {
  const first = view?.providers[0]?.id ?? null;
  return {
    providerId: own?.providerId ?? view?.settings.defaultProviderId ?? first,
    model: own?.model ?? view?.settings.defaultModel ?? '',
  };
}
