import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentsOf } from '../../../../shared/model/conversation-views.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { Button } from '../../../ui/button.tsx';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { useController } from '../../../client/use-app.ts';
import { AttachmentList } from './attachment-list.tsx';
import { draftsOf } from '../composer/drafts.ts';
import { createComposition } from '../composer/composition.ts';
import { useChatPage, useConversationId, type Blocked } from '../page/page-context.ts';
import { useDragOut } from '../page/use-drag-out.ts';
import { whenBlocked, type HowAsked } from '../room/make-room.ts';
import styles from './message.module.css';

interface EditMessageProps {
  readonly message: Message;
  readonly text: string;
  readonly onClose: () => void;
}

/** Enter begins a line in an answer, which is long. */
function isSaveKey(event: KeyboardEvent, isAnswer: boolean): boolean {
  return isAnswer ? event.ctrlKey || event.metaKey : !event.shiftKey;
}

/**
 * Edits a question or an answer in place. Saving keeps the old version; a question is also asked.
 * Unsaved text is kept as a draft: the next edit of the message starts with it.
 */
export function EditMessage({ message, text, onClose }: EditMessageProps) {
  const controller = useController();
  const page = useChatPage();
  const dragOut = useDragOut();
  const conversationId = useConversationId();
  const root = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [composition] = useState(createComposition);
  // Read before the box takes the focus.
  const [before] = useState(() => document.activeElement);
  const drafts = draftsOf(controller);
  const [kept, setKept] = useState(() => drafts.editOf(conversationId, message.id));
  const keep = (next: string | null): void =>
    drafts.keepEdit(conversationId, message.id, next === text ? null : next);
  const [isSending, setSending] = useState(false);
  const [attached, setAttached] = useState(() =>
    message.role === 'user' ? attachmentsOf(message) : [],
  );

  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const isAnswer = message.role === 'assistant';
  const target = { conversationId, messageId: message.id };
  const attachments = attached.map(({ attachment }) => attachment);
  const send = (text: string, evenIfFull: boolean): Promise<Result<unknown>> =>
    isAnswer
      ? controller.command('conversation.editAnswer', { ...target, text })
      : controller.command('chat.edit', { ...target, text, attachments, evenIfFull });
  const save = async (how: HowAsked = 'first'): Promise<void> => {
    const next = area.current?.value ?? '';
    if (isSending || (next.trim() === '' && (isAnswer || attached.length === 0))) return;
    setSending(true);
    page.block(null);
    const asked = next.trim() === '' ? '' : next;
    const result = await send(asked, how === 'even_if_full');
    if (result.ok) {
      keep(null);
      onClose();
      page.report(null);
      if (!isAnswer) page.follow();
      // The edited message may be shown before the reply, and the person may have moved on.
      if (isFocusFree() || root.current?.contains(document.activeElement) === true)
        page.focusComposer();
    } else {
      setSending(false);
      const { error } = result;
      const again: Blocked['again'] = ({ evenIfFull }) => {
        // The person may have closed the edit, or gone on writing.
        if (area.current?.value === next) void save(evenIfFull ? 'even_if_full' : 'with_room');
      };
      const of = { kind: 'edit', messageId: message.id, text: asked, attachments } as const;
      const blocked = { conversationId, error, again, of };
      if (!whenBlocked(controller, page, blocked, how === 'with_room')) page.report(error);
    }
  };
  const cancel = (): void => {
    onClose();
    // If Arrow Up in the message box started the edit, return there instead of to the button.
    if (before instanceof HTMLTextAreaElement) before.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (composition.isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      // Esc closes one thing; it must not stop an answer as well.
      event.preventDefault();
      cancel();
    } else if (event.key === 'Enter' && isSaveKey(event, isAnswer)) {
      event.preventDefault();
      void save();
    }
  };

  return (
    <div ref={root} className={styles.edit}>
      <AttachmentList
        parts={attached}
        onDragOut={({ attachment }, event) => dragOut(event, { kind: 'attachment', attachment })}
        onRemove={(index) => {
          setAttached(attached.filter((_, at) => at !== index));
          area.current?.focus();
        }}
      />
      <textarea
        ref={area}
        className={styles.editArea}
        aria-label={t('message.edit.text')}
        dir="auto"
        defaultValue={kept ?? text}
        onChange={(event) => keep(event.target.value)}
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
      />
      <div className={styles.editActions}>
        {kept !== null && (
          <Button
            size="small"
            tone="quiet"
            className={styles.editReset}
            onClick={() => {
              keep(null);
              setKept(null);
              if (area.current === null) return;
              area.current.value = text;
              area.current.focus();
            }}
          >
            {t('message.edit.discard')}
          </Button>
        )}
        <Button size="small" tone="quiet" onClick={cancel}>
          {t('common.cancel')}
        </Button>
        <Button size="small" tone="primary" disabled={isSending} onClick={() => void save()}>
          {isAnswer ? t('common.save') : t('message.edit.save_and_send')}
        </Button>
      </div>
    </div>
  );
}
