import { useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { useFocusName } from '../../../ui/focus-registry.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import type { ComposerPopupProps } from '../popup/composer-popup.tsx';
import { usePopup } from '../popup/use-popup.ts';
import { BarButtons } from './bar-buttons.tsx';
import { createComposition } from './composition.ts';
import { DraftChips } from './draft-chips.tsx';
import { draftsOf, isBlank } from './drafts.ts';
import type { PageParts } from '../page/page.ts';
import type { TemporaryNoteProps } from '../temporary/temporary-note.tsx';
import { useIsTemporary } from '../temporary/use-is-temporary.ts';
import { filesIn } from './pasted-files.ts';
import type { Turns } from '../page/turns.ts';
import { usePasteLink } from './paste-link.ts';
import { SendButton } from './send-button.tsx';
import { SendWays, waysId } from './send-ways.tsx';
import { useAttachments } from './use-attachments.ts';
import { isTooLong } from './use-long-text.ts';
import { useDraft } from './use-draft.ts';
import { useKeptPlace } from './kept/use-kept-place.ts';
import { useSend } from './use-send.ts';
import styles from './composer.module.css';

const ComposerPopup = deferred<ComposerPopupProps>(
  async () => (await import('../popup/composer-popup.tsx')).ComposerPopup,
);

const TemporaryNote = deferred<TemporaryNoteProps>(
  async () => (await import('../temporary/temporary-note.tsx')).TemporaryNote,
);

const temporaryNoteId = 'composer-temporary';

/** The id of the element that describes the box to a screen reader. */
function descriptionOf(state: {
  readonly hint: string | null;
  readonly isBusy: boolean;
  readonly isTemporary: boolean;
}): string | undefined {
  if (state.hint !== null) return 'composer-hint';
  if (state.isBusy) return waysId;
  return state.isTemporary ? temporaryNoteId : undefined;
}

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
  const controller = useController();
  const area = useRef<HTMLTextAreaElement>(null);
  useFocusName('message_box', area);
  const [composition] = useState(createComposition);
  const isBusy = useIsBusy(conversationId);
  const isTemporary = useIsTemporary(conversationId);
  const draft = useDraft(draftsOf(controller), area, conversationId, page, turns);
  useKeptPlace(area, conversationId, controller);
  usePasteLink(area);
  const files = useAttachments(draft, conversationId, page);
  const popup = usePopup(area, conversationId, turns, page);
  const { send, hint } = useSend({ conversationId, page, turns, draft, files, isBusy });

  /** A button gives the focus back to the box. */
  const thenFocus = (work: Promise<unknown>): void => {
    void work;
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.defaultPrevented || composition.isComposing(event.nativeEvent)) return;
    popup.onKeyDown(event.nativeEvent);
    const { value, scrollHeight, clientHeight } = event.currentTarget;
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey || event.altKey) break;
        event.preventDefault();
        if (event.repeat) break;
        if (event.ctrlKey || event.metaKey) void send('now');
        else popup.onEnter(() => void send('next'));
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
      data-temporary={isTemporary || undefined}
      data-filled={draft.pasted.length + draft.attachments.length > 0 || undefined}
    >
      {popup.session !== null && (
        <ComposerPopup
          key={popup.session.number}
          session={popup.session}
          page={page}
          area={area}
          takeLong={(text) => {
            const isLong = area.current !== null && isTooLong(area.current, text);
            if (isLong) draft.addPasted(text);
            return isLong;
          }}
          attach={files.attachFrom}
          onClose={popup.close}
        />
      )}
      <DraftChips {...{ conversationId, page, turns, draft }} pending={files.pending} />
      <textarea
        ref={area}
        className={styles.area}
        aria-label={t('composer.message')}
        aria-describedby={descriptionOf({ hint, isBusy, isTemporary })}
        // Otherwise Chromium keeps the typed text in the page's history.
        autoComplete={isTemporary ? 'off' : undefined}
        placeholder={t('composer.placeholder')}
        rows={1}
        dir="auto"
        data-long="false"
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
        onInput={({ nativeEvent }) => {
          draft.onInput();
          popup.onInput(nativeEvent);
        }}
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
        <BarButtons
          key={`tools-${conversationId ?? 'new'}`}
          conversationId={conversationId}
          page={page}
          turns={turns}
          onFiles={files.choose}
          addText={draft.addPasted}
          attachFrom={files.attachFrom}
          onServer={popup.openServer}
        />
        <SendButton
          isBusy={isBusy}
          onSend={() => thenFocus(send('next'))}
          onStop={() => thenFocus(turns.stop(conversationId))}
        />
      </div>
      {isBusy && <SendWays onSend={(way) => thenFocus(send(way))} />}
      {isTemporary && conversationId !== null && (
        <TemporaryNote id={temporaryNoteId} conversationId={conversationId} page={page} />
      )}
    </div>
  );
}
