// Prompts and resources that tool servers offer to people. Separate from schemas, so that a window
// does not load what only main uses.

import type { AttachmentPart } from '../conversation.ts';
import type { Coded } from '../errors.ts';

/** A tool server that is enabled. Whether it offers anything is null until it has been started. */
export interface OfferingServer {
  readonly id: string;
  readonly name: string;
  readonly isRunning: boolean;
  readonly hasPrompts: boolean | null;
  readonly hasResources: boolean | null;
}

/** An argument of a prompt, or a variable of a resource template. */
export interface OfferedArgument {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
}

/** A prompt of a server, which the composer offers as a command. */
export interface OfferedPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly OfferedArgument[];
}

/** A resource that a server provides by its URI, or a template for such URIs. */
export type OfferedResource =
  | {
      readonly kind: 'resource';
      readonly uri: string;
      readonly title: string;
      readonly description: string;
      readonly mediaType: string;
    }
  | {
      readonly kind: 'template';
      readonly uriTemplate: string;
      readonly title: string;
      readonly description: string;
      readonly mediaType: string;
      readonly variables: readonly OfferedArgument[];
    };

/** A server's list. */
export interface OfferList<T> {
  readonly items: readonly T[];
  /** The server has more than Parley lists. */
  readonly isCut: boolean;
}

/** A prompt with its arguments filled in. */
export interface FilledPrompt {
  readonly text: string;
  /** Pictures and files of the prompt. */
  readonly parts: readonly AttachmentPart[];
  /** Errors of those that could not be attached. */
  readonly problems: readonly Coded[];
}
