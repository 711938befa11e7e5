import type { Id } from '../../shared/model/conversation.ts';
import type { ConversationChange } from './conversation-change.ts';
import type { Difference } from './difference.ts';

/** A kept value by name, such as `settings.prices` or `tools.servers`. */
export type PlaceName =
  | `settings.${string}`
  | `tools.${'servers' | 'permissions' | 'search' | 'allowedHosts'}`
  | 'assistants'
  | 'prompts'
  | 'drafts'
  | 'secrets';

/** One change of data, as it can be taken back. It is only in memory. */
export type Change =
  | { readonly kind: 'conversation'; readonly change: ConversationChange }
  /** A conversation was deleted, or came back from the trash. */
  | { readonly kind: 'deleted' | 'restored'; readonly conversationId: Id; readonly title: string }
  | { readonly kind: 'place'; readonly place: PlaceName; readonly difference: Difference };

/** What a change is about. Those of one target happen one after the other. */
export function targetOf(change: Change): string {
  switch (change.kind) {
    case 'conversation':
      return change.change.conversationId;
    case 'deleted':
    case 'restored':
      return change.conversationId;
    case 'place':
      return change.place;
  }
}

/** Roughly how much memory a change keeps, in UTF-16 code units. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 16;
  return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 16);
}
