import { createStreamNotes, type StreamNotes } from './stream-notes.ts';

type Fetch = typeof globalThis.fetch;

/** Most that is kept of a body which brings no event, in bytes: enough for a long answer in one piece. */
const mostKept = 9 * 1024 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

/**
 * What came over the wire, beside what the SDK makes of it: the SDK takes a web page, a plain JSON
 * answer or an empty body with status 200 for a stream without events and says nothing.
 */
export interface BodyWatch {
  readonly fetch: Fetch;
  /** The body as text, as long as {@link forget} was not called; of the last attempt. */
  readonly kept: () => string;
  /** Events do arrive: nothing more is kept. */
  readonly forget: () => void;
  /** What else was said in the body; of the last attempt. */
  readonly notes: () => StreamNotes;
  /** The body ended by itself. */
  readonly ended: () => boolean;
  /** True when the body ended by itself, but not with a line end: the rest is missing. */
  readonly endedInsideLine: () => boolean;
}

/**
 * Wraps `fetch`. `onLife` is called for every attempt, answer and piece of a body, and whenever more
 * is asked of the server; `onRest` when nothing is, because whoever reads has not asked for more.
 * Nothing is delayed.
 */
export function watchBody(
  fetch: Fetch,
  onLife: () => void,
  onRest: () => void = () => undefined,
): BodyWatch {
  let pieces: Uint8Array[] = [];
  let bytesKept = 0;
  let keeping = true;
  let lastByte = lineFeed;
  let ended = false;
  let notes = createStreamNotes();

  const note = (piece: Uint8Array): void => {
    onLife();
    notes.take(piece);
    lastByte = piece.at(-1) ?? lastByte;
    if (!keeping || bytesKept + piece.length > mostKept) return;
    pieces.push(piece);
    bytesKept += piece.length;
  };

  const watched = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
    const reader = body.getReader();
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          onLife();
          const result = await reader.read();
          if (result.done) {
            ended = true;
            controller.close();
            return;
          }
          note(result.value);
          controller.enqueue(result.value);
          onRest();
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  };

  return {
    async fetch(input, init) {
      onLife();
      pieces = [];
      bytesKept = 0;
      ended = false;
      lastByte = lineFeed;
      notes = createStreamNotes();
      const response = await fetch(input, init);
      onLife();
      const { body, status, statusText, headers } = response;
      if (body === null) return response;
      return new Response(watched(body), { status, statusText, headers });
    },
    kept: () => Buffer.concat(pieces).toString('utf8'),
    forget() {
      keeping = false;
      pieces = [];
    },
    notes: () => notes,
    ended: () => ended,
    endedInsideLine: () => ended && lastByte !== lineFeed && lastByte !== carriageReturn,
  };
}
