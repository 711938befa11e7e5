import { expected, ExpectedError } from '../../shared/expected.ts';
import { manifestLimits, manifestName, type Manifest } from './manifest.ts';
import { readSignedList } from './signature.ts';

type Fetch = typeof globalThis.fetch;

/** Where updates are, and who may sign them. */
export interface Feed {
  /** The address of the folder, ending in `/`. */
  readonly url: string;
  /** Ed25519 public keys: the 32 bytes in base64. */
  readonly keys: readonly string[];
}

/** How long a feed may take (ms). */
export interface FeedTimes {
  /** The whole list. */
  readonly listMs: number;
  /** Between two pieces of a file. */
  readonly silenceMs: number;
}

export const feedTimes: FeedTimes = { listMs: 30_000, silenceMs: 60_000 };

const maxRedirects = 3;

/** The place that an answer leads to; null if it is no redirect. Throws for another server. */
function redirectOf(response: Response, url: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get('location') ?? '';
  const target = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
  if (target === null) throw expected('update_unreadable', {});
  if (target.origin !== url.origin) throw expected('update_redirected', { host: target.host });
  return target;
}

/** Asks for a file of the feed. It never leaves the feed's server. Throws an ExpectedError. */
export async function askFeed(
  fetch: Fetch,
  address: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  let url = address;
  for (let count = 0; count <= maxRedirects; count += 1) {
    const response = await fetch(url.href, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    const target = redirectOf(response, url);
    if (target === null) {
      if (response.ok) return response;
      await response.body?.cancel();
      throw expected('update_status', { status: response.status });
    }
    await response.body?.cancel();
    url = target;
  }
  throw expected('update_redirected', { host: url.host });
}

/** Converts the error of a request to the feed. Returns it unchanged if `signal` ended it. */
export function feedFailure(error: unknown, signal: AbortSignal | null): unknown {
  if (error instanceof ExpectedError || signal?.aborted === true) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return expected('update_slow', {});
  }
  return expected('update_unreachable', {}, { detail: String(error).slice(0, 200) });
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > manifestLimits.list) {
      // Leaving the loop cancels the body.
      throw expected('update_too_long', {});
    }
    pieces.push(piece);
  }
  if (size === 0) throw expected('update_empty', {});
  return Buffer.concat(pieces).toString('utf8');
}

/** Reads the list of a feed, signed by one of its keys. Throws an ExpectedError. */
export async function readFeed(
  fetch: Fetch,
  { url, keys }: Feed,
  { listMs }: FeedTimes,
): Promise<Manifest> {
  let text: string;
  try {
    const signal = AbortSignal.timeout(listMs);
    text = await textOf(await askFeed(fetch, new URL(manifestName, url), {}, signal));
  } catch (error) {
    throw feedFailure(error, null);
  }
  return readSignedList(text, keys);
}
