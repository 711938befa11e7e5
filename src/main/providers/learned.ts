import type { Provider } from '../../shared/model/settings.ts';
import type { ProviderConnection } from '../wire/connection.ts';

/** Facts learned about a server from its refusals, and callbacks to record more. */
export type Learned = Pick<
  Required<ProviderConnection>,
  'refusesStreamOptions' | 'rememberStreamOptionsRefused' | 'quirks'
>;

/** The most models remembered per server; the oldest is forgotten first. */
const mostModels = 200;

function withoutSystem(provider: Provider, model: string): Provider {
  const others = (provider.modelsWithoutSystem ?? []).filter((each) => each !== model);
  return { ...provider, modelsWithoutSystem: [...others, model].slice(-mostModels) };
}

/** Creates what is known about a provider, backed by the stored provider. */
export function createLearning(
  provider: () => Provider,
  learn: (change: (before: Provider) => Provider) => void,
): Learned {
  return {
    refusesStreamOptions: provider().refusesStreamOptions ?? false,
    rememberStreamOptionsRefused: () =>
      learn((before) => ({ ...before, refusesStreamOptions: true })),
    quirks: {
      refusesSystem: (model) => provider().modelsWithoutSystem?.includes(model) === true,
      rememberSystemRefused: (model) => learn((before) => withoutSystem(before, model)),
    },
  };
}
