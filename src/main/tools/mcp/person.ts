import type { FormField, FormValues } from '../../../shared/model/person/form.ts';

/** Where a request to the person comes from. */
export interface AskedBy {
  readonly serverId: string;
  readonly serverName: string;
  /** The conversation whose call it belongs to; null if that is unknown or there is none. */
  readonly conversationId: string | null;
}

/** A question to the person. */
export type Elicitation = AskedBy &
  (
    | { readonly kind: 'form'; readonly message: string; readonly fields: readonly FormField[] }
    | {
        /** A form that asks for secrets, which a form must never do. */
        readonly kind: 'secrets';
        readonly message: string;
        /** The titles of the fields that seem to ask for a secret. */
        readonly fields: readonly string[];
      }
    | {
        readonly kind: 'url';
        readonly message: string;
        /** It is only opened if the person agrees. */
        readonly url: string;
        /** The name by which the server reports its completion; null if it will not. */
        readonly elicitationId: string | null;
      }
  );

/** Why a request was declined without asking the person. */
export type RequestRefusal = 'nobody_there' | 'too_many_waiting' | 'too_often' | 'no_model';

/** The person's answer. */
export type ElicitationAnswer =
  | { readonly kind: 'accept'; readonly content: FormValues }
  | { readonly kind: 'decline' }
  /** Closed without a choice. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'refused'; readonly reason: RequestRefusal };

/** A server's request for a model's answer. */
export interface SamplingRequest extends AskedBy {
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  readonly maxTokens: number;
}

/** The outcome of a request for a model's answer. */
export type SamplingAnswer =
  | {
      readonly kind: 'answer';
      readonly model: string;
      readonly text: string;
      /** It ended at the most tokens. */
      readonly isCut: boolean;
    }
  | { readonly kind: 'decline' }
  | { readonly kind: 'refused'; readonly reason: RequestRefusal };

/** What ends a request early. */
export interface RequestSignals {
  /** Aborted when the server withdraws the request or the call that it belongs to has ended. */
  readonly signal: AbortSignal;
  /** Aborted when the server has ended. */
  readonly serverEnded: AbortSignal;
}

/**
 * Requests of servers that reach the person. Without this port servers learn that Parley does not
 * support them.
 */
export interface PersonPort {
  /** Never rejects; an aborted request counts as cancelled. */
  elicit(request: Elicitation, signals: RequestSignals): Promise<ElicitationAnswer>;
  /**
   * Shows the request, asks a model if the person agrees, and shows the answer before it goes back.
   * Never rejects.
   */
  sample(request: SamplingRequest, signals: RequestSignals): Promise<SamplingAnswer>;
  /**
   * Asks the person to open a URL and resolves once they are done there, as the server or the person
   * says. Resolves with false if they do not open it. Never rejects.
   */
  visit(request: Elicitation & { readonly kind: 'url' }, signals: RequestSignals): Promise<boolean>;
  /** A server has what it wanted at a URL that the person opened. */
  completed(serverId: string, elicitationId: string): void;
}
