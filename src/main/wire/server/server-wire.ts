import type { ProviderConnection } from '../connection.ts';
import { exchange, type ExchangeOptions, type WireRequest } from '../exchange.ts';
import { listModels } from '../listing/models.ts';
import { createLearnedNeeds, type ModelNeeds } from '../needs.ts';
import { patiently } from '../patient.ts';
import type { Protocol } from '../protocol.ts';
import { createThinkingTemplates } from '../reasoning/thinking-templates.ts';

/** Knowledge about models from their answers and refusals. */
export interface Shown {
  readonly templates: ReturnType<typeof createThinkingTemplates>;
  readonly needs: ReturnType<typeof createLearnedNeeds>;
}

/** Creates it with nothing learned yet. */
export function createShown(): Shown {
  return { templates: createThinkingTemplates(), needs: createLearnedNeeds() };
}

/** The needs of a model, with what is stored about it. */
function storedNeeds(
  learned: ModelNeeds,
  { quirks }: ProviderConnection,
  model: string,
): ModelNeeds {
  return {
    now() {
      const needs = learned.now();
      return { ...needs, withheld: quirks?.withheld(model) ?? needs.withheld };
    },
    learn(needs) {
      const isNews = needs.withheld.length > (quirks?.withheld(model).length ?? 0);
      if (isNews) quirks?.rememberWithheld(model, needs.withheld);
      learned.learn(needs);
    },
  };
}

/**
 * Creates a protocol of servers from the way in which its wire puts a question. `toRequest` may
 * load the wire on the first question.
 */
export function serverWire(
  toRequest: (options: ExchangeOptions) => WireRequest | Promise<WireRequest>,
): (connection: ProviderConnection, shown?: Shown) => Protocol {
  return (connection, shown = createShown()) => {
    const { providerId, baseUrl, name, quirks, wires, idleTimeoutMs } = connection;
    return {
      ask(question, signal) {
        const { model } = question;
        const template = shown.templates.of(providerId, model);
        const limited = idleTimeoutMs === undefined ? question : { ...question, idleTimeoutMs };
        return patiently(limited, {
          async *exchange(asked, needs, onRefusal) {
            const options = { connection, question: asked, signal, template, needs, onRefusal };
            yield* exchange(options, await toRequest(options));
          },
          signal,
          quirks,
          needs: storedNeeds(shown.needs.of(providerId, baseUrl, model), connection, model),
          provider: name,
          leaves: wires.of(model).isFixed ? undefined : 'responses_only',
        });
      },
      listModels: (signal) => listModels(connection, signal),
    };
  };
}
