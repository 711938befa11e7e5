import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Message } from '../../shared/model/conversation.ts';
import type { Controller } from '../client/controller.ts';
import { ControllerContext } from '../client/use-app.ts';
import { MessageSection } from '../features/chat/log/message-group.tsx';
import { logItems } from '../features/chat/log/log-items.ts';
import { ChatPageContext, ConversationIdContext } from '../features/chat/page/page-context.ts';
import { createPage } from '../features/chat/page/page.ts';

const questionId = '00000000-0000-7000-8000-000000000001';
const answerId = '00000000-0000-7000-8000-000000000002';
const createdAt = new Date(0).toISOString();

const question: Message = {
  id: questionId,
  parentId: null,
  role: 'user',
  parts: [{ kind: 'text', text: 'A question' }],
  status: 'complete',
  createdAt,
};

const answer: Message = {
  id: answerId,
  parentId: questionId,
  role: 'assistant',
  parts: [
    { kind: 'reasoning', text: 'A thought', durationMs: 2000 },
    { kind: 'text', text: 'An answer' },
  ],
  status: 'complete',
  createdAt,
  model: 'a-model',
};

/** The engine interprets a function at first, and optimises it after some runs. */
const rounds = 8;

const none = (): void => {};

/**
 * Renders a question and an answer repeatedly where nobody sees them, while the window is idle. The
 * engine compiles functions on their first run; without this, the first opened conversation would
 * wait for that.
 */
export function warmLog(controller: Controller): void {
  const root = createRoot(document.createElement('div'));
  const page = createPage();
  const items = logItems({ [questionId]: question, [answerId]: answer }, answerId, null, []);
  const groups = [items.filter((item) => item !== null)];
  let round = 0;
  const draw = (): void => {
    round += 1;
    flushSync(() =>
      root.render(
        <ControllerContext value={controller}>
          <ChatPageContext value={page}>
            <ConversationIdContext value={questionId}>
              <MessageSection
                // A new key, so that nothing is reused from the previous round.
                key={round}
                groups={groups}
                index={0}
                isMounted={() => true}
                last={0}
                estimates={[0]}
                watch={() => none}
              />
            </ConversationIdContext>
          </ChatPageContext>
        </ControllerContext>,
      ),
    );
    if (round < rounds) requestIdleCallback(draw);
    else root.unmount();
  };
  requestIdleCallback(draw);
}
