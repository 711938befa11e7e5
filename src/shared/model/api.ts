import type { ErrorKind } from './errors.ts';

/** The program that occupies a port. */
export interface PortHolder {
  readonly name: string;
  /** Its process id. */
  readonly pid: number;
}

/** The state of the local API, as shown to the person. */
export type ApiState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'on';
      /** `http://127.0.0.1:PORT`; paths such as `/v1` are appended. */
      readonly address: string;
      readonly port: number;
      /**
       * The port in the settings. It differs from `port` if it was taken and no program knew it
       * yet.
       */
      readonly wantedPort: number;
    }
  /** Another program occupies the port. Programs with a token would keep sending it there. */
  | {
      readonly kind: 'taken';
      readonly port: number;
      /** A port that was free just now; null if none was found. */
      readonly free: number | null;
      /** Null if the system does not report it. */
      readonly holder: PortHolder | null;
    }
  | { readonly kind: 'failed' };

/** A token issued to a program. The token itself is shown once and never stored. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** The outcome of a request from another program. `refused`: it never reached a provider. */
export type ApiOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'complete' }
  /** The program disconnected before the end. */
  | { readonly kind: 'aborted' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly error: ErrorKind };

/** Metadata of a request from another program. Never contains its content. */
export interface ApiRequest {
  /** Counts from 1 since the program started. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Method and path, e.g. `POST /v1/chat/completions`; never the query. */
  readonly endpoint: string;
  /** The name of its token; null if the token is missing or unknown. */
  readonly client: string | null;
  /** `provider/model`; null while unknown. */
  readonly model: string | null;
  /** As counted by the provider; null if it did not. */
  readonly tokens: number | null;
  /** HTTP status; 0 until it is known. */
  readonly status: number;
  /** Null while it runs. */
  readonly durationMs: number | null;
  readonly outcome: ApiOutcome;
  /** True if the content was stored at the person's request and can be fetched. */
  readonly hasContent: boolean;
}

/** The content of a request. Stored only if the person turned this on, and only in memory. */
export interface ApiContent {
  /** The program's last messages, oldest first. Attachments appear as their kind, in brackets. */
  readonly asked: readonly { readonly role: string; readonly text: string }[];
  /** The answer so far. Tool calls appear as name and arguments. */
  readonly answer: string;
  /** True if the content was longer than what is stored. */
  readonly isCut: boolean;
}

/** Everything a window shows about the API. */
export interface ApiView {
  readonly state: ApiState;
  readonly tokens: readonly ApiToken[];
  /** Web origins that may send requests. */
  readonly origins: readonly string[];
  /** True while content is being stored. It applies to requests made after it was turned on. */
  readonly keepsContent: boolean;
  /** Newest first; limited in number. */
  readonly requests: readonly ApiRequest[];
}
