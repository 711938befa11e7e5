/** A question to the person while a server works. */
export type Elicitation =
  | {
      readonly kind: 'form';
      readonly serverId: string;
      readonly message: string;
      /** The JSON Schema of an object with plain fields. */
      readonly schema: Readonly<Record<string, unknown>>;
      /** Fields that seem to ask for a secret, which a form must never do. */
      readonly secretFields: readonly string[];
    }
  | {
      readonly kind: 'url';
      readonly serverId: string;
      readonly message: string;
      /** An http or https URL. It is only opened if the person agrees. */
      readonly url: string;
    };

/** The person's answer. */
export type ElicitationAnswer =
  | {
      readonly kind: 'accept';
      readonly content: Readonly<Record<string, string | number | boolean | readonly string[]>>;
    }
  | { readonly kind: 'decline' }
  /** Closed without a choice. */
  | { readonly kind: 'cancel' };

/** A server's request for a model's answer. */
export interface SamplingRequest {
  readonly serverId: string;
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  readonly maxTokens: number;
}

/**
 * Requests of servers that reach the person. Without this port servers learn that Parley does not
 * support them.
 */
export interface PersonPort {
  elicit(request: Elicitation, signal: AbortSignal): Promise<ElicitationAnswer>;
  /** Shows the request and asks a model if the person agrees; null otherwise. */
  sample(
    request: SamplingRequest,
    signal: AbortSignal,
  ): Promise<{ readonly model: string; readonly text: string } | null>;
}
