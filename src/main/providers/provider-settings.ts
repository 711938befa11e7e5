import { modelKey, type Parameters } from '../../shared/model/parameters/parameters.ts';
import type { Provider, Settings } from '../../shared/model/settings.ts';
import { demoModel } from '../wire/demo/names.ts';

/** Adds or replaces a provider in the settings; it becomes the default if there is none. */
export function withProvider(settings: Settings, provider: Provider): Settings {
  const known = settings.providers.some(({ id }) => id === provider.id);
  const providers = known
    ? settings.providers.map((each) => (each.id === provider.id ? provider : each))
    : [...settings.providers, provider];
  const chosen = settings.defaultProviderId;
  if (chosen !== null && providers.some(({ id }) => id === chosen))
    return { ...settings, providers };
  return {
    ...settings,
    providers,
    defaultProviderId: provider.id,
    defaultModel: provider.kind === 'demo' ? demoModel : null,
  };
}

/** Removes a provider from the settings; another becomes the default if it was the default. */
export function withoutProvider(settings: Settings, providerId: string): Settings {
  const rest = settings.providers.filter(({ id }) => id !== providerId);
  const modelParameters = Object.fromEntries(
    Object.entries(settings.modelParameters).filter(([key]) => !key.startsWith(`${providerId}/`)),
  );
  if (settings.defaultProviderId !== providerId) {
    return { ...settings, providers: rest, modelParameters };
  }
  const next = rest[0];
  return {
    ...settings,
    providers: rest,
    modelParameters,
    defaultProviderId: next?.id ?? null,
    defaultModel: next?.kind === 'demo' ? demoModel : null,
  };
}

/** Sets the parameters of a model; none removes them. */
export function withModelParameters(
  settings: Settings,
  providerId: string,
  model: string,
  parameters: Parameters | null,
): Settings {
  const { [modelKey(providerId, model)]: _before, ...others } = settings.modelParameters;
  const isNone = parameters === null || Object.keys(parameters).length === 0;
  const modelParameters = isNone
    ? others
    : { ...others, [modelKey(providerId, model)]: parameters };
  return { ...settings, modelParameters };
}
