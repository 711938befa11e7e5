import { useMemo } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { useController } from '../../../client/use-app.ts';
import { useConversationId, useChatPage } from '../page/page-context.ts';

/** What the person can do with an answer. Nothing throws; the page shows failures. */
export interface AnswerActions {
  readonly retry: () => void;
  readonly regenerate: () => void;
  readonly continueAnswer: () => void;
  readonly openSettings: () => void;
  readonly chooseModel: () => void;
  readonly startNew: () => void;
}

/** The actions of one answer. Each runs once at a time, however often its button is pressed. */
export function useAnswerActions(messageId: Id): AnswerActions {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  return useMemo(() => {
    const target = { conversationId, messageId };
    const ask = (command: () => Promise<Result<unknown>>): void => {
      page.follow();
      // The button goes with the answer it belongs to.
      page.focusComposer();
      void page.ask(messageId, command);
    };
    return {
      retry: () => ask(() => controller.command('chat.retry', target)),
      regenerate: () => ask(() => controller.command('chat.regenerate', target)),
      continueAnswer: () => ask(() => controller.command('chat.continue', target)),
      openSettings: () => controller.setDialog({ kind: 'settings', section: 'providers' }),
      chooseModel: page.focusModel,
      startNew: () => {
        controller.show(null);
        page.focusComposer();
      },
    };
  }, [controller, page, conversationId, messageId]);
}
