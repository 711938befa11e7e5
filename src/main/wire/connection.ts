import type { RefusedParameter } from '../../shared/model/parameters/parameters.ts';
import type { PictureAnswers } from '../../shared/model/models/facts.ts';
import type { ProviderTool } from '../../shared/model/models/own-model-choices.ts';
import type { Withheld } from './needs.ts';

/** Headers and query fields that go with every request, by name. */
export interface ConnectionExtras {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** The extras that most servers need: none. */
export const noExtras: ConnectionExtras = { headers: {}, query: {} };

/** A wire over which a server can be asked; each has its own folder in this room. */
export type ModelWire = 'chat_completions' | 'responses';

/** Which wire each model of a server is asked over. */
export interface ModelWires {
  /** `isFixed`: the person chose it, so no other is tried. */
  readonly of: (model: string) => { readonly wire: ModelWire; readonly isFixed: boolean };
  /** Called when a model was refused over one wire and answered over this one. */
  readonly remember: (model: string, wire: ModelWire) => void;
}

/**
 * How most servers are called: Chat Completions, with the key as a Bearer token and nothing else.
 */
export const plainly = {
  protocol: 'server',
  wires: {
    of: () => ({ wire: 'chat_completions', isFixed: true }),
    remember: () => undefined,
  } satisfies ModelWires as ModelWires,
  keyHeader: 'authorization',
  extras: noExtras,
  secrets: [],
} as const;

/** The keys of a server that has several. */
export interface ProviderKeys {
  /** In the order in which they are tried. */
  readonly all: readonly string[];
  /** The key that worked last, else the first. */
  readonly preferred: () => string;
  /** Called when a key was accepted. */
  readonly worked: (key: string) => void;
}

/** A server and everything that a request to it needs. Never leaves main. */
export interface ProviderConnection {
  readonly protocol: 'server';
  readonly wires: ModelWires;
  readonly providerId: string;
  /** Shown in messages to the person. */
  readonly name: string;
  readonly baseUrl: string;
  /** null if the server needs none; then no Authorization header is sent. */
  readonly apiKey: string | null;
  /** All keys, if there are several; absent otherwise. */
  readonly keys?: ProviderKeys;
  /** The longest silence of this server (ms); absent for the question's own limit. */
  readonly idleTimeoutMs?: number;
  /** The header that carries the key; `authorization` adds `Bearer`. */
  readonly keyHeader: 'authorization' | 'api-key';
  /** Headers and query fields that the person entered under More. */
  readonly extras: ConnectionExtras;
  /**
   * Values that must not appear in any message, log or export: the key, secret extras, the proxy's
   * password.
   */
  readonly secrets: readonly string[];
  /** Without undici's 300 s limits on headers and body. */
  readonly fetch: typeof globalThis.fetch;
  /** Learned earlier: the server refuses `stream_options`, so leave it out. */
  readonly refusesStreamOptions: boolean;
  /** Called when the server refused `stream_options` and accepted the request without it. */
  readonly rememberStreamOptionsRefused: () => void;
  /**
   * The provider's own tools that a model may use, over the Responses API; absent for none of any
   * model.
   */
  readonly hostedTools?: (model: string) => readonly ProviderTool[];
  /** How a model answers with pictures, null if it makes none; absent if nothing is known. */
  readonly pictureAnswers?: (model: string) => PictureAnswers | null;
  /** Knowledge about the server's models; absent if nothing is remembered. */
  readonly quirks?: ModelQuirks;
}

/** Properties of models that refusals have revealed; they outlive the program. */
export interface ModelQuirks {
  /** The model accepts no system prompt, so it is put before the first question. */
  readonly refusesSystem: (model: string) => boolean;
  /** Called when a request was refused with a system prompt and accepted without it. */
  readonly rememberSystemRefused: (model: string) => void;
  readonly refusedParameters: (model: string) => readonly RefusedParameter[];
  readonly rememberRefusedParameters: (model: string, refused: readonly RefusedParameter[]) => void;
  /** Fields of the Responses API that the model's server refuses. */
  readonly withheld: (model: string) => readonly Withheld[];
  /** Called when a request was refused with such fields and accepted without them. */
  readonly rememberWithheld: (model: string, withheld: readonly Withheld[]) => void;
  /** Called when a refusal named the model's context window. */
  readonly rememberContext: (model: string, tokens: number) => void;
  /** Called with the tokens of each answered request: a smaller window was wrong, or has grown. */
  readonly sawTokens: (model: string, tokens: number) => void;
}

/** The demo model, which answers within this process. */
export interface DemoConnection {
  readonly protocol: 'demo';
  readonly providerId: string;
  /** Shown in messages to the person. */
  readonly name: string;
}

/** Anything that can be asked a question. */
export type Connection = ProviderConnection | DemoConnection;

/**
 * Finds the connection for a provider. Throws an ExpectedError (`invalid`, `auth`, `storage`) with
 * a next step.
 */
export type Connect = (providerId: string) => Promise<Connection>;
