import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { AskedFor, Behaviour, ChatRequestBody } from './behaviour.ts';
import type { Framing } from './framing.ts';
import { createLive, type Live } from './live.ts';
import { noteEnding, respond } from './respond.ts';
import {
  createWatch,
  epochNow,
  type Ending,
  type RecordedRequest,
  type Recording,
  type RequestKind,
} from './recording.ts';
import { endpointOf, kindOf } from './routes.ts';
import { embeddings, modelList } from './served.ts';
import type { Exchange } from './wire.ts';

/** Options for starting a provider. */
export interface ProviderOptions {
  /** If given, every request needs it as a bearer token. */
  readonly apiKey?: string;
  /** The ids listed by /v1/models. */
  readonly models?: readonly string[];
  /** Default 0: any free port. */
  readonly port?: number;
  /** The first default of {@link Provider.script}. */
  readonly behaviour?: Behaviour;
  /** The path of the API; by default `/v1`, or that of a deployment. */
  readonly basePath?: string;
  /** Answers every request, whatever the scripts and the key say. */
  readonly serve?: (request: RecordedRequest) => Behaviour;
}

/** A running scripted provider. Requests are counted from 1. */
export interface Provider {
  /** `http://127.0.0.1:PORT/v1`, or with the path of the API. */
  readonly baseUrl: string;
  readonly port: number;
  /** All requests, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  readonly requestsOf: (kind: RequestKind) => readonly RecordedRequest[];
  /** Sets the behaviour of streamed chat completions and responses from now on. */
  readonly script: (behaviour: Behaviour) => void;
  /**
   * Queues a behaviour before the default, `times` times (default once). The queue is used in
   * order.
   */
  readonly next: (behaviour: Behaviour, times?: number) => void;
  /** Chooses per request, before queue and default; undefined leaves the choice to them. */
  readonly onRequest: (choose: (asked: AskedFor) => Behaviour | undefined) => void;
  /** Queues a stream that the test writes by hand. */
  readonly live: (framing?: Partial<Framing>) => Live;
  /** Sets the behaviour of completions without streaming (titles) from now on. */
  readonly scriptTitle: (behaviour: Behaviour) => void;
  /** Sets the behaviour of embeddings from now on; by default each input gets a short vector. */
  readonly scriptEmbeddings: (behaviour: Behaviour) => void;
  readonly scriptModels: (behaviour: Behaviour) => void;
  /** Resolves with the nth request of a kind (default stream), now or when it arrives. */
  readonly waitForRequest: (n: number, kind?: RequestKind) => Promise<RecordedRequest>;
  /** Resolves when `ready` holds; checked whenever something is received or written. */
  readonly until: (ready: () => boolean) => Promise<void>;
  readonly ended: (request: RecordedRequest) => Promise<Ending>;
  /**
   * Resolves when the client hangs up on the nth streamed request; rejects if it ends otherwise.
   */
  readonly aborted: (n: number) => Promise<RecordedRequest>;
  /** The other origin that redirects lead to; started on first use, closed with this provider. */
  readonly elsewhere: () => Promise<Provider>;
  readonly close: () => Promise<void>;
}

