import { useMemo } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { settingsSectionOf } from '../../../../shared/words/error-words.ts';
import { useController } from '../../../client/use-app.ts';
import { useConversationId, useChatPage } from '../page/page-context.ts';
import { askWithRoom } from '../room/make-room.ts';

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
    const ask = (
      kind: 'answer' | 'continue',
      name: 'chat.retry' | 'chat.regenerate' | 'chat.continue',
      mayPass: { readonly mayPassLimits?: true } = {},
    ): void => {
      page.follow();
      // The button disappears with its answer.
      page.focusComposer();
      void askWithRoom(controller, page, {
        conversationId,
        key: messageId,
        of: { kind, messageId },
        command: (evenIfFull) => controller.command(name, { ...target, ...mayPass, evenIfFull }),
      });
    };
    return {
      retry: () => ask('answer', 'chat.retry'),
      regenerate: () => ask('answer', 'chat.regenerate'),
      continueAnswer: () => ask('continue', 'chat.continue'),
      retryAnyway: () => ask('answer', 'chat.retry', { mayPassLimits: true }),
      continueAnyway: () => ask('continue', 'chat.continue', { mayPassLimits: true }),
      openSettings: (section) => controller.setDialog({ kind: 'settings', section }),
      chooseModel: page.focusModel,
      startNew: () => {
        controller.show(null);
        page.focusComposer();
      },
    };
  }, [controller, page, conversationId, messageId]);
}
