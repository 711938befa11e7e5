import { createServer, type AddressInfo, type Server } from 'node:net';

/** The two loopback addresses, which only this machine can reach. */
const loopbacks = ['127.0.0.1', '::1'] as const;
/** How many ports after the wanted one are tried before a random one. */
const portsTried = 20;
/**
 * How many times another port is drawn if one that is free on one address is taken on the other.
 */
const draws = 20;

/** Another program uses the port, on at least one of the two addresses. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken`, { cause });
    this.port = port;
  }
}

/** The servers: on the same port of each address that this machine has. */
export interface Listening<S extends Server> {
  /** `http://127.0.0.1:PORT`, or `http://[::1]:PORT` if that is the only one. */
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
/** EACCES: the system reserves the port for something else. */
const isTaken = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes(codeOf(error));
/** The machine has no such address, for example because IPv6 is disabled. */
const isAbsent = (error: unknown): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EINVAL'].includes(codeOf(error));

/** Listens on one port of both addresses, or not at all. Throws PortTaken, or Node's error. */
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
 * Listens on the wanted port (0: any). `open` creates the servers, one for each address. If the
 * port is taken and `mayMove`, uses the next free one. Throws PortTaken, or Node's error.
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

/** A port to suggest that is free on both addresses right now, preferably soon after `taken`. */
export async function freePortAfter(taken: number): Promise<number | null> {
  try {
    const { port, servers } = await listen(createServer, Math.min(taken + 1, 65_535), true);
    await Promise.all(servers.map(close));
    return port;
  } catch {
    // There is none to suggest; the person can still type one.
    return null;
  }
}
