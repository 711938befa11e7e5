import type { Connection } from './connection.ts';
import { chatCompletions } from './chat-completions/protocol.ts';
import type { Protocol } from './protocol.ts';
import { createThinkingTemplates } from './reasoning/thinking-templates.ts';

/** Makes the protocol that a connection speaks. */
export type OpenProtocol = (connection: Connection) => Protocol;

/** The demo is loaded when it is first asked. */
function lazyDemo(name: string): Protocol {
  const load = () => import('./demo/protocol.ts').then(({ createDemo }) => createDemo({ name }));
  let demo: ReturnType<typeof load> | null = null;
  return {
    async *ask(question, signal) {
      yield* (await (demo ??= load())).ask(question, signal);
    },
    listModels: async (signal) => (await (demo ??= load())).listModels(signal),
  };
}

/** Makes what opens protocols. What one answer has shown of a model helps to read the next one. */
export function createProtocols(): OpenProtocol {
  const templates = createThinkingTemplates();
  const demo = lazyDemo('The demo');
  return (connection) => {
    switch (connection.protocol) {
      case 'chat_completions':
        return chatCompletions(connection, templates);
      case 'demo':
        return demo;
    }
  };
}
