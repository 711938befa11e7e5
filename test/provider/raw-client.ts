import { connect } from 'node:net';

/** A raw response from the socket, before any library interpreted it. */
export interface RawReply {
  /** 0 if there was no status line. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body without chunked encoding. */
  readonly body: Buffer;
  /** The size of each read from the socket, in bytes. */
  readonly reads: readonly number[];
  /** True if the body ended as its headers promised. */
  readonly whole: boolean;
  readonly end: 'fin' | 'reset' | 'hung-up';
}

/** A request on a raw socket. */
export interface RawExchange {
  readonly reply: Promise<RawReply>;
  /** Everything received so far, including head and encoding. */
  readonly received: () => string;
  /** Closes the connection from the client's side; the reply is everything received until then. */
  readonly hangUp: () => void;
}

function dechunk(encoded: Buffer): { body: Buffer; whole: boolean } {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = encoded.indexOf('\r\n', at);
    if (lineEnd < 0) return { body: Buffer.concat(pieces), whole: false };
    const size = Number.parseInt(encoded.toString('latin1', at, lineEnd), 16);
    if (size === 0) return { body: Buffer.concat(pieces), whole: true };
    pieces.push(encoded.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

function parseReply(raw: Buffer): Pick<RawReply, 'status' | 'headers' | 'body' | 'whole'> {
  const headEnd = raw.indexOf('\r\n\r\n');
  if (headEnd < 0) return { status: 0, headers: new Map(), body: raw, whole: false };
  const [statusLine = '', ...lines] = raw.toString('latin1', 0, headEnd).split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const status = Number(statusLine.split(' ')[1]);
  const rest = raw.subarray(headEnd + 4);
  if (headers.get('transfer-encoding') === 'chunked') {
    return { status, headers, ...dechunk(rest) };
  }
  const length = headers.get('content-length');
  return { status, headers, body: rest, whole: length === undefined || +length === rest.length };
}

/** Posts JSON over a plain socket and records every byte of the answer. */
export function postRaw(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RawExchange {
  const { hostname, port, pathname, host } = new URL(url);
  const payload = Buffer.from(JSON.stringify(body));
  const pieces: Buffer[] = [];
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const head = Object.entries({
    host,
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(payload.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${pathname} HTTP/1.1\r\n${head.join('')}\r\n`);
  socket.write(payload);
  let end: RawReply['end'] = 'fin';
  const reply = new Promise<RawReply>((resolve, reject) => {
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') end = 'reset';
      else reject(error);
    });
    socket.on('close', () => {
      const reads = pieces.map((piece) => piece.length);
      resolve({ ...parseReply(Buffer.concat(pieces)), reads, end });
    });
  });
  return {
    reply,
    received: () => Buffer.concat(pieces).toString('utf8'),
    hangUp() {
      end = 'hung-up';
      socket.destroy();
    },
  };
}

/** Reads an asynchronous sequence to its end. Rejects if the sequence does. */
export async function collect<T>(sequence: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of sequence) items.push(item);
  return items;
}
