import { useMemo } from 'react';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { newestLeafBelow, pathTo } from '../../../../shared/model/tree.ts';
import { branchIds } from '../../../../shared/model/tree/branches.ts';
import type { MapRow } from '../../../../shared/model/tree/map-rows.ts';
import { undoKeys } from '../../../../shared/model/undo/undo.ts';
import { useController } from '../../../client/use-app.ts';
import { useChatPage } from '../page/page-context.ts';
import { useFork } from './use-fork.ts';
import { deletions, mapShown, type Deletion } from './map-shown.ts';

/** The actions of a row of the map. The page shows failures. */
export interface BranchActions {
  /** Shows the branch and goes to the message. */
  readonly reveal: (row: MapRow) => void;
  /** Shows the branch; the focus stays. */
  readonly show: (row: MapRow) => void;
  readonly copy: (row: MapRow) => void;
  readonly fork: (row: MapRow) => void;
  /** Returns whether it was deleted. */
  readonly remove: (row: MapRow) => Promise<boolean>;
  readonly undo: (deletion: Deletion) => Promise<boolean>;
}

/** The actions of the map of a conversation. */
export function useBranchActions(
  conversationId: Id,
  messages: Readonly<Record<Id, Message>>,
): BranchActions {
  const controller = useController();
  const page = useChatPage();
  const fork = useFork(conversationId);
  return useMemo(
    () => ({
      reveal({ id }) {
        const marks = { kind: 'words', words: [] } as const;
        controller.reveal({ conversationId, messageId: id, marks });
        // There the map is over the message.
        if (matchMedia('(width < 1000px)').matches) mapShown.set(false);
      },
      show({ id }) {
        page.letGo();
        const input = { conversationId, messageId: id };
        void page.ask('show', () => controller.command('conversation.showVersion', input));
      },
      copy({ id }) {
        const path = pathTo(messages, newestLeafBelow(messages, id));
        const messageIds = path.map((message) => message.id);
        const input = { conversationId, messageIds, as: 'markdown' } as const;
        void page.ask('copy branch', () => controller.command('library.copy', input));
      },
      fork: ({ id }) => fork(id),
      async remove({ id }) {
        const input = { conversationId, messageId: id };
        const count = branchIds(messages, id).length;
        const done = await page.ask(`delete ${id}`, () =>
          controller.command('conversation.deleteBranch', input),
        );
        if (done) deletions.set([...deletions.get(), { ...input, count }]);
        return done;
      },
      async undo(deletion) {
        const key = undoKeys.branch(deletion.conversationId, deletion.messageId);
        const done = await page.ask(`undo ${deletion.messageId}`, () =>
          controller.command('undo.undo', { key }),
        );
        // If it cannot come back now, it never can.
        deletions.set(deletions.get().filter((each) => each !== deletion));
        return done;
      },
    }),
    [controller, page, conversationId, messages, fork],
  );
}
