import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The data that a second start sends to the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

let server: Server | null = null;
let lockedPath = '';
let delivery: Promise<void> = Promise.resolve();

/** On Linux and Windows the name vanishes with its process, however that ends. */
function lockPath(userData: string): string {
  const name = `parley-stand-in-${createHash('sha256').update(userData).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}

/**
 * Allows one program per userData directory. Returns true if this process holds the lock; otherwise
 * notifies the holder and returns false. This works because Node binds local sockets synchronously.
 */
export function requestLock(
  userData: string,
  own: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  if (server) return true;
  const path = lockPath(userData);
  const candidate = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => {
      socket.end();
      onSecond(JSON.parse(text) as SecondInstance);
    });
    socket.on('error', () => undefined);
  });
  candidate.on('error', () => undefined);
  candidate.listen(path);
  if (candidate.listening) {
    candidate.unref();
    server = candidate;
    lockedPath = path;
    return true;
  }
  delivery = new Promise((resolve) => {
    const socket = connect(path, () => socket.end(JSON.stringify(own)));
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });
  return false;
}

/** Resolves when the first instance has been notified. An exit waits for it. */
export function lockDelivered(): Promise<void> {
  return delivery;
}

/** Whether this process holds the lock. */
export function hasLock(): boolean {
  return server !== null;
}

/** Lets another process take the lock. */
export function releaseLock(): void {
  server?.close();
  server = null;
  if (lockedPath.startsWith('/')) {
    try {
      unlinkSync(lockedPath);
    } catch {
      // Node has removed it with the server.
    }
  }
  lockedPath = '';
}
