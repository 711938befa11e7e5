import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import type { EventName, Events, StartState } from '../../shared/contract/index.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import type { Dialog, Reveal } from './app-state.ts';

/** An event of main as an action. */
export type EventAction = {
  [N in EventName]: { readonly kind: 'event'; readonly name: N; readonly payload: Events[N] };
}[EventName];

/** Everything that can change what the window shows. */
export type Action =
  | EventAction
  /** Several at once, as an import brings them; oldest first. */
  | { readonly kind: 'heads'; readonly heads: readonly ConversationHead[] }
  /** A page of the list: what is known already is at least as new. */
  | { readonly kind: 'listed'; readonly heads: readonly ConversationHead[] }
  | { readonly kind: 'started'; readonly start: StartState }
  | { readonly kind: 'start_failed'; readonly error: ParleyError }
  | { readonly kind: 'shown'; readonly conversationId: Id | null }
  /** A snapshot was asked for. */
  | { readonly kind: 'loading'; readonly conversationId: Id }
  | { readonly kind: 'opened'; readonly opened: OpenedConversation }
  /** The messages that were not held yet. */
  | {
      readonly kind: 'completed';
      readonly conversationId: Id;
      readonly messages: Readonly<Record<Id, Message>>;
    }
  | { readonly kind: 'open_failed'; readonly conversationId: Id; readonly error: ParleyError }
  | { readonly kind: 'notice_dismissed'; readonly id: string }
  /** These are about to be deleted with one action. */
  | { readonly kind: 'deleting'; readonly conversationIds: readonly Id[] }
  | { readonly kind: 'deleting_ended' }
  | { readonly kind: 'deleted_forgotten' }
  /** Several at once, as deleting many brings them. */
  | { readonly kind: 'removed'; readonly conversationIds: readonly Id[] }
  | { readonly kind: 'revealing'; readonly reveal: Reveal }
  | { readonly kind: 'revealed' }
  /** Nobody wants to hear of a job any more. */
  | { readonly kind: 'job_forgotten'; readonly jobId: string }
  | { readonly kind: 'dialog'; readonly dialog: Dialog | null };
