import { createServer, type AddressInfo, type Server } from 'node:net';

/** The two addresses by which this machine names itself; only this machine can reach them. */
const loopbacks = ['127.0.0.1', '::1'] as const;
/** How many ports after the wanted one are tried, before any that is free. */
const portsTried = 20;
/** How often another port is drawn when a free one of one address is taken on the other. */
const draws = 20;

/** Another program has the port, on one of the two addresses at least. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken`, { cause });
    this.port = port;
  }
}

/** Where it listens: the same port on each address that this machine has. */
export interface Listening<S extends Server> {
  /** `http://127.0.0.1:PORT`, or `http://[::1]:PORT` where there is no other. */
  readonly address: string;
  readonly port: number;
  readonly servers: readonly S[];
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
/** EACCES: the system keeps the port for something else. */
const isTaken = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes(codeOf(error));
/** The machine has no such address, as where IPv6 is switched off. */
const isAbsent = (error: unknown): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EINVAL'].includes(codeOf(error));

/** Listens on one port, on both addresses or not at all. Throws PortTaken, or Node's error. */
async function listenOnBoth<S extends Server>(
  open: () => S,
  wanted: number,
): Promise<Listening<S>> {
  const servers: S[] = [];
  const hosts: string[] = [];
  let port = wanted;
  let absence: unknown = null;
  for (const host of loopbacks) {
    const server = open();
    try {
      port = await listenOn(server, host, port);
      servers.push(server);
      hosts.push(host);
    } catch (error) {
      if (isAbsent(error)) {
        absence = error;
        continue;
      }
      await Promise.all(servers.map(close));
      throw isTaken(error) ? new PortTaken(port, error) : error;
    }
  }
  const [host] = hosts;
  if (host === undefined) throw absence;
  return { address: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port, servers };
}

/** Listens on any port that is free on both addresses. */
async function listenAnywhere<S extends Server>(open: () => S): Promise<Listening<S>> {
  for (let draw = 1; ; draw += 1) {
    try {
      return await listenOnBoth(open, 0);
    } catch (error) {
      if (!(error instanceof PortTaken) || draw === draws) throw error;
    }
  }
}

/**
 * Listens on the wanted port (0: any), of servers that `open` makes, one for each address. When it is
 * taken and `mayMove`, on the next free one. Throws PortTaken, or Node's error.
 */
export async function listen<S extends Server>(
  open: () => S,
  wanted: number,
  mayMove: boolean,
): Promise<Listening<S>> {
  if (wanted === 0) return listenAnywhere(open);
  const next = Array.from({ length: portsTried }, (_, index) => wanted + 1 + index);
  const ports = mayMove ? [wanted, ...next.filter((port) => port < 65_536)] : [wanted];
  for (const port of ports) {
    try {
      return await listenOnBoth(open, port);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      if (!mayMove) throw error;
    }
  }
  return listenAnywhere(open);
}

/** A port that was free on both addresses just now, to be offered: the next after `taken` if there is one. */
export async function freePortAfter(taken: number): Promise<number | null> {
  try {
    const { port, servers } = await listen(createServer, Math.min(taken + 1, 65_535), true);
    await Promise.all(servers.map(close));
    return port;
  } catch {
    // There is none to offer; the person can still type one.
    return null;
  }
}
