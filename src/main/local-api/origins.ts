import { expectedPlain } from '../../shared/expected.ts';

/** More web pages than one person lets in. */
const mostOrigins = 50;

/** Of no page that could ask, or of every page there is. */
const noOrigin = new Set(['javascript:', 'data:', 'blob:', 'about:', 'file:', 'ws:', 'wss:']);

const example = 'for example https://chat.example.com';

/**
 * An origin as browsers send it: scheme, host and port, in small letters, without the scheme's own port.
 * Throws an ExpectedError (`invalid`) that says what to type instead.
 */
export function readOrigin(typed: string): string {
  const text = typed.trim();
  if (text.includes('*')) {
    throw expectedPlain(
      'invalid',
      'Every web page has to be named by itself. An asterisk would let in all of them.',
    );
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw expectedPlain('invalid', `Begin with https:// or http://, ${example}.`);
  }
  if (!URL.canParse(text))
    throw expectedPlain('invalid', `This is not an address. Type one, ${example}.`);
  const { protocol, host, origin, pathname, search, hash, username, password } = new URL(text);
  if (noOrigin.has(protocol) || host === '') {
    throw expectedPlain('invalid', `No web page has an address like this. Type one, ${example}.`);
  }
  // Apps that show pages of their own have other schemes, and then the browser's parser knows no origin.
  const found = origin === 'null' ? `${protocol}//${host.toLowerCase()}` : origin;
  const isMore =
    (pathname !== '' && pathname !== '/') ||
    search !== '' ||
    hash !== '' ||
    username !== '' ||
    password !== '';
  if (isMore) {
    throw expectedPlain('invalid', `Only scheme, host and port count. Type ${found} instead.`);
  }
  return found;
}

/** Adds one to those that are allowed. Throws an ExpectedError (`invalid`). */
export function withOrigin(origins: readonly string[], typed: string): string[] {
  const origin = readOrigin(typed);
  if (origins.includes(origin)) return [...origins];
  if (origins.length >= mostOrigins) {
    throw expectedPlain('invalid', 'There are too many. Remove those you no longer use.');
  }
  return [...origins, origin];
}
