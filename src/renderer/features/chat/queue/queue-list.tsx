import { useRef, useState } from 'react';
import SendHorizontal from 'lucide-react/icons/send-horizontal';
import { t } from '../../../../shared/language/translate.ts';
import type { Id, QueuedMessage } from '../../../../shared/model/conversation.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { useChatPage } from '../page/page-context.ts';
import { askWithRoom } from '../room/make-room.ts';
import { QueuedRow } from './queued-row.tsx';
import styles from './queue.module.css';

const none: readonly QueuedMessage[] = [];

/** Says when the queue is sent. */
function stateWords(queue: readonly QueuedMessage[], isStreaming: boolean): string {
  const [first] = queue;
  if (first?.hasNoRoom === true) {
    return t('queue.state.no_room');
  }
  if (first?.waits === true) return t('queue.state.waits');
  return isStreaming ? t('queue.state.next_after_answer') : t('queue.state.next');
}

/** The messages that were written while an answer streamed, above the message box. */
export function QueueList({ conversationId }: { readonly conversationId: Id }) {
  const controller = useController();
  const page = useChatPage();
  const list = useRef<HTMLUListElement>(null);
  const queue = useApp((state) => state.heads[conversationId]?.queue ?? none);
  const isStreaming = useApp((state) => state.streaming.has(conversationId));
  /** The message that is being edited; it must not leave meanwhile. */
  const [editing, setEditing] = useState<Id | null>(null);
  const words = stateWords(queue, isStreaming);
  const send = (): Promise<boolean> =>
    askWithRoom(controller, page, {
      conversationId,
      key: 'queue',
      of: { kind: 'queued' },
      command: (evenIfFull) =>
        controller.command('chat.sendQueued', { conversationId, evenIfFull }),
    });
  return (
    <section className={styles.queue} aria-label={t('queue.title')}>
      <div className={styles.head}>
        <p role="status" className={styles.state}>
          {words}
        </p>
        <Button
          size="small"
          disabled={queue.some(({ id }) => id === editing)}
          tone="quiet"
          icon={<SendHorizontal size={14} aria-hidden />}
          onClick={() => {
            page.follow();
            page.focusComposer();
            void send();
          }}
        >
          {isStreaming ? t('queue.stop_and_send') : t('queue.send')}
        </Button>
      </div>
      <ul ref={list} className={styles.list}>
        {queue.map((message) => (
          <QueuedRow
            key={message.id}
            conversationId={conversationId}
            message={message}
            isEditing={editing === message.id}
            onEditing={(isEditing) => setEditing(isEditing ? message.id : null)}
            onGone={() => {
              // The row and its button are about to disappear.
              if (queue.length === 1) page.focusComposer();
              else list.current?.querySelector<HTMLElement>('[data-edit-queued]')?.focus();
            }}
          />
        ))}
      </ul>
    </section>
  );
}