function parseBody(bytes: Buffer): ChatRequestBody | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as ChatRequestBody) : null;
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Starts a provider on 127.0.0.1. Rejects if the port is taken. */
export async function startProvider(options: ProviderOptions = {}): Promise<Provider> {
  const { apiKey, models = ['scripted-model', 'scripted-model-mini'], basePath } = options;
  const requests: Recording[] = [];
  const queue: Behaviour[] = [];
  const watch = createWatch();
  let closing = false;
  let otherOrigin: Promise<Provider> | null = null;
  let chooser: (asked: AskedFor) => Behaviour | undefined = () => undefined;
  let streamed: Behaviour = options.behaviour ?? { kind: 'text', text: 'Hello from the script.' };
  let titled: Behaviour = { kind: 'text', text: 'A scripted title' };
  let listed: Behaviour = modelList(models);
  let embedded: Behaviour | null = null;

  const behaviourFor = (recording: Recording): Behaviour => {
    if (options.serve !== undefined) return options.serve(recording);
    const { authorization } = recording.headers;
    if (apiKey !== undefined && authorization !== `Bearer ${apiKey}`) {
      return { kind: 'error', status: 401 };
    }
    switch (recording.kind) {
      case 'stream':
        return chooser(recording) ?? queue.shift() ?? streamed;
      case 'completion':
        return titled;
      case 'models':
        return listed;
      case 'embeddings':
        return embedded ?? embeddings(recording.body);
      case 'other': {
        const message = `Invalid URL (${recording.method} ${recording.path})`;
        return { kind: 'error', status: 404, message, code: 'unknown_url' };
      }
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAt = epochNow();
    const left = new AbortController();
    setMaxListeners(0, left.signal);
    response.on('close', () => left.abort());
    // A client that is gone shows as `close`; its error adds nothing.
    response.on('error', () => left.abort());
    const bytes = await readBody(request);
    const body = parseBody(bytes);
    const method = request.method ?? '';
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const endpoint = endpointOf(path, basePath);
    const recording: Recording = {
      number: requests.length + 1,
      kind: kindOf(method, endpoint, body),
      method,
      path,
      url: request.url ?? '',
      headers: request.headers,
      body,
      bodySize: bytes.length,
      receivedAt,
      status: 0,
      tokens: [],
      text: '',
      reasoning: '',
      bytesWritten: 0,
      writes: 0,
      stalls: 0,
      stalledMs: 0,
      maxBuffered: 0,
      silent: false,
      ending: null,
    };
    const exchange: Exchange = { response, recording, watch, gone: left.signal };
    noteEnding(exchange, () => closing);
    requests.push(recording);
    watch.changed();
    const behaviour = behaviourFor(recording);
    await respond(exchange, behaviour, recording, {
      elsewhere: async () => `${(await elsewhere()).baseUrl}${endpoint ?? path}`,
      itself: `${baseUrl}${endpoint ?? path}`,
    });
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that hangs up while sending its request is not a failure of the script.
      if (request.aborted) return;
      process.emitWarning(`The scripted provider failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}${basePath ?? '/v1'}`;

  const elsewhere = (): Promise<Provider> => {
    otherOrigin ??= startProvider({
      behaviour: { kind: 'text', text: 'This came from another origin.' },
    });
    return otherOrigin;
  };
  const requestsOf = (kind: RequestKind): readonly Recording[] =>
    requests.filter((request) => request.kind === kind);
  const waitForRequest: Provider['waitForRequest'] = async (n, kind = 'stream') => {
    await watch.until(() => requestsOf(kind).length >= n);
    const found = requestsOf(kind)[n - 1];
    if (found === undefined) throw new RangeError('Requests are counted from 1.');
    return found;
  };
  const ended: Provider['ended'] = async (request) => {
    await watch.until(() => request.ending !== null);
    if (request.ending === null) throw new Error('The request has no ending.');
    return request.ending;
  };

  return {
    baseUrl,
    port,
    requests,
    requestsOf,
    script(behaviour) {
      streamed = behaviour;
    },
    next(behaviour, times = 1) {
      for (let count = 0; count < times; count += 1) queue.push(behaviour);
    },
    onRequest(choose) {
      chooser = choose;
    },
    live(framing) {
      const { live, behaviour } = createLive(framing);
      queue.push(behaviour);
      return live;
    },
    scriptTitle(behaviour) {
      titled = behaviour;
    },
    scriptEmbeddings(behaviour) {
      embedded = behaviour;
    },
    scriptModels(behaviour) {
      listed = behaviour;
    },
    waitForRequest,
    until: watch.until,
    ended,
    async aborted(n) {
      const request = await waitForRequest(n);
      const ending = await ended(request);
      if (ending.kind === 'aborted') return request;
      throw new Error(`Streamed request ${n} was not aborted but ended: ${ending.kind}.`);
    },
    elsewhere,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      });
      server.closeAllConnections();
      await closed;
      watch.close();
      if (otherOrigin !== null) await (await otherOrigin).close();
    },
  };
}
