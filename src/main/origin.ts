/** Our own scheme: unlike `file://` it has an origin, a CSP of its own and V8's code cache. */
export const appScheme = 'app';
export const appHost = 'parley';
export const appUrl = `${appScheme}://${appHost}/`;

/** True for a page of our own. Compares the parsed parts, for `app://parley.evil/` begins like ours too. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost;
}
