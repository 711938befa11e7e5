import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import type { Id } from '../../../shared/conversation.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useController } from '../../use-app.ts';
import { createComposition } from './composition.ts';
import { draftsOf, isBlank, messageOf } from './drafts.ts';
import type { PageParts } from './page.ts';
import { PastedChips } from './pasted-chips.tsx';
import type { Turns } from './turns.ts';
import { useDraft } from './use-draft.ts';
import styles from './composer.module.css';

/** How long the quiet word stays that an answer is still on its way; ms. */
const hintFor = 4000;

/** True while an answer of this conversation is on its way. */
export function useIsBusy(conversationId: Id | null): boolean {
  return useApp((state) => conversationId !== null && state.streaming.has(conversationId));
}

interface ComposerProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/**
 * Where the person writes. The text lives in the DOM only: a key renders nothing, and the browser's
 * own undo holds.
 */
export function Composer({ conversationId, page, turns }: ComposerProps) {
  const drafts = draftsOf(useController());
  const area = useRef<HTMLTextAreaElement>(null);
  const [composition] = useState(createComposition);
  const [hint, setHint] = useState(false);
  const isBusy = useIsBusy(conversationId);
  const draft = useDraft(drafts, area, conversationId, page, turns);

  useEffect(() => {
    if (!hint) return undefined;
    const timer = setTimeout(() => setHint(false), hintFor);
    return () => clearTimeout(timer);
  }, [hint]);
  const showsHint = hint && isBusy;

  const send = async (): Promise<void> => {
    const written = draft.read();
    if (isBlank(written)) return;
    const outcome = turns.send(conversationId, messageOf(written));
    if (outcome === 'busy') {
      setHint(true);
      return;
    }
    draft.clear();
    page.report(null);
    page.follow();
    const result = await outcome;
    if (result.ok) return;
    page.report(result.error);
    draft.giveBack(conversationId, written);
  };

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
        // A short draft has no pages of its own: the keys turn those of the log.
        if (scrollHeight > clientHeight + 1) break;
        event.preventDefault();
        page.scrollPages(event.key === 'PageUp' ? -1 : 1);
        break;
      default:
    }
  };

  return (
    <div className={styles.composer} data-filled={draft.pasted.length > 0 || undefined}>
      <PastedChips texts={draft.pasted} onRemove={draft.removePasted} />
      <textarea
        ref={area}
        className={styles.area}
        aria-label="Message"
        aria-describedby={showsHint ? 'composer-hint' : undefined}
        placeholder="Write a message"
        rows={1}
        dir="auto"
        data-long="false"
        onKeyDown={onKeyDown}
        onCompositionEnd={composition.onEnd}
        onInput={draft.onInput}
      />
      <div className={styles.bar}>
        <p id="composer-hint" role="status" className={styles.hint}>
          {showsHint ? 'Still answering. Your text stays here until you send it.' : ''}
        </p>
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
