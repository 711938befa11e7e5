import type { ModelInfo } from '../../shared/contract/index.ts';
import type { Connect, Connection } from '../wire/connection.ts';

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
  readonly models: Promise<readonly ModelInfo[]>;
}

/**
 * Creates the handler of `models.list`. It remembers each provider's models until asked to refresh,
 * or until its address or key changes. Concurrent callers share one request; failures are not
 * remembered. `onListed` is called with each new list. Rejects with an ExpectedError that says what
 * to do.
 */
export function createModelLists(
  connect: Connect,
  listModels: ListModels,
  onListed: (connection: Connection, models: readonly ModelInfo[]) => void = () => undefined,
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
      onListed(connection, listed);
      return listed;
    } catch (error) {
      if (entries.get(providerId) === entry) entries.delete(providerId);
      throw error;
    } finally {
      underWay.delete(entry);
    }
  };
}

/** The default model: the first of the list, which puts chat models first. */
export function firstChatModel(models: readonly ModelInfo[]): string | null {
  return models[0]?.id ?? null;
}
