import type { Duplex } from 'node:stream';

/** The connections of the API, of all addresses it listens on. */
export interface Connections {
  /** A program has connected. When there are too many, the one that has been silent longest is closed. */
  add(connection: Duplex): void;
  /** A request on it is being answered until {@link rest}: it is not closed for another. */
  work(connection: Duplex): void;
  rest(connection: Duplex): void;
}

/**
 * Keeps at most `most` connections. All come from this machine, so no limit per address could tell a
 * program that floods from one that asks: what counts is who has asked. Connections without a request
 * make room, the oldest first; only when all are being answered is a new one closed.
 */
export function createConnections(most: number): Connections {
  /** In the order in which they became silent. */
  const silent = new Set<Duplex>();
  /** How many requests are being answered on each. */
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
      // One that has closed meanwhile is in neither.
      if (working.delete(connection) && !connection.destroyed) silent.add(connection);
    },
  };
}
