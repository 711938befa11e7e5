import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import Paperclip from 'lucide-react/icons/paperclip';
import Pencil from 'lucide-react/icons/pencil';
import X from 'lucide-react/icons/x';
import { listText, numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Id, QueuedMessage } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { createComposition } from '../composer/composition.ts';
import { draftsOf } from '../composer/drafts.ts';
import { useChatPage } from '../page/page-context.ts';
import styles from './queue.module.css';

/** The longest beginning of a message that its row shows (UTF-16 code units). */
const longestStart = 300;

interface QueuedRowProps {
  readonly conversationId: Id;
  readonly message: QueuedMessage;
  readonly isEditing: boolean;
  readonly onEditing: (isEditing: boolean) => void;
  /** Called when the row is removed, so that the focus can move on. */
  readonly onGone: () => void;
}

interface EditProps extends Pick<QueuedRowProps, 'conversationId' | 'message'> {
  /** Null if nothing is to be changed. */
  readonly onDone: (text: string | null) => void;
}

/** Edits a queued message. What is typed is kept as a draft, as in edits of sent messages. */
function EditQueued({ conversationId, message, onDone }: EditProps) {
  const drafts = draftsOf(useController());
  const area = useRef<HTMLTextAreaElement>(null);
  const [composition] = useState(createComposition);
  const [kept] = useState(() => drafts.editOf(conversationId, message.id));
  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (composition.isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      // Esc closes one thing; it must not stop the answer as well.
      event.preventDefault();
      onDone(null);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onDone(event.currentTarget.value);
    }
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={area}
        className={styles.area}
        aria-label={t('queue.message')}
        dir="auto"
        defaultValue={kept ?? message.text}
        onChange={({ target }) => drafts.keepEdit(conversationId, message.id, target.value)}
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
      />
      <div className={styles.actions}>
        <Button size="small" tone="quiet" onClick={() => onDone(null)}>
          {t('common.cancel')}
        </Button>
        <Button size="small" tone="primary" onClick={() => onDone(area.current?.value ?? '')}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}

/** A queued message: the beginning of its text, and what can be done with it. */
export function QueuedRow(props: QueuedRowProps) {
  const { conversationId, message, isEditing, onEditing, onGone } = props;
  const controller = useController();
  const page = useChatPage();
  const button = useRef<HTMLButtonElement>(null);
  /** Whether it waited before it was edited. While it is edited, it does. */
  const [waited, setWaited] = useState(false);
  const { id, text, attachments } = message;
  const target = { conversationId, queuedId: id };
  const start = text.trim() === '' ? listText(attachments.map(({ name }) => name)) : text;
  const change = (to: { readonly text?: string; readonly waits: boolean }): Promise<boolean> =>
    page.tell(() => controller.command('chat.changeQueued', { ...target, ...to }));
  const edit = async (): Promise<void> => {
    setWaited(message.waits === true);
    if (await change({ waits: true })) onEditing(true);
  };
  const forgetDraft = (): void => draftsOf(controller).keepEdit(conversationId, id, null);
  const save = async (next: string | null): Promise<void> => {
    if (next === null) forgetDraft();
    onEditing(false);
    if (next?.trim() === '' && attachments.length === 0) onGone();
    else requestAnimationFrame(() => button.current?.focus());
    const done = await change({
      waits: waited,
      ...(next === null ? {} : { text: next.trim() === '' ? '' : next }),
    });
    // If it could not be saved, the next edit begins with it.
    if (done) forgetDraft();
  };
  if (isEditing) {
    return (
      <li className={styles.row}>
        <EditQueued
          conversationId={conversationId}
          message={message}
          onDone={(next) => void save(next)}
        />
      </li>
    );
  }
  return (
    <li className={styles.row}>
      <span className={styles.text} dir="auto">
        {start.slice(0, longestStart)}
      </span>
      {attachments.length > 0 && (
        <span className={styles.files}>
          <Paperclip size={14} aria-hidden />{' '}
          <span aria-hidden>{numberText(attachments.length)}</span>
          <span className="visually-hidden">
            {t('queue.attachments', { count: attachments.length })}
          </span>
        </span>
      )}
      <IconButton
        ref={button}
        label={t('queue.edit')}
        size="small"
        data-edit-queued
        onClick={() => void edit()}
      >
        <Pencil size={14} />
      </IconButton>
      <IconButton
        label={t('queue.remove')}
        size="small"
        onClick={() => {
          onGone();
          forgetDraft();
          void page.tell(() => controller.command('chat.removeQueued', target));
        }}
      >
        <X size={14} />
      </IconButton>
    </li>
  );
}
