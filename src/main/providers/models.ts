import type { ModelInfo } from '../../shared/contract/index.ts';
import type { Connect, Connection } from '../wire/connection.ts';
import type { ModelListsPort } from './ports.ts';

/** Requests a server's models. Throws an ExpectedError. */
export type ListModels = (
  connection: Connection,
  signal: AbortSignal,
) => Promise<readonly ModelInfo[]>;

/** How long to wait for a server's list of models (ms). */
const listTimeoutMs = 15_000;

interface Entry {
  /**
   * The connection settings used, address and key among them: with others, a server may list other
   * models.
   */
  readonly askedWith: string;
  readonly baseUrl: string;
  readonly models: Promise<readonly ModelInfo[]>;
}

/** A list of models. `isKept`: it is from an earlier run, and the server is being asked anew. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  readonly isKept: boolean;
}

/** The models of all providers. Rejects with an ExpectedError that says what to do. */
export interface ModelLists {
  readonly find: (providerId: string, refresh: boolean) => Promise<ModelList>;
  /** The same, without the information where it comes from. */
  readonly list: (providerId: string, refresh: boolean) => Promise<readonly ModelInfo[]>;
  /** The models that were listed last at an address; none if they are not known yet. Asks nobody. */
  readonly lastListed: (providerId: string, baseUrl: string) => Promise<readonly ModelInfo[]>;
  /** Forgets the list of a provider that was deleted. */
  readonly forget: (providerId: string) => void;
}

/** Lists that are not kept: there is no data folder. */
export const nothingKept: ModelListsPort = {
  read: () => Promise.resolve(null),
  keep: () => undefined,
  forget: () => undefined,
};

const addressOf = (connection: Connection): string =>
  connection.protocol === 'server' ? connection.baseUrl : '';

/**
 * Creates the lists. Each provider's models are remembered until asked to refresh, or until its
 * address or key changes; after a restart, the kept list is returned at once while the server is
 * asked anew. Concurrent callers share one request; failures are not remembered. `onListed` is
 * called with each new list.
 */
export function createModelLists(
  connect: Connect,
  listModels: ListModels,
  kept: ModelListsPort = nothingKept,
  onListed: (connection: Connection, models: readonly ModelInfo[]) => void = () => undefined,
): ModelLists {
  const known = new Map<string, Entry>();
  const underWay = new Map<string, Entry>();

  function remember(connection: Connection, entry: Entry, models: readonly ModelInfo[]) {
    const { providerId } = connection;
    known.set(providerId, { ...entry, models: Promise.resolve(models) });
    if (connection.protocol === 'server') {
      kept.keep(providerId, { baseUrl: entry.baseUrl, models });
    }
    onListed(connection, models);
  }

  function ask(connection: Connection, askedWith: string): Promise<readonly ModelInfo[]> {
    const { providerId } = connection;
    const going = underWay.get(providerId);
    if (going?.askedWith === askedWith) return going.models;
    /** False once the provider was deleted, or is asked with other settings. */
    const isNewest = (): boolean => underWay.get(providerId) === entry;
    const models = listModels(connection, AbortSignal.timeout(listTimeoutMs))
      .then((listed) => {
        if (isNewest()) remember(connection, entry, listed);
        return listed;
      })
      .finally(() => {
        if (isNewest()) underWay.delete(providerId);
      });
    const entry: Entry = { askedWith, baseUrl: addressOf(connection), models };
    underWay.set(providerId, entry);
    return models;
  }

  async function find(providerId: string, refresh: boolean): Promise<ModelList> {
    const connection = await connect(providerId);
    const askedWith = JSON.stringify(connection);
    const before = known.get(providerId);
    if (!refresh && before?.askedWith === askedWith) {
      return { models: await before.models, isKept: false };
    }
    if (!refresh && before === undefined) {
      const list = await kept.read(providerId);
      if (list !== null && list.baseUrl === addressOf(connection)) {
        // A refresh tells why the server does not answer.
        ask(connection, askedWith).catch(() => undefined);
        return { models: list.models, isKept: true };
      }
    }
    return { models: await ask(connection, askedWith), isKept: false };
  }

  return {
    find,
    list: async (providerId, refresh) => (await find(providerId, refresh)).models,
    async lastListed(providerId, baseUrl) {
      const list = known.get(providerId) ?? (await kept.read(providerId));
      return list?.baseUrl === baseUrl ? list.models : [];
    },
    forget(providerId) {
      known.delete(providerId);
      underWay.delete(providerId);
      kept.forget(providerId);
    },
  };
}

/** The default model: the first of the list, which puts chat models first. */
export function firstChatModel(models: readonly ModelInfo[]): string | null {
  return models[0]?.id ?? null;
}
