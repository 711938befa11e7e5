import type { IncomingMessage } from 'node:http';
import { t } from '../../../shared/language/translate.ts';
import { refusal } from '../errors.ts';
import type { Tokens } from '../tokens.ts';

/** The names of this machine; any other is a trick (DNS rebinding). */
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostPattern = /^(\[[0-9a-f:.]+\]|[^:[\]\s/@]+)(?::\d{1,5})?$/i;

/** Throws unless the request names this machine as its host. */
export function checkHost(incoming: IncomingMessage): void {
  const hosts = incoming.headersDistinct['host'] ?? [];
  const name = hostPattern.exec(hosts[0] ?? '')?.[1]?.toLowerCase();
  const isOwnPath = incoming.url?.startsWith('/') === true;
  if (hosts.length === 1 && isOwnPath && name !== undefined && loopbackNames.has(name)) return;
  throw refusal(403, 'host_not_allowed', () => t('api.wrong_host'));
}

/**
 * Throws for a web page that is not allowed. Returns the origin of an allowed one, null for a
 * program. A browser that hides the origin still reports that the request came from another site.
 */
export function checkOrigin(incoming: IncomingMessage, allowed: readonly string[]): string | null {
  const { origin } = incoming.headers;
  const site = incoming.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== 'null' && allowed.includes(origin)) return origin;
  const isForeign = site === 'cross-site' || site === 'same-site';
  if (origin === undefined && !isForeign) return null;
  throw refusal(403, 'origin_not_allowed', () => t('api.wrong_origin'));
}

/** Returns the owner of the request's token. Throws if there is no token or it is unknown. */
export function checkToken(
  incoming: IncomingMessage,
  tokens: Tokens,
): { readonly id: string; readonly name: string } {
  const header = incoming.headers.authorization;
  const headers = { 'www-authenticate': 'Bearer realm="Parley"' };
  const presented = /^bearer +(\S{1,500})$/i.exec(header ?? '')?.[1];
  if (presented === undefined) {
    throw refusal(
      401,
      'missing_token',
      () => t('api.no_token', { header: 'Authorization: Bearer …' }),
      { headers, kind: 'auth' },
    );
  }
  const found = tokens.check(presented);
  if (found !== null) return found;
  throw refusal(401, 'invalid_api_key', () => t('api.unknown_token'), { headers, kind: 'auth' });
}
