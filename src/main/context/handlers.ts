import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { MeterOptions } from './meter.ts';

/** Creates the handlers, which load the meter with the first command. */
export function createContextHandlers(options: MeterOptions): HandlersOf<'context'> {
  let meter: Promise<HandlersOf<'context'>['context.meter']> | null = null;
  return {
    'context.meter': async (input) => {
      meter ??= import('./meter.ts').then(({ createMeter }) => createMeter(options));
      return (await meter)(input);
    },
  };
}
