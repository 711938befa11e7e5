import { expected } from '../../../../shared/expected.ts';
import { bareHost } from '../../../network/networks.ts';

/** Names of this machine that every system resolves to itself. */
const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/** Returns true for https, and for http on this machine, which never leaves it. */
function isSecure(url: URL): boolean {
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(bareHost(url.hostname)))
  );
}

/**
 * Returns the web address in a text, or null. A name or password in it would deceive the person
 * about the host.
 */
export function urlIn(text: string): URL | null {
  const url = text.length <= 4000 ? URL.parse(text) : null;
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

/** Returns a URL that secrets may be sent to. Throws an ExpectedError for any other. */
export function secureUrl(url: URL, server: string): URL {
  if (!isSecure(url)) throw expected('tool_sign_in_insecure', { server, host: url.host });
  return url;
}
