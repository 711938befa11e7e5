import { expected } from '../../shared/expected.ts';
import type { ToolHandlers } from './handlers.ts';

/** Tools: where they come from, what they may do, and who asks for that. */
export interface ToolService {
  readonly handlers: ToolHandlers;
}

const nothingYet = (): never => {
  throw expected('internal', {});
};

/** Makes the service. */
export function createToolService(): ToolService {
  return {
    handlers: {
      'tools.view': () => ({
        sources: [],
        servers: [],
        secrets: {},
        search: { engine: null, url: '', keys: [], allowedHosts: [] },
      }),
      'tools.saveServer': nothingYet,
      'tools.removeServer': nothingYet,
      'tools.enableServer': nothingYet,
      'tools.restartServer': nothingYet,
      'tools.log': () => [],
      'tools.readConfiguration': () => ({ servers: [], leftOut: [] }),
      'tools.pending': () => null,
      'tools.decide': nothingYet,
      'tools.permissions': () => [],
      'tools.revoke': nothingYet,
      'tools.setSearch': nothingYet,
      'tools.testSearch': nothingYet,
    },
  };
}
