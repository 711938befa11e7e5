/** Our own scheme: unlike `file://` it has an origin, a CSP of its own and V8's code cache. */
export const appScheme = 'app';
export const appHost = 'parley';

/** With hot reload the page comes from Vite's server; the build drops this and knows only our scheme. */
const devServerUrl = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined;

/** Where the window's page is. */
export const appUrl = devServerUrl ?? `${appScheme}://${appHost}/`;

/** True for an address of our own. Compares the parsed parts, for `app://parley.evil/` begins like ours too. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  const own = new URL(appUrl);
  return protocol === own.protocol && host === own.host;
}

/** True for the window's page itself. The other pages of ours run what a model wrote, in frames, and command nothing. */
export function isAppPage(url: string): boolean {
  return isOwnUrl(url) && new URL(url).pathname === new URL(appUrl).pathname;
}
