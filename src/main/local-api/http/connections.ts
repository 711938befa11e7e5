import type { Duplex } from 'node:stream';

/** The API's connections, on all addresses it listens on. */
export interface Connections {
  /** Adds a new connection. If there are too many, the one idle for longest is closed. */
  add(connection: Duplex): void;
  /** Marks a connection as busy until {@link rest}, so that it is not closed to make room. */
  work(connection: Duplex): void;
  rest(connection: Duplex): void;
}

/**
 * Keeps at most `most` connections. All come from this machine, so a limit per address could not
 * tell a flooding program from a normal one; only who has sent a request counts. Idle connections
 * are closed to make room, oldest first. A new one is refused only if all others are busy.
 */
export function createConnections(most: number): Connections {
  /** In the order in which they became idle. */
  const silent = new Set<Duplex>();
  /** The number of requests in progress on each. */
  const working = new Map<Duplex, number>();

  return {
    add(connection) {
      if (silent.size + working.size >= most) {
        const [oldest] = silent;
        if (oldest === undefined) {
          connection.destroy();
          return;
        }
        silent.delete(oldest);
        oldest.destroy();
      }
      silent.add(connection);
      connection.once('close', () => {
        silent.delete(connection);
        working.delete(connection);
      });
    },
    work(connection) {
      silent.delete(connection);
      working.set(connection, (working.get(connection) ?? 0) + 1);
    },
    rest(connection) {
      const left = (working.get(connection) ?? 0) - 1;
      if (left > 0) {
        working.set(connection, left);
        return;
      }
      // A connection that has closed in the meantime is in neither.
      if (working.delete(connection) && !connection.destroyed) silent.add(connection);
    },
  };
}
