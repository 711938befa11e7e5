import { useEffect, useRef } from 'react';
import X from 'lucide-react/icons/x';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { Id, Message, PinnedMessage } from '../../../../shared/model/conversation.ts';
import { isNameHidden } from '../../../../shared/model/tree/comparison.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { AnchoredPopup, type AnchoredPopupProps } from '../../../ui/anchored-popup.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useChatPage } from '../page/page-context.ts';
import styles from './pins-popup.module.css';

/** Props of {@link PinsPopup}. */
export interface PinsPopupProps extends AnchoredPopupProps {
  readonly conversationId: Id;
}

const none: readonly PinnedMessage[] = [];
const nothing: Readonly<Record<Id, Message>> = {};

/** The longest beginning of a message that is shown (UTF-16 code units). */
const longestStart = 200;

function whoIn(messages: Readonly<Record<Id, Message>>, message: Message): string {
  if (message.role === 'user') return t('message.who.you');
  const model = isNameHidden(messages, message) ? undefined : message.model;
  return model ?? t('message.who.assistant');
}

function startOf(message: Message): string {
  const text = textOf(message).trim().slice(0, longestStart);
  return text === '' ? listText(attachmentsOf(message).map(({ name }) => name)) : text;
}

/** The pinned messages of a conversation. Choosing one shows it, on whichever branch it is. */
export function PinsPopup({ conversationId, onClose, ...place }: PinsPopupProps) {
  const controller = useController();
  const page = useChatPage();
  const list = useRef<HTMLUListElement>(null);
  const pins = useApp((state) => state.heads[conversationId]?.pins ?? none);
  const messages = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' ? open.messages : nothing;
  });
  // After the layout effect of the popup has shown it.
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const show = (messageId: Id): void => {
    onClose(false);
    controller.reveal({ conversationId, messageId, marks: { kind: 'words', words: [] } });
  };
  const unpin = (messageId: Id, row: Element | null): void => {
    const input = { conversationId, messageId, pinned: false };
    if (pins.length === 1) {
      onClose(false);
      page.focusComposer();
    } else {
      const next = row?.nextElementSibling ?? row?.previousElementSibling;
      next?.querySelector('button')?.focus();
    }
    void page.ask('pin', () => controller.command('conversation.pinMessage', input));
  };
  return (
    <AnchoredPopup {...place} onClose={onClose} className={styles.popup}>
      <section role="dialog" aria-label={t('pins.title')} className={styles.dialog}>
        <ul ref={list} className={styles.list}>
          {pins.map(({ id }) => {
            const message = messages[id];
            if (message === undefined) return null;
            return (
              <li key={id} className={styles.row}>
                <button type="button" className={styles.message} onClick={() => show(id)}>
                  <span className={styles.who}>{whoIn(messages, message)}</span>
                  <span className={styles.start} dir="auto">
                    {startOf(message)}
                  </span>
                </button>
                <IconButton
                  label={t('pins.unpin')}
                  size="small"
                  onClick={({ currentTarget }) => unpin(id, currentTarget.closest('li'))}
                >
                  <X size={14} />
                </IconButton>
              </li>
            );
          })}
        </ul>
      </section>
    </AnchoredPopup>
  );
}
