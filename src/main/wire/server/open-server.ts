import { chatCompletions } from '../chat-completions/protocol.ts';
import type { ProviderConnection } from '../connection.ts';
import { tryingKeys } from './trying-keys.ts';
import type { Protocol } from '../protocol.ts';
import { responses } from '../responses/protocol.ts';
import { createShown } from './server-wire.ts';
import { switching } from './switching.ts';

/** Returns a function that opens the protocol of a server, over the wire that each model needs. */
export function createServers(): (connection: ProviderConnection) => Protocol {
  const shown = createShown();
  return (connection) =>
    tryingKeys(connection, (each) =>
      switching(each, (wire) => {
        switch (wire) {
          case 'chat_completions':
            return chatCompletions(each, shown);
          case 'responses':
            return responses(each, shown);
        }
      }),
    );
}
