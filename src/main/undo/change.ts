import type { Id } from '../../shared/model/conversation.ts';
import type { ConversationChange } from './conversation-change.ts';
import type { Difference } from './difference.ts';
import { draftOf } from './draft-fields.ts';

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

/** The target of a change. Changes of one target happen one after the other. */
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

/** The title that the conversation of a change had before. */
export function titleOf(change: Exclude<Change, { readonly kind: 'place' }>): string {
  return change.kind === 'conversation' ? change.change.title : change.title;
}

/** A change without what it keeps of a conversation; null if nothing else is left. */
export function withoutConversation(change: Change, conversationId: Id): Change | null {
  if (change.kind !== 'place') return targetOf(change) === conversationId ? null : change;
  const { difference } = change;
  if (change.place !== 'drafts' || difference.kind !== 'fields') return change;
  const all = Object.entries(difference.fields);
  const others = all.filter(([name]) => draftOf(name) !== conversationId);
  if (others.length === all.length) return change;
  const fields = Object.fromEntries(others);
  return others.length === 0 ? null : { ...change, difference: { kind: 'fields', fields } };
}

/** Roughly how much memory a change keeps, in UTF-16 code units. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 16;
  const isList = Array.isArray(value);
  let size = 16;
  for (const [name, each] of Object.entries(value)) {
    size += sizeOf(each) + (isList ? 0 : name.length);
  }
  return size;
}
