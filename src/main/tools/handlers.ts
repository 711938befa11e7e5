import type { HandlersOf } from '../../shared/contract/handlers.ts';

/** Handlers of the commands about tools. */
export type ToolHandlers = HandlersOf<'tools'>;

/** Creates handlers that load the tools' handlers with the first command. */
export function createToolHandlers(load: () => Promise<ToolHandlers>): ToolHandlers {
  return {
    'tools.view': async (input) => (await load())['tools.view'](input),
    'tools.cost': async (input) => (await load())['tools.cost'](input),
    'tools.saveServer': async (input) => (await load())['tools.saveServer'](input),
    'tools.removeServer': async (input) => (await load())['tools.removeServer'](input),
    'tools.enableServer': async (input) => (await load())['tools.enableServer'](input),
    'tools.restartServer': async (input) => (await load())['tools.restartServer'](input),
    'tools.signIn': async (input) => (await load())['tools.signIn'](input),
    'tools.log': async (input) => (await load())['tools.log'](input),
    'tools.readConfiguration': async (input) => (await load())['tools.readConfiguration'](input),
    'tools.pending': async (input) => (await load())['tools.pending'](input),
    'tools.decide': async (input) => (await load())['tools.decide'](input),
    'tools.answerRequest': async (input) => (await load())['tools.answerRequest'](input),
    'tools.permissions': async (input) => (await load())['tools.permissions'](input),
    'tools.revoke': async (input) => (await load())['tools.revoke'](input),
    'tools.setSearch': async (input) => (await load())['tools.setSearch'](input),
    'tools.testSearch': async (input) => (await load())['tools.testSearch'](input),
  };
}
