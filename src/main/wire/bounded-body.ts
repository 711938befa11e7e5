import { limitAnswer } from './body-limits.ts';

type Fetch = typeof globalThis.fetch;

/** How much of a refusal's body is read (bytes); the rest is cancelled unread. */
export const maxErrorBytes = 64 * 1024;
/** How long a refusal's body may take (ms): one that trickles in would block its turn forever. */
export const longestErrorBodyMs = 10_000;

/** Limits on reading a body: its length and the time. */
interface Beginning {
  readonly maxBytes: number;
  readonly longestMs: number;
}

const errorLimits: Beginning = { maxBytes: maxErrorBytes, longestMs: longestErrorBodyMs };

/**
 * Reads the beginning of a body as text and cancels the rest. A broken connection also ends the
 * reading: what has arrived is enough to find a reason. Rejects only with `signal`'s reason.
 */
export async function readBeginning(
  { body }: Response,
  signal: AbortSignal | null | undefined,
  { maxBytes, longestMs }: Beginning = errorLimits,
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
  while (bytes < maxBytes) {
    const piece = await Promise.race([
      reader.read().then(
        ({ value }) => value ?? null,
        () => null,
      ),
      late,
    ]);
    if (piece === null) break;
    pieces.push(piece.subarray(0, maxBytes - bytes));
    bytes += piece.length;
  }
  // A server that never stops sending may ignore the cancellation too.
  void reader.cancel().catch(() => undefined);
  signal?.throwIfAborted();
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/**
 * Wraps `fetch` so that a body longer than `maxBytes` fails. `name` is the server's name, for the
 * error message.
 */
export function limitBodies(fetch: Fetch, maxBytes: number, name: string): Fetch {
  return async (input, init) =>
    limitAnswer(await fetch(input, init), name, { event: maxBytes, body: maxBytes });
}
