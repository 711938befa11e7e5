import type { Connection } from './connection.ts';
import { chatCompletions } from './chat-completions/protocol.ts';
import { tryingKeys } from './keys/trying-keys.ts';
import type { Protocol } from './protocol.ts';
import { responses } from './responses/protocol.ts';
import { createShown } from './server-wire.ts';
import { switching } from './switching.ts';

/** Creates the protocol that a connection speaks. */
export type OpenProtocol = (connection: Connection) => Protocol;

/**
 * Returns a function that opens the demo under a name. The demo is loaded on the first question.
 */
function createLazyDemo(): (name: string) => Protocol {
  const load = () => import('./demo/protocol.ts').then(({ createDemo }) => createDemo());
  let loading: ReturnType<typeof load> | null = null;
  const named = async (name: string): Promise<Protocol> => (await (loading ??= load()))(name);
  return (name) => ({
    async *ask(question, signal) {
      yield* (await named(name)).ask(question, signal);
    },
    listModels: async (signal) => (await named(name)).listModels(signal),
  });
}

/**
 * Returns a function that opens protocols. What one answer reveals about a model helps to read the
 * next.
 */
export function createProtocols(): OpenProtocol {
  const shown = createShown();
  const demo = createLazyDemo();
  return (connection) => {
    switch (connection.protocol) {
      case 'server':
        return tryingKeys(connection, (each) =>
          switching(each, (wire) => {
            switch (wire) {
              case 'chat_completions':
                return chatCompletions(each, shown);
              case 'responses':
                return responses(each, shown);
            }
          }),
        );
      case 'demo':
        return demo(connection.name);
    }
  };
}
