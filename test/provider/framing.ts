/** How a stream's bytes are formatted and split, whatever their content. */
export interface Framing {
  readonly eol: '\n' | '\r\n' | '\r';
  /** One space after `data:`, as nearly all servers send it. */
  readonly space: boolean;
  /** A byte order mark before the first byte. */
  readonly bom: boolean;
  /** A comment line (a heartbeat) before every nth event; 0 for none. */
  readonly commentEvery: number;
  /** `event: message` and an increasing `id:` before the data of every event. */
  readonly eventLines: boolean;
  /** Pretty-prints each chunk, with one `data:` line per line of JSON. */
  readonly multiline: boolean;
  /**
   * `single` ends an event with one line end instead of an empty line, which SSE does not allow.
   */
  readonly blank: 'double' | 'single';
  /** Escapes everything outside ASCII as \uXXXX, as Python's json.dumps does. */
  readonly ascii: boolean;
  /** `early` sends [DONE] right after the finish reason, before the rest (usage). */
  readonly done: 'normal' | 'missing' | 'early';
  /**
   * How the bytes are split into writes. `natural` leaves it to the system (events sent in one turn
   * of the event loop may share a packet). All others let the event loop turn between writes with
   * Nagle's algorithm off, so that every piece is a separate packet: `event` one event per write,
   * `byte` one byte, `random` pieces of 1 to 40 bytes across events (see `seed`), `mid-utf8` a
   * split inside every character of two bytes or more. `whole` collects everything up to the next
   * wait or the end.
   */
  readonly split: 'natural' | 'event' | 'byte' | 'random' | 'mid-utf8' | 'whole';
  readonly seed: number;
  /** `close` sends no chunked encoding: the end of the connection is the end of the body. */
  readonly transfer: 'chunked' | 'close';
}

/** The framing of well-behaved servers. */
export const defaultFraming: Framing = {
  eol: '\n',
  space: true,
  bom: false,
  commentEvery: 0,
  eventLines: false,
  multiline: false,
  blank: 'double',
  ascii: false,
  done: 'normal',
  split: 'natural',
  seed: 1,
  transfer: 'chunked',
};

/** Framings that every client must read alike; tests iterate over them. */
export const framings: Readonly<Record<string, Partial<Framing>>> = {
  plain: {},
  crlf: { eol: '\r\n' },
  cr: { eol: '\r' },
  'no-space': { space: false },
  bom: { bom: true },
  comments: { commentEvery: 2 },
  'event-lines': { eventLines: true },
  multiline: { multiline: true },
  ascii: { ascii: true },
  'done-missing': { done: 'missing' },
  'one-event-per-packet': { split: 'event' },
  'byte-by-byte': { split: 'byte' },
  'byte-by-byte-crlf': { split: 'byte', eol: '\r\n', bom: true, commentEvery: 3 },
  'mid-utf8': { split: 'mid-utf8' },
  random: { split: 'random', seed: 7 },
  'random-cr-no-space': { split: 'random', seed: 11, eol: '\r', space: false },
  whole: { split: 'whole' },
  'until-close': { transfer: 'close' },
};

/** Writes JSON according to the framing. */
export function encodeJson(value: unknown, framing: Framing): string {
  const json = JSON.stringify(value, null, framing.multiline ? 1 : 0);
  if (!framing.ascii) return json;
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One server-sent event. `index` counts the events of a stream from 0. */
export function frameEvent(data: string, framing: Framing, index: number, name?: string): string {
  const { eol } = framing;
  const commented = framing.commentEvery > 0 && index % framing.commentEvery === 0;
  let text = commented ? `: keep-alive ${index}${eol}${eol}` : '';
  if (name !== undefined) text += `event: ${name}${eol}`;
  else if (framing.eventLines) text += `event: message${eol}id: ${index}${eol}`;
  for (const line of data.split('\n')) text += `data:${framing.space ? ' ' : ''}${line}${eol}`;
  return framing.blank === 'double' ? text + eol : text;
}

/** Deterministic pseudo-random numbers in [0, 1) from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function cutAt(bytes: Buffer, inside: (index: number) => boolean): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let index = 1; index < bytes.length; index += 1) {
    if (!inside(index)) continue;
    pieces.push(bytes.subarray(start, index));
    start = index;
  }
  if (start < bytes.length) pieces.push(bytes.subarray(start));
  return pieces;
}

/** Splits a stream of bytes; `flush` returns the remaining bytes. */
export interface Cutter {
  /** Takes bytes and returns the pieces to write now, each separately. */
  readonly add: (bytes: Buffer) => readonly Buffer[];
  readonly flush: () => readonly Buffer[];
}

/** Makes the cutter for a framing's `split`. */
export function createCutter(framing: Framing): Cutter {
  const nothing = (): readonly Buffer[] => [];
  switch (framing.split) {
    case 'natural':
    case 'event':
      return { add: (bytes) => [bytes], flush: nothing };
    case 'byte':
      return { add: (bytes) => cutAt(bytes, () => true), flush: nothing };
    case 'mid-utf8': {
      const isContinuation = (byte: number | undefined): boolean => ((byte ?? 0) & 0xc0) === 0x80;
      return {
        add: (bytes) =>
          cutAt(bytes, (at) => isContinuation(bytes[at]) && !isContinuation(bytes[at - 1])),
        flush: nothing,
      };
    }
    case 'random': {
      const random = randomFrom(framing.seed);
      const draw = (): number => 1 + Math.floor(random() * 40);
      let held = Buffer.alloc(0);
      let size = draw();
      return {
        add: (bytes) => {
          held = Buffer.concat([held, bytes]);
          const pieces: Buffer[] = [];
          while (held.length >= size) {
            pieces.push(held.subarray(0, size));
            held = held.subarray(size);
            size = draw();
          }
          return pieces;
        },
        flush: () => {
          const rest = held.length > 0 ? [held] : [];
          held = Buffer.alloc(0);
          return rest;
        },
      };
    }
    case 'whole': {
      let held: Buffer[] = [];
      return {
        add: (bytes) => {
          held.push(bytes);
          return [];
        },
        flush: () => {
          const whole = Buffer.concat(held);
          held = [];
          return whole.length > 0 ? [whole] : [];
        },
      };
    }
  }
}
