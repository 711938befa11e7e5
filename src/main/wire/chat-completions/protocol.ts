import type { ProviderConnection } from '../connection.ts';
import { createLearnedNeeds } from '../needs.ts';
import { patiently } from '../patient.ts';
import type { Protocol } from '../protocol.ts';
import { createThinkingTemplates } from '../reasoning/thinking-templates.ts';
import { exchange } from '../exchange.ts';
import { chatRequest } from './request.ts';
import { listModels } from './models.ts';

/** Knowledge about models from their answers and refusals. */
export interface Shown {
  readonly templates: ReturnType<typeof createThinkingTemplates>;
  readonly needs: ReturnType<typeof createLearnedNeeds>;
}

/** Creates it with nothing learned yet. */
export function createShown(): Shown {
  return { templates: createThinkingTemplates(), needs: createLearnedNeeds() };
}

/**
 * Creates the protocol for OpenAI's Chat Completions, which most servers speak in one dialect or
 * another.
 */
export function chatCompletions(connection: ProviderConnection, shown = createShown()): Protocol {
  const { providerId, baseUrl, name, quirks } = connection;
  return {
    ask(question, signal) {
      const template = shown.templates.of(providerId, question.model);
      return patiently(question, {
        exchange(asked, needs, onRefusal) {
          const options = { connection, question: asked, signal, template, needs, onRefusal };
          return exchange(options, chatRequest(options));
        },
        signal,
        quirks,
        needs: shown.needs.of(providerId, baseUrl, question.model),
        provider: name,
      });
    },
    listModels: (signal) => listModels(connection, signal),
  };
}
