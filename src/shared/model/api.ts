import type { ErrorKind } from './errors.ts';

/** The program that has a port. */
export interface PortHolder {
  readonly name: string;
  /** Of its process. */
  readonly pid: number;
}

/** Whether other programs on this machine can use Parley, as the person sees it. */
export type ApiState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'on';
      /** `http://127.0.0.1:PORT`, to which paths such as `/v1` are appended. */
      readonly address: string;
      readonly port: number;
      /** The port of the settings; another one than `port` when that was taken and no program knew it yet. */
      readonly wantedPort: number;
    }
  /** Another program has the port, and programs that have a token would go on sending it there. */
  | {
      readonly kind: 'taken';
      readonly port: number;
      /** One that was free just now; null: none was found. */
      readonly free: number | null;
      /** null: the system does not tell. */
      readonly holder: PortHolder | null;
    }
  | { readonly kind: 'failed' };

/** A token that a program was given; the token itself is shown once and kept nowhere. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** How a request of another program stands. `refused`: it never reached a provider. */
export type ApiOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'complete' }
  /** The program went away before the end. */
  | { readonly kind: 'aborted' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly error: ErrorKind };

/** One request of another program: who and how much, never what was said. */
export interface ApiRequest {
  /** Counts from 1 while the program runs. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Method and path, e.g. `POST /v1/chat/completions`; never the query. */
  readonly endpoint: string;
  /** The name of its token; null when it brought none that is known. */
  readonly client: string | null;
  /** `provider/model`; null until it is known. */
  readonly model: string | null;
  /** As the provider counted them; null when it did not. */
  readonly tokens: number | null;
  /** HTTP status; 0 until it is decided. */
  readonly status: number;
  /** null while it runs. */
  readonly durationMs: number | null;
  readonly outcome: ApiOutcome;
  /** What was said was kept, because the person wanted that, and can be asked for. */
  readonly hasContent: boolean;
}

/** What was said in a request: only while the person wants it kept, and only in memory. */
export interface ApiContent {
  /** The last messages of the program, oldest first; attachments by their kind, in brackets. */
  readonly asked: readonly { readonly role: string; readonly text: string }[];
  /** So far; calls of tools by name and arguments. */
  readonly answer: string;
  /** There was more than is kept. */
  readonly isCut: boolean;
}

/** All that a window shows of the API. */
export interface ApiView {
  readonly state: ApiState;
  readonly tokens: readonly ApiToken[];
  /** Of web pages that may ask. */
  readonly origins: readonly string[];
  /** What is said is kept for reading, from the moment it was switched on. */
  readonly keepsContent: boolean;
  /** Newest first, bounded. */
  readonly requests: readonly ApiRequest[];
}
