import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { DiscoveredServer } from '../../shared/contract/index.ts';
import type { ModelKnowledge } from './facts/knowledge.ts';
import type { ModelLists } from './models.ts';
import type { PriceBook } from './prices.ts';
import type { ProviderRegistry } from './registry.ts';

/** Dependencies of the provider commands. */
export interface ProviderRooms {
  readonly registry: ProviderRegistry;
  readonly prices: PriceBook;
  readonly models: ModelLists;
  readonly knowledge: ModelKnowledge;
  readonly discover: () => Promise<readonly DiscoveredServer[]>;
}

/** Creates the handlers of commands about servers, their models and their prices. */
export function createProviderHandlers(rooms: ProviderRooms): HandlersOf<'providers'> {
  const { registry, prices, knowledge } = rooms;
  return {
    'models.list': ({ providerId, refresh }) => rooms.models.list(providerId, refresh),
    'models.known': ({ providerId, refresh }) => knowledge.known(providerId, refresh),
    'models.abilities': ({ providerId, model }) => knowledge.abilities(providerId, model),
    'models.change': (input) => knowledge.change(input),

    'models.setParameters': ({ providerId, model, parameters }) =>
      registry.setParameters(providerId, model, parameters),
    'models.retryParameter': ({ providerId, model, field }) =>
      registry.retryParameter(providerId, model, field),

    'prices.list': () => prices.list(),
    'prices.set': ({ model, price }) => prices.set(model, price),

    'providers.save': (input) => registry.save(input),
    'providers.delete': async ({ providerId }) => {
      await registry.delete(providerId);
      rooms.models.forget(providerId);
    },
    'providers.setKey': ({ providerId, key }) => registry.setKey(providerId, key),
    'providers.addKey': ({ providerId, key }) => registry.addKey(providerId, key),
    'providers.preferKey': ({ providerId, place }) => registry.preferKey(providerId, place),
    'providers.deleteKey': ({ providerId, place }) => registry.deleteKey(providerId, place),
    'providers.discover': () => rooms.discover(),
  };
}
