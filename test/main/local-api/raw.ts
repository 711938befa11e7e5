import { connect, type Socket } from 'node:net';

/** A socket on which the test controls every byte. */
export interface RawSocket {
  readonly socket: Socket;
  readonly send: (bytes: string | Uint8Array) => void;
  /** Everything received so far. */
  readonly received: () => string;
  /** Resolves with everything received once the other side has closed. */
  readonly closed: Promise<string>;
}

/** Connects to a port of this machine. */
export function openRaw(port: number): RawSocket {
  const pieces: Buffer[] = [];
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const received = (): string => Buffer.concat(pieces).toString('utf8');
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  // A reset is one way to be refused. The data before it counts.
  socket.on('error', () => socket.destroy());
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(received()));
  });
  return { socket, received, closed, send: (bytes) => void socket.write(bytes) };
}

/** The number in the status line; 0 if there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** The parsed body of an answer that was not chunked. */
export function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}
