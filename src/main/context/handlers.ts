import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { ContextService } from './service.ts';

/** Creates the handlers, which load the service with the first command. */
export function createContextHandlers(
  load: () => Promise<Pick<ContextService, 'handlers'>>,
): HandlersOf<'context'> {
  return {
    'context.meter': async (input) => (await load()).handlers['context.meter'](input),
    'context.makeRoom': async (input) => (await load()).handlers['context.makeRoom'](input),
    'context.cancelRoom': async (input) => (await load()).handlers['context.cancelRoom'](input),
    'context.editSummary': async (input) => (await load()).handlers['context.editSummary'](input),
    'context.removeCheckpoint': async (input) =>
      (await load()).handlers['context.removeCheckpoint'](input),
  };
}
