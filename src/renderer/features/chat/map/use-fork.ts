import { useCallback } from 'react';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import { draftsOf } from '../composer/drafts.ts';
import { useChatPage } from '../page/page-context.ts';

/**
 * Begins a new conversation with a copy of this one up to a message, and shows it. A question is in
 * its message box, to be asked anew.
 */
export function useFork(conversationId: Id): (messageId: Id) => void {
  const controller = useController();
  const page = useChatPage();
  return useCallback(
    (messageId) => {
      const open = controller.store.getState().open[conversationId];
      const message = open?.kind === 'ready' ? open.messages[messageId] : undefined;
      void page.ask(`fork ${messageId}`, async () => {
        const made = await controller.command('conversation.fork', { conversationId, messageId });
        if (!made.ok) return made;
        if (message?.role === 'user') {
          draftsOf(controller).keep(made.value.id, {
            text: textOf(message),
            pasted: [],
            attachments: attachmentsOf(message),
          });
        }
        controller.show(made.value.id);
        page.focusComposer();
        return made;
      });
    },
    [controller, page, conversationId],
  );
}
