/**
 * The domains of messages that the first view of a window shows none of. Errors are among them:
 * what shows one as soon as it renders is a deferred part.
 */
const lateDomains = new Set([
  'about',
  'approval',
  'checkpoint',
  'compare',
  'context',
  'dataInProgram',
  'details',
  'disk',
  'duration',
  'encoding',
  'error',
  'first_run',
  'form',
  'import',
  'lightbox',
  'limit',
  'menu',
  'model_form',
  'news',
  'parameter',
  'quick',
  'readOnlyLibrary',
  'request',
  'room',
  'server_note',
  'set_aside',
  'settings',
  'shortcut',
  'tool',
  'tools_cost',
  'tray',
  'undo',
  'usage',
  'weak_keys',
]);

/**
 * The domains of messages that no window shows: those of main, of exports, of the terminal and of
 * packages.
 */
const mainDomains = new Set([
  'api',
  'assistant_file',
  'demo',
  'dialog',
  'export',
  'misuse',
  'package',
  'serve',
  'sign_in_page',
  'terminal',
]);

function domainOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}

/** True for a message that a window may show. */
export function isForWindows(key: string): boolean {
  return !mainDomains.has(domainOf(key));
}

/** True for a message that a window loads behind the others. */
export function isLate(key: string): boolean {
  return lateDomains.has(domainOf(key));
}
