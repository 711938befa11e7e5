import { codePrint } from '../../../../shared/code-print.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Controller } from '../../../client/controller.ts';
import type { MarkdownActions } from '../../../markdown/view/actions.ts';
import type { ChatPage } from './page-context.ts';

/** Makes what saves code of a conversation's messages, or drags it out. */
export function codeOutOf(
  controller: Controller,
  page: ChatPage,
  conversationId: Id,
): NonNullable<MarkdownActions['codeOut']> {
  return (element, code, how) => {
    const message = element.closest<HTMLElement>('[data-message-id]');
    const messageId = message?.dataset['messageId'];
    if (messageId === undefined) return;
    // Main takes the code out of its own copy of the message.
    const wanted = { conversationId, messageId, print: codePrint(code) };
    void page.ask(`${how} code`, () =>
      how === 'save'
        ? controller.command('library.saveCode', wanted)
        : controller.command('library.dragOut', { kind: 'code', ...wanted }),
    );
  };
}
