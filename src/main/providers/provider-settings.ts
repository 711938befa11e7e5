import { modelKey, type Parameters } from '../../shared/model/parameters/parameters.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
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

/** The entries of models that are not of this provider. */
function withoutModelsOf<T>(
  entries: Readonly<Record<string, T>>,
  providerId: string,
): Record<string, T> {
  const others = Object.entries(entries).filter(([key]) => !key.startsWith(`${providerId}/`));
  return Object.fromEntries(others);
}

/** Removes a provider from the settings; another becomes the default if it was the default. */
export function withoutProvider(settings: Settings, providerId: string): Settings {
  const rest = settings.providers.filter(({ id }) => id !== providerId);
  const modelParameters = withoutModelsOf(settings.modelParameters, providerId);
  const models = withoutModelsOf(settings.models, providerId);
  if (settings.defaultProviderId !== providerId) {
    return { ...settings, providers: rest, modelParameters, models };
  }
  const next = rest[0];
  return {
    ...settings,
    providers: rest,
    modelParameters,
    models,
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
