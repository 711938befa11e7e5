import { expected } from '../../shared/expected.ts';
import { createPauses } from '../event-loop/pauses.ts';

/** What a server may send in one answer, in bytes of the body as it is read (unpacked). */
export interface BodyLimits {
  /**
   * Up to an empty line, which ends an event; a line cannot be longer either. Whoever decodes events
   * gathers that much, and parses it in one go.
   */
  readonly event: number;
  readonly body: number;
}

const megabyte = 1024 ** 2;

/** The limits of the program. */
export const bodyLimits: BodyLimits = { event: 8 * megabyte, body: 64 * megabyte };

/** Empty lines, as the three line ends make them. */
const emptyLines = ['\n\n', '\r\n\r\n', '\r\r'];
/** An empty line may be cut: so many bytes of it may be in the piece before. */
const longestCut = 3;

/** Where the last empty line of a piece ends; -1: there is none. */
function lastEmptyLine(piece: Buffer): number {
  return Math.max(
    ...emptyLines.map((line) => {
      const at = piece.lastIndexOf(line);
      return at === -1 ? -1 : at + line.length;
    }),
  );
}

/** Takes pieces of a body; returns the bytes since the last empty line. Only looks for it, natively. */
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

/** Why a body was cut. */
function tooMuch(name: string, bytes: number): Error {
  const of = bytes === bodyLimits.body ? 'answer' : 'piece';
  return expected('too_many_bytes', { provider: name, bytes, of });
}

/**
 * Cuts the connection when a server sends more than an answer may be, before anything gathers it: the
 * body fails with an ExpectedError (`bad_response`). `name` is the server's.
 */
export function limitBody(
  response: Response,
  name: string,
  limits: BodyLimits = bodyLimits,
): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  const longestEvent = createEventCount();
  let bytes = 0;
  // What has come already is read without a pause between its pieces: nobody else would have a turn.
  const pause = createPauses();
  const reader = body.getReader();
  const limited = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await pause();
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        bytes += value.byteLength;
        const isTooLong = longestEvent(value) > limits.event;
        if (!isTooLong && bytes <= limits.body) {
          controller.enqueue(value);
          return;
        }
        const error = tooMuch(name, isTooLong ? limits.event : limits.body);
        controller.error(error);
        await reader.cancel(error);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(limited, { status, statusText, headers });
}
