import type { PaceName } from './pace.ts';

/** How a stream ends. The last two serve the commands that demonstrate errors. */
export type DemoEnding =
  | { readonly kind: 'finished'; readonly reason: 'stop' | 'length' | 'content_filter' }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'broken' }
  /** An error object arrives inside the stream. */
  | { readonly kind: 'error_object'; readonly message: string };

/** Text to stream. */
export interface DemoText {
  readonly kind: 'text';
  readonly text: string;
  readonly reasoning?: string;
  /** A tool call after the text; the arguments are JSON. */
  readonly call?: { readonly name: string; readonly arguments: string };
  readonly pace: PaceName;
  readonly ending: DemoEnding;
}

/** A response that is an error from the start, in OpenAI's format. */
export interface DemoFailure {
  readonly kind: 'failure';
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** The demo's response to a request. */
export type DemoAnswer =
  | DemoText
  | DemoFailure
  /** Nothing listens at the address. */
  | { readonly kind: 'unreachable' }
  /** A web page where JSON is expected, with status 200. */
  | { readonly kind: 'web_page' };

/** A complete answer at the usual pace. */
export function text(
  markdown: string,
  rest: Partial<Omit<DemoText, 'kind' | 'text'>> = {},
): DemoText {
  return {
    kind: 'text',
    text: markdown,
    pace: 'normal',
    ending: { kind: 'finished', reason: 'stop' },
    ...rest,
  };
}
