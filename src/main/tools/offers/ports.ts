import type { AttachmentPart, Id } from '../../../shared/model/conversation.ts';
import type {
  OfferedPrompt,
  OfferedResource,
  OfferList,
  OfferingServer,
} from '../../../shared/model/tool-sources/offers.ts';

/** A piece of a prompt or resource. */
export type OfferedContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      /** '' if it has none. */
      readonly uri: string;
      /** What the server says about the bytes; '' if nothing. */
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }
  /** A resource that has to be read first. */
  | { readonly kind: 'link'; readonly uri: string; readonly title: string };

/** A resource as the window names it. */
export type ResourceAddress =
  | { readonly kind: 'resource'; readonly uri: string }
  | {
      readonly kind: 'template';
      readonly uriTemplate: string;
      readonly values: Readonly<Record<string, string>>;
    };

/** What an argument belongs to. */
export type ArgumentOwner =
  | { readonly kind: 'prompt'; readonly name: string }
  | { readonly kind: 'template'; readonly uriTemplate: string };

/** The parameters of {@link ServerOffers.complete}. */
export interface CompletionRequest {
  readonly of: ArgumentOwner;
  readonly argument: { readonly name: string; readonly value: string };
  /** Values of the other arguments. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Prompts and resources that a server offers to people instead of models. Each method that takes a
 * signal starts the server, throws an ExpectedError that says what is wrong, and rejects with the
 * signal's reason if it is aborted.
 */
export interface ServerOffers {
  /** Returns whether the server has prompts and resources. Starts nothing. */
  known(): Pick<OfferingServer, 'isRunning' | 'hasPrompts' | 'hasResources'>;
  prompts(signal: AbortSignal): Promise<OfferList<OfferedPrompt>>;
  prompt(
    name: string,
    values: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<readonly OfferedContent[]>;
  resources(signal: AbortSignal): Promise<OfferList<OfferedResource>>;
  read(
    address: ResourceAddress,
    signal: AbortSignal,
  ): Promise<{ readonly uri: string; readonly content: readonly OfferedContent[] }>;
  complete(request: CompletionRequest, signal: AbortSignal): Promise<readonly string[]>;
}

/**
 * Stores bytes as an attachment of a message of a conversation; null for one that does not exist
 * yet. Throws an ExpectedError if no model could read them.
 */
export type AttachBytes = (
  bytes: Uint8Array,
  name: string,
  of: Id | null,
) => Promise<AttachmentPart>;
