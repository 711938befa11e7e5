/** What a server asks for when it refuses a request. */
export interface Challenge {
  /** The URL of the server's description (RFC 9728); null if not given. */
  readonly metadata: string | null;
  /** Scopes, separated by spaces; null if not given. */
  readonly scope: string | null;
  /** The code of the error, such as `insufficient_scope`; null if not given. */
  readonly error: string | null;
}

/** The longest header that is read, in UTF-16 code units. */
const longestHeader = 8000;

/** A scheme, a name with a quoted or bare value, or a separator. */
const piece = /([\w.~+/-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?|[,\s]/gy;

/** Returns the parameters of the challenge with the scheme `Bearer`; null if there is none. */
function bearerParameters(header: string): ReadonlyMap<string, string> | null {
  let found: Map<string, string> | null = null;
  let isBearer = false;
  for (const match of header.slice(0, longestHeader).matchAll(piece)) {
    const [, name, quoted, bare] = match;
    if (name === undefined) continue;
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) {
      isBearer = name.toLowerCase() === 'bearer';
      if (isBearer) found ??= new Map();
      continue;
    }
    const key = name.toLowerCase();
    if (isBearer && found !== null && !found.has(key)) found.set(key, value);
  }
  return found;
}

/**
 * Reads the header `WWW-Authenticate`, which may contain several challenges. The SDK reads only the
 * first and finds parameters inside of others.
 */
export function challengeIn(headers: Headers): Challenge | null {
  const header = headers.get('www-authenticate');
  const parameters = header === null ? null : bearerParameters(header);
  if (parameters === null) return null;
  const of = (name: string): string | null => parameters.get(name)?.trim() || null;
  return { metadata: of('resource_metadata'), scope: of('scope'), error: of('error') };
}

/** The longest list of scopes that is used: addresses must not be endless. */
const longestScopes = 2000;

/** Returns scopes that a server names; none if there are too many to be asked for at once. */
export function namedScopes(list: string | undefined | null): readonly string[] {
  return list === undefined || list === null || list.length > longestScopes ? [] : scopesIn(list);
}

/** Returns the scopes in lists separated by spaces, each once. */
export function scopesIn(...lists: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list?.split(/\s+/) ?? []).filter(Boolean))];
}
