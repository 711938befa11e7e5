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

/** What the icon knows of Parley. */
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
    // Nobody else who sees the menu should read of what is gone when it is closed.
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
