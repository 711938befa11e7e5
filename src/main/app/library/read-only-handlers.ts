import type { Handlers } from '../../../shared/contract/handlers.ts';
import type { CommandName } from '../../../shared/contract/index.ts';
import { expected } from '../../../shared/expected.ts';

/** The commands that a library that is only read still allows. */
const allowed: ReadonlySet<CommandName> = new Set([
  'api.status',
  'app.start',
  'app.drawn',
  'app.listMore',
  'app.openLink',
  'app.copy',
  'app.copyDiagnostics',
  'app.copyImage',
  'app.openWindow',
  'app.showInMain',
  'app.performInMain',
  'app.closeWindow',
  'app.loginItem',
  'app.tray',
  'app.openDataFolder',
  'app.notices',
  'assistants.list',
  'assistants.export',
  'attachment.save',
  'backup.list',
  'backup.create',
  'backup.goBack',
  'backup.openFolder',
  'chat.acknowledge',
  'chat.stop',
  'context.meter',
  'conversation.open',
  'conversation.rest',
  'data.deleteAll',
  'image.loadRemote',
  'job.cancel',
  'library.copy',
  'library.export',
  'library.exportUsage',
  'library.folders',
  'library.search',
  'library.spent',
  'library.statistics',
  'models.abilities',
  'models.known',
  'prices.list',
  'prompts.list',
  'prompts.export',
  'storage.retry',
  'trash.list',
  'updates.check',
  'updates.download',
  'updates.later',
  'updates.pause',
  'updates.restart',
  'updates.setAutomatic',
  'updates.skip',
  'updates.view',
] satisfies readonly CommandName[]);

/** The handlers of a library that is only read: every command that would change it is refused. */
export function readOnlyHandlers(handlers: Handlers): Handlers {
  const refuse = (): Promise<never> => Promise.reject(expected('library_read_only', {}));
  const entries = Object.entries(handlers).map(([name, handler]) => [
    name,
    allowed.has(name as CommandName) ? handler : refuse,
  ]);
  return Object.fromEntries(entries) as Handlers;
}
