/** Headers and query fields that go with every request, by name. */
export interface ConnectionExtras {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What most servers need: nothing. */
export const noExtras: ConnectionExtras = { headers: {}, query: {} };

/** How most servers are asked: by Chat Completions, with a key as a Bearer token and nothing more. */
export const plainly = {
  protocol: 'chat_completions',
  keyHeader: 'authorization',
  extras: noExtras,
  secrets: [],
} as const;

/** A server to talk to, with all that a request needs. It never leaves main. */
export interface ProviderConnection {
  /** What the server speaks; each has a folder of its own in this room. */
  readonly protocol: 'chat_completions';
  readonly providerId: string;
  /** For messages to the person. */
  readonly name: string;
  readonly baseUrl: string;
  /** null: the server wants none; no Authorization header is sent. */
  readonly apiKey: string | null;
  /** The header that the key travels in; in `authorization` after `Bearer`. */
  readonly keyHeader: 'authorization' | 'api-key';
  /** What the person entered under Advanced. */
  readonly extras: ConnectionExtras;
  /** What must be in no message, log or export: the key, secret extras, the proxy's password. */
  readonly secrets: readonly string[];
  /** Without undici's 300 s limits for headers and body. */
  readonly fetch: typeof globalThis.fetch;
  /** Learned earlier: leave `stream_options` out. */
  readonly refusesStreamOptions: boolean;
  /** Called when the server refused `stream_options` and the request without it was accepted. */
  readonly rememberStreamOptionsRefused: () => void;
  /** What was learned of the server's models; absent where nothing is remembered. */
  readonly quirks?: ModelQuirks;
}

/** What was learned of models by being refused. */
export interface ModelQuirks {
  /** The model takes no system prompt: it goes before the first question. */
  readonly refusesSystem: (model: string) => boolean;
  /** Called when a request was refused with a system prompt and accepted without one. */
  readonly rememberSystemRefused: (model: string) => void;
}

/** The demo model, which answers within this process. */
export interface DemoConnection {
  readonly protocol: 'demo';
  readonly providerId: string;
  /** For messages to the person. */
  readonly name: string;
}

/** What can be asked. */
export type Connection = ProviderConnection | DemoConnection;

/** Finds the connection for a provider. Throws an ExpectedError (`invalid`, `auth`, `storage`) with a next step. */
export type Connect = (providerId: string) => Promise<Connection>;
