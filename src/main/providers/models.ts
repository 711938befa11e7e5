import type { ModelInfo } from '../../shared/contract/index.ts';
import type { Connect, Connection } from '../wire/connection.ts';

/** Asks a server for its models. Throws an ExpectedError. */
export type ListModels = (
  connection: Connection,
  signal: AbortSignal,
) => Promise<readonly ModelInfo[]>;

/** How long to wait for a server's list of models; ms. */
const listTimeoutMs = 15_000;

interface Entry {
  /** The connection's data, its address and key among them: with any other, a server may list others. */
  readonly askedWith: string;
  readonly models: Promise<readonly ModelInfo[]>;
}

/**
 * Makes the command `models.list`: remembers each provider's models until asked to refresh, or until
 * its address or key changes. Callers at the same time share one request; a failure is not remembered.
 * `onListed` hears of each new list. Rejects with an ExpectedError that says what to do.
 */
export function createModelLists(
  connect: Connect,
  listModels: ListModels,
  onListed: (providerName: string, models: readonly ModelInfo[]) => void = () => undefined,
): (providerId: string, refresh: boolean) => Promise<readonly ModelInfo[]> {
  const entries = new Map<string, Entry>();
  const underWay = new Set<Entry>();

  return async (providerId, refresh) => {
    const connection = await connect(providerId);
    const askedWith = JSON.stringify(connection);
    const known = entries.get(providerId);
    if (known !== undefined && known.askedWith === askedWith) {
      if (!refresh || underWay.has(known)) return known.models;
    }
    const entry: Entry = {
      askedWith,
      models: listModels(connection, AbortSignal.timeout(listTimeoutMs)),
    };
    entries.set(providerId, entry);
    underWay.add(entry);
    try {
      const listed = await entry.models;
      onListed(connection.name, listed);
      return listed;
    } catch (error) {
      if (entries.get(providerId) === entry) entries.delete(providerId);
      throw error;
    } finally {
      underWay.delete(entry);
    }
  };
}

/** The model when none was chosen: the first of the list, which puts chat models first. */
export function firstChatModel(models: readonly ModelInfo[]): string | null {
  return models[0]?.id ?? null;
}
