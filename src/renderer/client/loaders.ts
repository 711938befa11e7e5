import type { Bridge } from '../../shared/contract/index.ts';
import type { Store } from '../state/store.ts';
import type { Controller } from './controller.ts';

/** Makes the functions that fetch what only some views need; events keep it up to date. */
export function createLoaders(
  bridge: Bridge,
  store: Store,
): Pick<Controller, 'loadTools' | 'loadAssistants' | 'loadPrompts'> {
  const done = { ok: true, value: undefined } as const;
  return {
    async loadTools() {
      const result = await bridge.command('tools.view', undefined);
      if (!result.ok) return result;
      store.dispatch({ kind: 'event', name: 'tools', payload: result.value });
      return done;
    },
    async loadAssistants() {
      const result = await bridge.command('assistants.list', undefined);
      if (!result.ok) return result;
      store.dispatch({ kind: 'event', name: 'assistants', payload: result.value });
      return done;
    },
    async loadPrompts() {
      const result = await bridge.command('prompts.list', undefined);
      if (!result.ok) return result;
      store.dispatch({ kind: 'event', name: 'prompts', payload: result.value });
      return done;
    },
  };
}
