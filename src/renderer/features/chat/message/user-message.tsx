import { useEffect, useRef, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';
import { ActionButton } from './action-button.tsx';
import { CopyMessage } from './copy-message.tsx';
import { EditMessage } from './edit-message.tsx';
import type { LogItem } from '../log/log-items.ts';
import { MessageMore } from './message-more.tsx';
import { useConversationId } from '../page/page-context.ts';
import { AttachedParts } from './parts.tsx';
import { PinMark } from '../pins/pin-mark.tsx';
import { UserText } from './user-text.tsx';
import { VersionNav } from './version-nav.tsx';
import styles from './message.module.css';

/** The accessible name of a message: its first words or its attachments. */
function nameOf(message: Message, text: string): string {
  if (text !== '') return text.slice(0, 80);
  const names = attachmentsOf(message).map(({ name }) => name);
  return listText(names).slice(0, 80);
}

function EditButton({ onEdit }: { readonly onEdit: () => void }) {
  const conversationId = useConversationId();
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  if (isReadOnly) return null;
  return (
    <ActionButton label={t('common.edit')} data-edit onClick={onEdit}>
      <Pencil size={16} />
    </ActionButton>
  );
}

/** The person's message: a quiet card with the text as typed. */
export function UserMessage({ item }: { readonly item: LogItem }) {
  const { message } = item;
  const text = textOf(message);
  const [isEditing, setEditing] = useState(false);
  const actions = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // After Cancel, the focus returns to where editing started.
    if (wasEditing.current && !isEditing && document.activeElement === document.body) {
      actions.current?.querySelector<HTMLElement>('[data-edit]')?.focus();
    }
    wasEditing.current = isEditing;
  }, [isEditing]);

  return (
    <article
      className={styles.user}
      aria-label={t('message.who.you_named', { start: nameOf(message, text) })}
      data-message-id={message.id}
      data-status={message.status}
    >
      {isEditing ? (
        <EditMessage message={message} text={text} onClose={() => setEditing(false)} />
      ) : (
        <>
          <div className={styles.card}>
            <AttachedParts message={message} />
            <UserText text={text} />
          </div>
          <div className={styles.footer} ref={actions}>
            <PinMark messageId={message.id} />
            <div className={styles.actions}>
              {text !== '' && <CopyMessage text={() => text} />}
              <EditButton onEdit={() => setEditing(true)} />
              <MessageMore messageId={message.id} />
            </div>
            <VersionNav item={item} />
          </div>
        </>
      )}
    </article>
  );
}
