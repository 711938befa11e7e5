import type { ProviderConnection } from '../connection.ts';
import { patiently } from '../patient.ts';
import type { Protocol } from '../protocol.ts';
import { createThinkingTemplates } from '../reasoning/thinking-templates.ts';
import { exchange } from './exchange.ts';
import { listModels } from './models.ts';

/**
 * Creates the protocol for OpenAI's Chat Completions, which most servers speak in one dialect or
 * another.
 */
export function chatCompletions(
  connection: ProviderConnection,
  templates = createThinkingTemplates(),
): Protocol {
  return {
    ask(question, signal) {
      const template = templates.of(connection.providerId, question.model);
      return patiently(
        question,
        (asked) => exchange({ connection, question: asked, signal, template }),
        signal,
        connection.quirks,
      );
    },
    listModels: (signal) => listModels(connection, signal),
  };
}
