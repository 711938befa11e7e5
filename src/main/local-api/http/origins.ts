import { expected } from '../../../shared/expected.ts';

/** More web pages than one person allows. */
const maxOrigins = 50;

/** Schemes that belong to no page that could send requests, or to every page. */
const noOrigin = new Set(['javascript:', 'data:', 'blob:', 'about:', 'file:', 'ws:', 'wss:']);

/**
 * An origin as browsers send it: scheme, host and port in lower case, without a default port.
 * Throws an ExpectedError (`invalid`) that says what to type instead.
 */
export function readOrigin(typed: string): string {
  const text = typed.trim();
  if (text.includes('*')) {
    throw expected('origin_asterisk', {});
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw expected('origin_scheme', {});
  }
  if (!URL.canParse(text)) throw expected('origin_unreadable', {});
  const { protocol, host, origin, pathname, search, hash, username, password } = new URL(text);
  if (noOrigin.has(protocol) || host === '') {
    throw expected('origin_of_no_page', {});
  }
  // Apps with their own pages use other schemes, for which the URL parser reports no origin.
  const found = origin === 'null' ? `${protocol}//${host.toLowerCase()}` : origin;
  const isMore =
    (pathname !== '' && pathname !== '/') ||
    search !== '' ||
    hash !== '' ||
    username !== '' ||
    password !== '';
  if (isMore) {
    throw expected('origin_with_more', { origin: found });
  }
  return found;
}

/** Adds an origin to the allowed ones. Throws an ExpectedError (`invalid`). */
export function withOrigin(origins: readonly string[], typed: string): string[] {
  const origin = readOrigin(typed);
  if (origins.includes(origin)) return [...origins];
  if (origins.length >= maxOrigins) {
    throw expected('too_many_origins', {});
  }
  return [...origins, origin];
}
