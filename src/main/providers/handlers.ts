import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { DiscoveredServer, ModelInfo } from '../../shared/contract/index.ts';
import type { PriceBook } from './prices.ts';
import type { ProviderRegistry } from './registry.ts';

/** Dependencies of the provider commands. */
export interface ProviderRooms {
  readonly registry: ProviderRegistry;
  readonly prices: PriceBook;
  readonly listModels: (providerId: string, refresh: boolean) => Promise<readonly ModelInfo[]>;
  readonly discover: () => Promise<readonly DiscoveredServer[]>;
}

/** Creates the handlers of commands about servers, their models and their prices. */
export function createProviderHandlers(rooms: ProviderRooms): HandlersOf<'providers'> {
  const { registry, prices } = rooms;
  return {
    'models.list': ({ providerId, refresh }) => rooms.listModels(providerId, refresh),

    'models.setParameters': ({ providerId, model, parameters }) =>
      registry.setParameters(providerId, model, parameters),
    'models.retryParameter': ({ providerId, model, field }) =>
      registry.retryParameter(providerId, model, field),

    'prices.list': () => prices.list(),
    'prices.set': ({ model, price }) => prices.set(model, price),

    'providers.save': (input) => registry.save(input),
    'providers.delete': ({ providerId }) => registry.delete(providerId),
    'providers.setKey': ({ providerId, key }) => registry.setKey(providerId, key),
    'providers.deleteKey': ({ providerId }) => registry.deleteKey(providerId),
    'providers.discover': () => rooms.discover(),
  };
}
