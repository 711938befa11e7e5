/** What a server asks the person for while it works. */
export type Elicitation =
  | {
      readonly kind: 'form';
      readonly serverId: string;
      readonly message: string;
      /** JSON Schema of an object with plain fields. */
      readonly schema: Readonly<Record<string, unknown>>;
      /** Fields that seem to ask for a secret, which a form never should. */
      readonly secretFields: readonly string[];
    }
  | {
      readonly kind: 'url';
      readonly serverId: string;
      readonly message: string;
      /** http or https. It is opened only if the person says so. */
      readonly url: string;
    };

/** What the person says to it. */
export type ElicitationAnswer =
  | {
      readonly kind: 'accept';
      readonly content: Readonly<Record<string, string | number | boolean | readonly string[]>>;
    }
  | { readonly kind: 'decline' }
  /** It was closed without a choice. */
  | { readonly kind: 'cancel' };

/** A question that a server wants a model to answer. */
export interface SamplingRequest {
  readonly serverId: string;
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  readonly maxTokens: number;
}

/** What reaches the person from servers. Without it servers learn that Parley cannot do that. */
export interface PersonPort {
  elicit(request: Elicitation, signal: AbortSignal): Promise<ElicitationAnswer>;
  /** Shows the request, and asks a model if the person agrees; null if not. */
  sample(
    request: SamplingRequest,
    signal: AbortSignal,
  ): Promise<{ readonly model: string; readonly text: string } | null>;
}
