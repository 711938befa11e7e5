import { useCallback } from 'react';
import type { CommandInput } from '../../../../shared/contract/index.ts';
import { useController } from '../../../client/use-app.ts';
import { useChatPage, useConversationId } from './page-context.ts';

type WithoutConversation<T> = T extends { readonly kind: 'draft' }
  ? never
  : T extends unknown
    ? Omit<T, 'conversationId'>
    : never;
/** Something of the conversation on show that can be dragged out of the window. */
export type DragOut = WithoutConversation<CommandInput<'library.dragOut'>>;

/** Has main make a file of something and drag that, in place of the element. */
export function useDragOut(): (event: Pick<Event, 'preventDefault'>, what: DragOut) => void {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  return useCallback(
    (event, what) => {
      event.preventDefault();
      void page.ask('drag out', () =>
        controller.command('library.dragOut', { ...what, conversationId }),
      );
    },
    [controller, page, conversationId],
  );
}
