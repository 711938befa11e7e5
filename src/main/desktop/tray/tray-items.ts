import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';

/** An entry in the menu of the icon. */
export type TrayItem =
  | { readonly kind: 'quick' | 'new' | 'show' | 'quit' }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'conversation';
      readonly id: Id;
      readonly title: string;
      readonly grows: boolean;
    }
  /** The number of answers that are being written. */
  | { readonly kind: 'growing'; readonly count: number };

/** The state that the menu of the icon shows. */
export interface TrayFacts {
  readonly heads: readonly ConversationHead[];
  /** Conversations with an answer that is being written. */
  readonly streaming: readonly Id[];
}

/** The number of recent conversations in the menu. */
const recentCount = 3;

/** Picks the conversations that changed last, the newest first, without sorting all of them. */
function recent(heads: readonly ConversationHead[]): readonly ConversationHead[] {
  const newest: ConversationHead[] = [];
  for (const head of heads) {
    // Archived ones are put away, and temporary ones leave no trace outside of their window.
    if (head.archived === true || head.temporary === true) continue;
    const place = newest.findIndex((each) => head.updatedAt > each.updatedAt);
    newest.splice(place === -1 ? newest.length : place, 0, head);
    newest.length = Math.min(newest.length, recentCount);
  }
  return newest;
}

/** The menu of the icon. */
export function trayItems({ heads, streaming }: TrayFacts): readonly TrayItem[] {
  const growing = new Set(streaming);
  const conversations = recent(heads).map(({ id, title }): TrayItem => ({
    kind: 'conversation',
    id,
    title,
    grows: growing.has(id),
  }));
  const separator: TrayItem = { kind: 'separator' };
  return [
    { kind: 'quick' },
    { kind: 'new' },
    separator,
    ...(conversations.length === 0 ? [] : [...conversations, separator]),
    ...(growing.size === 0 ? [] : [{ kind: 'growing', count: growing.size } as const, separator]),
    { kind: 'show' },
    { kind: 'quit' },
  ];
}
