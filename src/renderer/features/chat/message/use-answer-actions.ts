import { useMemo } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { settingsSectionOf } from '../../../../shared/words/error-words.ts';
import { useController } from '../../../client/use-app.ts';
import { useConversationId, useChatPage } from '../page/page-context.ts';

/** The section of the settings in which an error is resolved. */
type SettingsSection = ReturnType<typeof settingsSectionOf> | 'assistants' | 'usage';

/** The actions available for an answer. None of them throws; the page shows failures. */
export interface AnswerActions {
  readonly retry: () => void;
  readonly regenerate: () => void;
  readonly continueAnswer: () => void;
  /** These two pass the cost limits once. */
  readonly retryAnyway: () => void;
  readonly continueAnyway: () => void;
  readonly openSettings: (section: SettingsSection) => void;
  readonly chooseModel: () => void;
  readonly startNew: () => void;
}

/** The actions of one answer. Repeated presses do not run an action twice at a time. */
export function useAnswerActions(messageId: Id): AnswerActions {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  return useMemo(() => {
    const target = { conversationId, messageId };
    const ask = (command: () => Promise<Result<unknown>>): void => {
      page.follow();
      // The button disappears with its answer.
      page.focusComposer();
      void page.ask(messageId, command);
    };
    return {
      retry: () => ask(() => controller.command('chat.retry', target)),
      regenerate: () => ask(() => controller.command('chat.regenerate', target)),
      continueAnswer: () => ask(() => controller.command('chat.continue', target)),
      retryAnyway: () =>
        ask(() => controller.command('chat.retry', { ...target, mayPassLimits: true })),
      continueAnyway: () =>
        ask(() => controller.command('chat.continue', { ...target, mayPassLimits: true })),
      openSettings: (section) => controller.setDialog({ kind: 'settings', section }),
      chooseModel: page.focusModel,
      startNew: () => {
        controller.show(null);
        page.focusComposer();
      },
    };
  }, [controller, page, conversationId, messageId]);
}
