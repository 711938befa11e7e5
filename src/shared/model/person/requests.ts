import * as z from 'zod';
import type { Id } from '../conversation.ts';
import type { ParleyError } from '../errors.ts';
import type { FormField } from './form.ts';

/** A server's request for a model's answer, as the person sees it before a model does. */
export interface SamplingView {
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  /** The most tokens of the answer. */
  readonly maxTokens: number;
  /** The estimated tokens of the request. */
  readonly tokens: number;
  /** The model that will answer, and its provider's name. */
  readonly model: string;
  readonly provider: string;
}

/** How far a server's request for a model's answer has come. */
export type SamplingState =
  | { readonly kind: 'asked' }
  | { readonly kind: 'answering' }
  /** Waits for the person to send it back. `isCut`: it ended at the most tokens. */
  | { readonly kind: 'answered'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'failed'; readonly error: ParleyError };

/** What a tool server wants of the person. */
export type Wish =
  | { readonly kind: 'form'; readonly message: string; readonly fields: readonly FormField[] }
  /** A form with fields for secrets, which is refused. Holds the titles of these fields. */
  | { readonly kind: 'secrets'; readonly message: string; readonly fields: readonly string[] }
  | { readonly kind: 'url'; readonly message: string; readonly url: string }
  /**
   * A URL that the person has opened; the server will say when it has what it wanted there. A call
   * may wait for that, or for the person to say so.
   */
  | { readonly kind: 'opened'; readonly url: string; readonly isAwaited: boolean }
  | {
      readonly kind: 'sampling';
      readonly asks: SamplingView;
      readonly state: SamplingState;
    };

/** A request of a tool server that waits for the person. */
export interface PersonRequest {
  readonly id: string;
  readonly serverId: string;
  /** The name that the person gave the server. */
  readonly serverName: string;
  /** The conversation whose call it belongs to; null if that is unknown or there is none. */
  readonly conversationId: Id | null;
  readonly wish: Wish;
}

const valueSchema = z.union([
  z.string().max(100_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(10_000)).max(1000).readonly(),
]);

/** The person's answer to a request. */
export const personAnswerSchema = z.discriminatedUnion('kind', [
  /** Sends the form. */
  z.object({ kind: z.literal('send'), values: z.record(z.string().max(1000), valueSchema) }),
  /** Opens the URL in the browser. */
  z.object({ kind: z.literal('open') }),
  /** Asks the model, once more after a failure; goes on after a page was opened. */
  z.object({ kind: z.literal('allow') }),
  /** Sends the model's answer to the server. */
  z.object({ kind: z.literal('send_back') }),
  z.object({ kind: z.literal('decline') }),
  /** Closes the card without a choice; stops the model. */
  z.object({ kind: z.literal('close') }),
]);
export type PersonAnswer = Readonly<z.infer<typeof personAnswerSchema>>;
