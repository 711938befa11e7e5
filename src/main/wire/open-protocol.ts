import type { Connection, ProviderConnection } from './connection.ts';
import type { Protocol } from './protocol.ts';

/** Creates the protocol that a connection speaks. */
export type OpenProtocol = (connection: Connection) => Protocol;

/** Creates a protocol that is loaded on its first use. */
function onUse(load: () => Promise<Protocol>): Protocol {
  return {
    async *ask(question, signal) {
      yield* (await load()).ask(question, signal);
    },
    listModels: async (signal) => (await load()).listModels(signal),
  };
}

/** Loads a function that opens protocols, once. */
function lazily<F>(load: () => Promise<F>): () => Promise<F> {
  let loading: Promise<F> | null = null;
  return () => (loading ??= load());
}

/**
 * Loads the code that asks servers, which would otherwise be loaded between the first question and
 * its request. Rejects if a file of the program is missing.
 */
export async function loadServerCode(): Promise<void> {
  await Promise.all([import('./server/open-server.ts'), import('openai')]);
}

/**
 * Returns a function that opens protocols. What one answer reveals about a model helps to read the
 * next. The code of a protocol is loaded on the first question, because no start needs it.
 */
export function createProtocols(): OpenProtocol {
  const servers = lazily(async (): Promise<(connection: ProviderConnection) => Protocol> => {
    const { createServers } = await import('./server/open-server.ts');
    return createServers();
  });
  const demos = lazily(async (): Promise<(name: string) => Protocol> => {
    const { createDemo } = await import('./demo/protocol.ts');
    return createDemo();
  });
  return (connection) => {
    switch (connection.protocol) {
      case 'server':
        return onUse(async () => (await servers())(connection));
      case 'demo':
        return onUse(async () => (await demos())(connection.name));
    }
  };
}
