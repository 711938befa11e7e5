import { useCallback, useRef, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { isPinned } from '../../../../shared/model/message/pins.ts';
import { ActionButton } from './action-button.tsx';
import { CopyMessage } from './copy-message.tsx';
import { EditMessage } from './edit-message.tsx';
import type { LogItem } from '../log/log-items.ts';
import { MessageMore } from './message-more.tsx';
import { useLogHead } from '../page/page-context.ts';
import { AttachedParts } from './parts.tsx';
import { PinMark } from '../pins/pin-mark.tsx';
import { UserText } from './user-text.tsx';
import { VersionNav } from './version-nav.tsx';
import styles from './message.module.css';

/** The accessible name of a message: its first words or its attachments. */
function nameOf(text: string, attached: readonly AttachmentPart[]): string {
  return (text === '' ? listText(attached.map(({ name }) => name)) : text).slice(0, 80);
}

/** The person's message: a quiet card with the text as typed. */
export function UserMessage({ item }: { readonly item: LogItem }) {
  const { message } = item;
  const text = textOf(message);
  const attached = attachmentsOf(message);
  const [isEditing, setEditing] = useState(false);
  const wasEditing = useRef(false);
  const { isReadOnly, pins } = useLogHead();
  const actions = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    // After Cancel, the focus returns to where editing started.
    if (wasEditing.current && document.activeElement === document.body) {
      element.querySelector<HTMLElement>('[data-edit]')?.focus();
    }
    wasEditing.current = false;
  }, []);
  const edit = (): void => {
    wasEditing.current = true;
    setEditing(true);
  };

  return (
    <article
      className={styles.user}
      aria-label={t('message.who.you_named', { start: nameOf(text, attached) })}
      data-message-id={message.id}
      data-status={message.status}
    >
      {isEditing ? (
        <EditMessage message={message} text={text} onClose={() => setEditing(false)} />
      ) : (
        <>
          <div className={styles.card}>
            {attached.length > 0 && <AttachedParts parts={attached} />}
            <UserText text={text} />
          </div>
          <div className={styles.footer} ref={actions}>
            {isPinned({ pins }, message.id) && <PinMark />}
            <div className={styles.actions}>
              {text !== '' && <CopyMessage text={() => text} />}
              {!isReadOnly && (
                <ActionButton label={t('common.edit')} data-edit onClick={edit}>
                  <Pencil size={16} />
                </ActionButton>
              )}
              <MessageMore messageId={message.id} />
            </div>
            {item.versions > 1 && <VersionNav item={item} />}
          </div>
        </>
      )}
    </article>
  );
}
