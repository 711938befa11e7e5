import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { EventName, Events, StartState } from '../../shared/contract/index.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { Dialog, Reveal } from './app-state.ts';

/** An event from main, as an action. */
export type EventAction = {
  [N in EventName]: { readonly kind: 'event'; readonly name: N; readonly payload: Events[N] };
}[EventName];

/** Every action that can change what the window shows. */
export type Action =
  | EventAction
  /** Several heads at once, as an import produces them; oldest first. */
  | { readonly kind: 'heads'; readonly heads: readonly ConversationHead[] }
  /** A page of the list. Heads already known are at least as recent. */
  | { readonly kind: 'listed'; readonly heads: readonly ConversationHead[] }
  | { readonly kind: 'started'; readonly start: StartState }
  | { readonly kind: 'start_failed'; readonly error: ParleyError }
  /** `folder`: where the conversation that does not exist yet is going to be. */
  | { readonly kind: 'shown'; readonly conversationId: Id | null; readonly folder?: string }
  /** A snapshot was requested. */
  | { readonly kind: 'loading'; readonly conversationId: Id }
  | { readonly kind: 'opened'; readonly opened: OpenedConversation }
  /** All messages: those that were not loaded yet, and `held`, which was when they were joined. */
  | {
      readonly kind: 'completed';
      readonly conversationId: Id;
      readonly messages: Readonly<Record<Id, Message>>;
      readonly held: Readonly<Record<Id, Message>>;
    }
  | { readonly kind: 'open_failed'; readonly conversationId: Id; readonly error: ParleyError }
  | { readonly kind: 'notice_dismissed'; readonly id: string }
  | { readonly kind: 'words_missing' }
  /** These conversations are about to be deleted as one action. */
  | {
      readonly kind: 'deleting';
      readonly conversationIds: readonly Id[];
      readonly together: string;
    }
  | { readonly kind: 'deleting_ended' }
  | { readonly kind: 'deleted_forgotten' }
  /** Several removals at once, as a bulk deletion produces them. */
  | { readonly kind: 'removed'; readonly conversationIds: readonly Id[] }
  | { readonly kind: 'revealing'; readonly reveal: Reveal }
  | { readonly kind: 'revealed' }
  /** The person dismissed the job. */
  | { readonly kind: 'job_forgotten'; readonly jobId: string }
  | { readonly kind: 'dialog'; readonly dialog: Dialog | null };
