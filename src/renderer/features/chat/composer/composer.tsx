import { useRef, useState, type KeyboardEvent } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Paperclip from 'lucide-react/icons/paperclip';
import Square from 'lucide-react/icons/square';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useFocusName } from '../../../ui/focus-registry.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { AttachmentList } from '../message/attachment-list.tsx';
import { createComposition } from './composition.ts';
import { draftsOf, isBlank } from './drafts.ts';
import type { PageParts } from '../page/page.ts';
import { PastedChips } from './pasted-chips.tsx';
import { filesIn } from './pasted-files.ts';
import { ToolsButton } from '../tool-choice/tools-button.tsx';
import type { Turns } from '../page/turns.ts';
import { useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useSend } from './use-send.ts';
import styles from './composer.module.css';

/** True while an answer of this conversation is in progress. */
export function useIsBusy(conversationId: Id | null): boolean {
  return useApp((state) => conversationId !== null && state.streaming.has(conversationId));
}

interface ComposerProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/**
 * The message box. Its text lives only in the DOM, so a key press renders nothing and the browser's
 * undo works.
 */
export function Composer({ conversationId, page, turns }: ComposerProps) {
  const drafts = draftsOf(useController());
  const area = useRef<HTMLTextAreaElement>(null);
  useFocusName('message_box', area);
  const [composition] = useState(createComposition);
  const isBusy = useIsBusy(conversationId);
  const draft = useDraft(drafts, area, conversationId, page, turns);
  const files = useAttachments(draft, conversationId, page);
  const { send, hint } = useSend({ conversationId, page, turns, draft, files, isBusy });

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (composition.isComposing(event.nativeEvent)) return;
    const { value, scrollHeight, clientHeight } = event.currentTarget;
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey || event.altKey) break;
        event.preventDefault();
        if (!event.repeat) void send();
        break;
      case 'ArrowUp':
        if (value === '' && isBlank(draft.read()) && page.editLast()) event.preventDefault();
        break;
      case 'PageUp':
      case 'PageDown':
        // A draft that does not scroll leaves the paging keys to the log.
        if (scrollHeight > clientHeight + 1) break;
        event.preventDefault();
        page.scrollPages(event.key === 'PageUp' ? -1 : 1);
        break;
      default:
    }
  };

  return (
    <div
      className={styles.composer}
      data-filled={draft.pasted.length + draft.attachments.length > 0 || undefined}
    >
      <AttachmentList
        parts={draft.attachments}
        pending={files.pending}
        onRemove={(index) => {
          draft.removeAttachment(index);
          area.current?.focus();
        }}
        onEncoding={draft.setEncoding}
      />
      <PastedChips texts={draft.pasted} onRemove={draft.removePasted} />
      <textarea
        ref={area}
        className={styles.area}
        aria-label="Message"
        aria-describedby={hint !== null ? 'composer-hint' : undefined}
        placeholder="Write a message"
        rows={1}
        dir="auto"
        data-long="false"
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
        onInput={draft.onInput}
        onPaste={(event) => {
          const pasted = filesIn(event.clipboardData);
          if (event.defaultPrevented || pasted.length === 0) return;
          event.preventDefault();
          files.add(pasted);
        }}
      />
      <div className={styles.bar}>
        <p id="composer-hint" role="status" className={styles.hint}>
          {hint ?? ''}
        </p>
        <IconButton
          label="Attach files"
          tooltipSide="top"
          className={styles.attach}
          onClick={files.choose}
        >
          <Paperclip size={18} />
        </IconButton>
        <ToolsButton
          key={`tools-${conversationId ?? 'new'}`}
          conversationId={conversationId}
          page={page}
          turns={turns}
        />
        {isBusy ? (
          <IconButton
            key="button"
            label="Stop"
            shortcut="Esc"
            tooltipSide="top"
            className={styles.stop}
            onClick={() => {
              void turns.stop(conversationId);
              area.current?.focus();
            }}
          >
            <Square size={14} fill="currentColor" />
          </IconButton>
        ) : (
          <IconButton
            key="button"
            label="Send"
            shortcut="Enter"
            tooltipSide="top"
            className={styles.send}
            onClick={() => {
              void send();
              area.current?.focus();
            }}
          >
            <ArrowUp size={18} />
          </IconButton>
        )}
      </div>
    </div>
  );
}
