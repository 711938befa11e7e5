import type { Arrivals } from './packets/arrivals.ts';
import { createEventJoiner } from './packets/join-events.ts';
import { createStreamNotes, type StreamNotes } from './stream-notes.ts';
import type { Watchdog } from './watchdog.ts';

type Fetch = typeof globalThis.fetch;

/** How much of a body without events is buffered (bytes): enough for a long answer in one piece. */
const maxKept = 9 * 1024 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Observes what arrives over the wire, alongside the SDK. The SDK treats a web page, a plain JSON
 * answer or an empty body with status 200 as a stream without events and reports nothing.
 */
export interface BodyWatch {
  readonly fetch: Fetch;
  /** The body of the last attempt as text, unless {@link forget} was called. */
  readonly kept: () => string;
  /** Called once events arrive: nothing more is buffered. */
  readonly forget: () => void;
  /** Anything else that the body of the last attempt contained. */
  readonly notes: () => StreamNotes;
  /** The headers of the last response; null if none has come. */
  readonly headers: () => Headers | null;
  /** True if the body ended normally. */
  readonly ended: () => boolean;
  /** True if the body ended normally but in the middle of a line: the rest is missing. */
  readonly endedInsideLine: () => boolean;
}

/** The listeners to requests for bytes and to their arrival. */
interface Listeners {
  /**
   * Touched with every attempt, response and piece of a body, and whenever more is asked for; at
   * rest when nothing is, because the reader has enough.
   */
  readonly watchdog: Pick<Watchdog, 'touch' | 'rest'>;
  readonly arrivals: Pick<Arrivals, 'wanted' | 'came'>;
}

/** Wraps `fetch`. Nothing is delayed, and events that came together are joined. */
export function watchBody(fetch: Fetch, { watchdog, arrivals }: Listeners): BodyWatch {
  let pieces: Uint8Array[] = [];
  let bytesKept = 0;
  let keeping = true;
  let lastByte = lineFeed;
  let ended = false;
  let received: Headers | null = null;
  let notes = createStreamNotes();

  const note = (piece: Uint8Array): void => {
    watchdog.touch();
    arrivals.came();
    notes.take(piece);
    lastByte = piece.at(-1) ?? lastByte;
    if (!keeping || bytesKept + piece.length > maxKept) return;
    pieces.push(piece);
    bytesKept += piece.length;
  };

  const watched = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
    const reader = body.getReader();
    const join = createEventJoiner();
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          watchdog.touch();
          arrivals.wanted();
          const result = await reader.read();
          if (result.done) {
            ended = true;
            controller.close();
            return;
          }
          const piece = join(result.value);
          note(piece);
          controller.enqueue(piece);
          watchdog.rest();
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  };

  return {
    async fetch(input, init) {
      watchdog.touch();
      pieces = [];
      bytesKept = 0;
      ended = false;
      lastByte = lineFeed;
      received = null;
      notes = createStreamNotes();
      const response = await fetch(input, init);
      watchdog.touch();
      const { body, status, statusText, headers } = response;
      received = headers;
      if (body === null) return response;
      return new Response(watched(body), { status, statusText, headers });
    },
    kept: () => Buffer.concat(pieces).toString('utf8'),
    forget() {
      keeping = false;
      pieces = [];
    },
    notes: () => notes,
    headers: () => received,
    ended: () => ended,
    endedInsideLine: () => ended && lastByte !== lineFeed && lastByte !== carriageReturn,
  };
}
