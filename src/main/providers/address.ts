import { expected } from '../../shared/errors.ts';

/** What people paste when they copy the address of a whole request. */
const endpointSuffix = /\/(?:chat\/completions|completions|responses|models)$/;

/** Servers whose API is known to live under `/v1`; with another host the path is the person's to say. */
const hostsWithV1 = new Set([
  'api.openai.com',
  'api.anthropic.com',
  'api.deepseek.com',
  'api.mistral.ai',
  'api.together.xyz',
  'api.x.ai',
]);

/** True for this machine: localhost and the loopback addresses. */
function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(?:\.\d+){3}$/.test(host)
  );
}

/** True for hosts of the local network, which rarely have a certificate. */
function isLocalNetwork(host: string): boolean {
  return (
    host.endsWith('.local') ||
    /^10(?:\.\d+){3}$/.test(host) ||
    /^192\.168(?:\.\d+){2}$/.test(host) ||
    /^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$/.test(host)
  );
}

function parse(typed: string): URL {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) {
    if (URL.canParse(typed)) return new URL(typed);
  } else if (URL.canParse(`http://${typed}`)) {
    const plain = new URL(`http://${typed}`);
    const host = plain.hostname;
    if (isLoopback(host) || isLocalNetwork(host) || host === '0.0.0.0') return plain;
    return new URL(`https://${typed}`);
  }
  throw expected(
    'invalid',
    'This is not a web address. Enter one such as https://api.openai.com/v1 or localhost:11434.',
  );
}

/**
 * Makes a base URL of what was typed or pasted: adds a missing scheme (http for this machine and the
 * local network, else https), removes a trailing slash and an endpoint such as `/chat/completions`,
 * keeps any other path. Without a path, a local server, or one known for it, gets `/v1`.
 * Throws an ExpectedError (`invalid`) that says what to type instead.
 */
export function normaliseBaseUrl(typed: string): string {
  const text = typed.trim();
  if (text === '') {
    throw expected('invalid', 'Enter the address of a server, such as https://api.openai.com/v1.');
  }
  const url = parse(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw expected(
      'invalid',
      `An address that starts with ${url.protocol}// will not do. Use one that starts with https:// or http://.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw expected(
      'invalid',
      'Leave the user name and password out of the address. A key has a field of its own.',
    );
  }
  if (url.search !== '') {
    throw expected(
      'invalid',
      'Leave out the question mark and what follows it. A key has a field of its own.',
    );
  }
  // Servers print the address they listen on; 0.0.0.0 cannot be connected to everywhere.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  const path = url.pathname.replace(/\/+$/, '').replace(endpointSuffix, '').replace(/\/+$/, '');
  const host = url.hostname;
  const needsV1 = isLoopback(host) || isLocalNetwork(host) || hostsWithV1.has(host);
  return `${url.origin}${path === '' && needsV1 ? '/v1' : path}`;
}

/** The origin of a base URL, to which a key is bound; '' for the demo, which has none. */
export function originOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : '';
}
