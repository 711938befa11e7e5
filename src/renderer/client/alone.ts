import type { Id } from '../../shared/model/conversation.ts';
import type { MessagePlace } from '../../shared/model/desktop/notifications.ts';
import type { Controller } from './controller.ts';

/** The conversation that a window is for, from the query of its page; null in the main window. */
export function aloneIn(search: string): Id | null {
  return new URLSearchParams(search).get('conversation');
}

/** A controller that leaves everything but its own conversation to the main window. */
export function aloneController(controller: Controller, alone: Id): Controller {
  const newInMain = async (action: 'new_conversation' | 'new_temporary') =>
    controller.command('app.performInMain', { action });
  const goInMain = (place: MessagePlace): void =>
    void controller.command('app.showInMain', { kind: 'place', ...place });
  return {
    ...controller,
    show(conversationId) {
      if (conversationId === alone) controller.show(alone);
      else if (conversationId === null) void newInMain('new_conversation');
      else goInMain({ conversationId, messageId: null });
    },
    startIn: () => void newInMain('new_conversation'),
    startTemporary: () => newInMain('new_temporary'),
    reveal(reveal) {
      const { conversationId, messageId } = reveal;
      if (conversationId === alone) controller.reveal(reveal);
      else goInMain({ conversationId, messageId });
    },
  };
}
