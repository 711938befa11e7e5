import type { HandlersOf } from '../../../shared/contract/handlers.ts';

/** Handlers of the commands about prompts and resources. */
export type OfferHandlers = HandlersOf<'offers'>;

/** Creates handlers that load the tools with the first command. */
export function createLazyOfferHandlers(load: () => Promise<OfferHandlers>): OfferHandlers {
  return {
    'offers.servers': async (input) => (await load())['offers.servers'](input),
    'offers.prompts': async (input) => (await load())['offers.prompts'](input),
    'offers.resources': async (input) => (await load())['offers.resources'](input),
    'offers.complete': async (input) => (await load())['offers.complete'](input),
    'offers.prompt': async (input) => (await load())['offers.prompt'](input),
    'offers.attach': async (input) => (await load())['offers.attach'](input),
    'offers.cancel': async (input) => (await load())['offers.cancel'](input),
  };
}
