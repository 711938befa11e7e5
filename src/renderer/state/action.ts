import type { EventName, Events, OpenedConversation, StartState } from '../../shared/contract.ts';
import type { Id } from '../../shared/conversation.ts';
import type { ParleyError } from '../../shared/errors.ts';
import type { Dialog } from './app-state.ts';

/** An event of main as an action. */
export type EventAction = {
  [N in EventName]: { readonly kind: 'event'; readonly name: N; readonly payload: Events[N] };
}[EventName];

/** Everything that can change what the window shows. */
export type Action =
  | EventAction
  | { readonly kind: 'started'; readonly start: StartState }
  | { readonly kind: 'start_failed'; readonly error: ParleyError }
  | { readonly kind: 'shown'; readonly conversationId: Id | null }
  /** A snapshot was asked for. */
  | { readonly kind: 'loading'; readonly conversationId: Id }
  | { readonly kind: 'opened'; readonly opened: OpenedConversation }
  | { readonly kind: 'open_failed'; readonly conversationId: Id; readonly error: ParleyError }
  | { readonly kind: 'notice_dismissed'; readonly id: string }
  | { readonly kind: 'deleted_forgotten' }
  | { readonly kind: 'dialog'; readonly dialog: Dialog | null };
