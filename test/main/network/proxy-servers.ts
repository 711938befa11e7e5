import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy on loopback that forwards everything to one target, whatever name was requested. */
export interface TestProxy {
  readonly port: number;
  /** The requested targets: `host:port` for tunnels, full addresses for plain requests. */
  readonly asked: string[];
  /** `user:password` as received, one for each request that had them. */
  readonly credentials: string[];
  close(): Promise<void>;
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function pipe(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
}

function portOf(target: string): number {
  return Number(new URL(target).port);
}

/**
 * An HTTP proxy for tunnels (CONNECT) and plain requests. `refuses` is the status of all its
 * answers.
 */
export async function startHttpProxy(
  target: string,
  options: { readonly refuses?: number; readonly wants?: string } = {},
): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const sockets = new Set<Socket>();
  const statusFor = (header: string | undefined): number => {
    const pair = Buffer.from((header ?? '').replace(/^Basic /, ''), 'base64').toString();
    if (header !== undefined) credentials.push(pair);
    if (options.wants !== undefined && pair !== options.wants) return 407;
    return options.refuses ?? 200;
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const status = statusFor(request.headers['proxy-authorization']);
    if (status !== 200) {
      request.resume();
      response.writeHead(status, { 'proxy-authenticate': 'Basic' }).end();
      return;
    }
    const path = new URL(request.url ?? '').pathname;
    const onward = forward(`${target}${path}`, { method: request.method }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    const status = statusFor(request.headers['proxy-authorization']);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${String(status)} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(portOf(target), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      pipe(socket, onward);
    });
    sockets.add(onward);
  });
  const port = await listen(server);
  return {
    port,
    asked,
    credentials,
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Reads a client's data byte by byte, on demand. */
function byteReader(socket: Socket): (count: number) => Promise<Buffer> {
  let held = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    wake();
  });
  return async (count) => {
    while (held.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
}

/** A SOCKS5 proxy. `refuses` is the code with which it answers (5: connection refused). */
export async function startSocksProxy(
  target: string,
  options: { readonly refuses?: number; readonly wants?: string } = {},
): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const sockets = new Set<Socket>();
  const serve = async (socket: Socket): Promise<void> => {
    const read = byteReader(socket);
    const [, methods = 0] = await read(2);
    const offered = await read(methods);
    const method = options.wants === undefined ? 0 : 2;
    if (!offered.includes(method)) {
      socket.end(Buffer.from([5, 0xff]));
      return;
    }
    socket.write(Buffer.from([5, method]));
    if (method === 2) {
      const [, nameLength = 0] = await read(2);
      const name = (await read(nameLength)).toString();
      const [wordLength = 0] = await read(1);
      const pair = `${name}:${(await read(wordLength)).toString()}`;
      credentials.push(pair);
      socket.write(Buffer.from([1, pair === options.wants ? 0 : 1]));
      if (pair !== options.wants) return;
    }
    const [, , , kind = 0] = await read(4);
    const [length = 4] = kind === 3 ? await read(1) : [kind === 1 ? 4 : 16];
    const address = await read(length);
    const port = (await read(2)).readUInt16BE();
    asked.push(`${kind === 3 ? address.toString() : address.join('.')}:${String(port)}`);
    const answer = Buffer.from([5, options.refuses ?? 0, 0, 1, 127, 0, 0, 1, 0, 0]);
    if (options.refuses !== undefined) {
      socket.end(answer);
      return;
    }
    const onward = connect(portOf(target), '127.0.0.1', () => {
      socket.write(answer);
      socket.removeAllListeners('data');
      pipe(socket, onward);
    });
    sockets.add(onward);
  };
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    void serve(socket);
  });
  const port = await listen(server);
  return {
    port,
    asked,
    credentials,
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((closed) => server.close(closed));
    },
  };
}
