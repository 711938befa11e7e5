import type { Readable, Writable } from 'node:stream';

/** Parameters of a protocol event or answer; readers know their shape from the protocol's docs. */
export type CdpParams = Readonly<Record<string, unknown>>;

/** An attachment to a target (a page) or, without an id, to the browser itself. */
export interface CdpSession {
  /** Rejects with the protocol's error message, or if the browser is gone. */
  readonly send: <T = CdpParams>(method: string, params?: CdpParams) => Promise<T>;
  /** Sends without waiting for the answer. */
  readonly fire: (method: string, params?: CdpParams) => void;
  /** Listens to every event of this session; returns an unsubscribe function. */
  readonly onEvent: (listener: (method: string, params: CdpParams) => void) => () => void;
}

/** A DevTools protocol connection to a Chromium. */
export interface CdpConnection {
  readonly browser: CdpSession;
  readonly session: (sessionId: string) => CdpSession;
  /** Called once, when the connection ends. */
  readonly onClose: (listener: () => void) => void;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: CdpParams;
  readonly result?: CdpParams;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

type Listener = (method: string, params: CdpParams) => void;

/** A connection, with the functions that its transport calls. */
interface Connecting {
  readonly connection: CdpConnection;
  /** Receives one message. */
  readonly receive: (text: string) => void;
  readonly close: () => void;
}

/** The protocol over any transport of JSON texts. */
function connect(post: (text: string) => void): Connecting {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<Listener>>();
  let lastId = 0;
  let closed = false;
  const closeListeners: (() => void)[] = [];

  function receive(text: string): void {
    const message = JSON.parse(text) as Incoming;
    if (message.id === undefined) {
      for (const listener of listeners.get(message.sessionId ?? '') ?? []) {
        listener(message.method ?? '', message.params ?? {});
      }
      // Its listeners hold the whole window.
      if (message.method === 'Target.detachedFromTarget') {
        listeners.delete(String(message.params?.['sessionId']));
      }
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(message.error.message));
    else call?.resolve((message.result ?? {}) as never);
  }

  function close(): void {
    if (closed) return;
    closed = true;
    for (const call of waiting.values()) call.reject(new Error('The browser is gone.'));
    waiting.clear();
    for (const listener of closeListeners) listener();
  }

  function session(sessionId: string): CdpSession {
    const write = (method: string, params: CdpParams): number => {
      lastId += 1;
      const id = lastId;
      const to = sessionId === '' ? {} : { sessionId };
      if (!closed) post(JSON.stringify({ id, method, params, ...to }));
      return id;
    };
    return {
      send: (method, params = {}) =>
        new Promise((resolve, reject) => {
          if (closed) {
            reject(new Error('The browser is gone.'));
            return;
          }
          waiting.set(write(method, params), { resolve, reject });
        }),
      fire: (method, params = {}) => {
        write(method, params);
      },
      onEvent(listener) {
        const set = listeners.get(sessionId) ?? new Set();
        listeners.set(sessionId, set.add(listener));
        return () => {
          set.delete(listener);
          if (set.size === 0) listeners.delete(sessionId);
        };
      },
    };
  }

  return {
    connection: {
      browser: session(''),
      session,
      onClose: (listener) => {
        closeListeners.push(listener);
      },
    },
    receive,
    close,
  };
}

/** Over Chromium's debugging pipe; a NUL byte ends each message. */
export function connectPipe(output: Writable, input: Readable): CdpConnection {
  const { connection, receive, close } = connect((text) => output.write(`${text}\0`));
  let pieces: string[] = [];
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    let from = 0;
    for (let end = chunk.indexOf('\0'); end >= 0; end = chunk.indexOf('\0', from)) {
      pieces.push(chunk.slice(from, end));
      const text = pieces.join('');
      pieces = [];
      from = end + 1;
      receive(text);
    }
    if (from < chunk.length) pieces.push(chunk.slice(from));
  });
  input.on('close', close);
  input.on('error', close);
  output.on('error', close);
  return connection;
}

/** Over a WebSocket of Chromium's debugging port. Messages sent before it opens are queued. */
export function connectSocket(address: string): CdpConnection {
  const socket = new WebSocket(address);
  let early: string[] | null = [];
  const { connection, receive, close } = connect((text) => {
    if (early === null) socket.send(text);
    else early.push(text);
  });
  socket.addEventListener('open', () => {
    for (const text of early ?? []) socket.send(text);
    early = null;
  });
  socket.addEventListener('message', ({ data }) => receive(String(data)));
  socket.addEventListener('close', close);
  socket.addEventListener('error', close);
  return connection;
}
