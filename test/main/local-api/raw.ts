import { connect, type Socket } from 'node:net';

/** A socket of our own, on which every byte is decided by the test. */
export interface RawSocket {
  readonly socket: Socket;
  readonly send: (bytes: string | Uint8Array) => void;
  /** Everything that came so far. */
  readonly received: () => string;
  /** Resolves with everything that came once the other side has closed. */
  readonly closed: Promise<string>;
}

/** Connects to a port of this machine. */
export function openRaw(port: number): RawSocket {
  const pieces: Buffer[] = [];
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const received = (): string => Buffer.concat(pieces).toString('utf8');
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  // A reset is one of the ways to be refused; what came before it is what counts.
  socket.on('error', () => socket.destroy());
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(received()));
  });
  return { socket, received, closed, send: (bytes) => void socket.write(bytes) };
}

/** The status line's number; 0 when none came. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** The body of an answer that was not chunked, parsed. */
export function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}
