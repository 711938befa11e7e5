import { limitBody } from './body-limits.ts';

type Fetch = typeof globalThis.fetch;

/** Most that is read of the body of a refusal, in bytes; the rest is cancelled unread. */
export const mostErrorBytes = 64 * 1024;
/** How long the body of a refusal may take, in ms: one that drips would hold its turn for ever. */
export const longestErrorBodyMs = 10_000;

/** How much of a body is read, and for how long. */
interface Beginning {
  readonly mostBytes: number;
  readonly longestMs: number;
}

const errorLimits: Beginning = { mostBytes: mostErrorBytes, longestMs: longestErrorBodyMs };

/**
 * Reads the beginning of a body as text, and cancels the rest. A connection that breaks ends it too:
 * what came is enough for a reason. Rejects only with `signal`'s own reason.
 */
export async function readBeginning(
  { body }: Response,
  signal: AbortSignal | null | undefined,
  { mostBytes, longestMs }: Beginning = errorLimits,
): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const late = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), longestMs);
    timer.unref();
    signal?.addEventListener('abort', () => resolve(null), { once: true });
    void reader.closed.catch(() => undefined).finally(() => clearTimeout(timer));
  });
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < mostBytes) {
    const piece = await Promise.race([
      reader.read().then(
        ({ value }) => value ?? null,
        () => null,
      ),
      late,
    ]);
    if (piece === null) break;
    pieces.push(piece.subarray(0, mostBytes - bytes));
    bytes += piece.length;
  }
  // A server that sends without end may ignore the cancel as well.
  void reader.cancel().catch(() => undefined);
  signal?.throwIfAborted();
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Wraps `fetch` so that a body fails beyond so many bytes. `name` is the server's, for the message. */
export function limitBodies(fetch: Fetch, mostBytes: number, name: string): Fetch {
  return async (input, init) =>
    limitBody(await fetch(input, init), name, { event: mostBytes, body: mostBytes });
}
