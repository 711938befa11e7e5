import type { Id } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import type { CompareInput } from './choices.ts';

/** Where a set belongs: a conversation, or the one that does not exist yet. */
export interface ComparePlace {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Returns the function that sets whom a conversation compares. */
export function useSetCompare({
  conversationId,
  page,
  turns,
}: ComparePlace): (compare: CompareInput) => void {
  const controller = useController();
  return (compare) => {
    if (conversationId === null) {
      turns.setCreate({ ...turns.create(), compare });
      return;
    }
    const conversationIds = [conversationId];
    void page.tell(() =>
      controller.command('conversation.update', { conversationIds, patch: { compare } }),
    );
  };
}
