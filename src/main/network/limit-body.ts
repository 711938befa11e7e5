import { createPauses } from '../event-loop/pauses.ts';

/** Limits on the body of one answer, in bytes as it is read (uncompressed). */
export interface BodyLimits {
  /**
   * Bytes up to the empty line that ends an event; this also limits the length of a line. The event
   * decoder buffers that much and parses it in one go.
   */
  readonly event: number;
  readonly body: number;
}

/**
 * The most bytes passed on at once. A piece from a socket contains hundreds of events, and each
 * takes time to process.
 */
const maxAtOnce = 4096;

/** Empty lines, for each of the three line endings. */
const emptyLines = ['\n\n', '\r\n\r\n', '\r\r'];
/** An empty line may be split: up to this many bytes of it may be in the previous piece. */
const longestCut = 3;

/** The offset after the last empty line of a piece; -1 if there is none. */
function lastEmptyLine(piece: Buffer): number {
  return Math.max(
    ...emptyLines.map((line) => {
      const at = piece.lastIndexOf(line);
      return at === -1 ? -1 : at + line.length;
    }),
  );
}

/**
 * Returns a function that takes pieces of a body and returns the number of bytes since the last
 * empty line. The search is native.
 */
function createEventCount(): (piece: Uint8Array) => number {
  let inEvent = 0;
  let tail = Buffer.alloc(0);
  return (piece) => {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const seam = Buffer.concat([tail, bytes.subarray(0, longestCut)]);
    const atSeam = lastEmptyLine(seam);
    const within = lastEmptyLine(bytes);
    tail = Buffer.concat([tail, bytes.subarray(-longestCut)]).subarray(-longestCut);
    if (within === -1 && atSeam === -1) inEvent += bytes.length;
    else inEvent = bytes.length - Math.max(within, 0);
    return inEvent;
  };
}

/**
 * Cuts the connection when a server sends more than an answer may contain, before anything buffers
 * it. The body fails with the error that `errorFor` returns for the exceeded limit. `atOnce`: the
 * most bytes passed on at once.
 */
export function limitBody(
  response: Response,
  limits: BodyLimits,
  errorFor: (met: keyof BodyLimits) => Error,
  atOnce = maxAtOnce,
): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  const longestEvent = createEventCount();
  let bytes = 0;
  // Data that has already arrived is read without waiting, which would starve everything else.
  const pause = createPauses();
  const reader = body.getReader();
  /** Bytes that were read but not passed on yet. */
  let rest: Uint8Array = new Uint8Array();
  const handOn = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    controller.enqueue(rest.subarray(0, atOnce));
    rest = rest.subarray(atOnce);
  };
  const limited = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await pause();
        if (rest.byteLength > 0) {
          handOn(controller);
          return;
        }
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        bytes += value.byteLength;
        const isTooLong = longestEvent(value) > limits.event;
        if (!isTooLong && bytes <= limits.body) {
          rest = value;
          handOn(controller);
          return;
        }
        const error = errorFor(isTooLong ? 'event' : 'body');
        controller.error(error);
        await reader.cancel(error);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(limited, { status, statusText, headers });
}
