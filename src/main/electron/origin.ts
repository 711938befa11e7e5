/** Our own scheme: unlike `file://`, it has an origin, its own CSP and V8's code cache. */
export const appScheme = 'app';
export const appHost = 'parley';

/**
 * With hot reload, the page comes from Vite's dev server. Production builds drop this and know only
 * our scheme.
 */
const devServerUrl = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined;

/** The URL of the window's page. */
export const appUrl = devServerUrl ?? `${appScheme}://${appHost}/`;

/**
 * True for a URL of ours. Compares the parsed parts, because `app://parley.evil/` begins like ours
 * too.
 */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  const own = new URL(appUrl);
  return protocol === own.protocol && host === own.host;
}

/**
 * True for the window's page itself. Our other pages run a model's output in frames and may send no
 * commands.
 */
export function isAppPage(url: string): boolean {
  return isOwnUrl(url) && new URL(url).pathname === new URL(appUrl).pathname;
}
