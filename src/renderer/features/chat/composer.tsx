import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import type { Id } from '../../../shared/conversation.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp } from '../../use-app.ts';
import { createComposition } from './composition.ts';
import { draftOf, keepDraft } from './drafts.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';
import styles from './composer.module.css';

/** A box that grows with its text has to lay all of it out at each key; beyond this length it stops growing. */
const growUpTo = 20_000;
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
  const area = useRef<HTMLTextAreaElement>(null);
  const shown = useRef<Id | null | undefined>(undefined);
  /** The conversation that the text sent from here brought into being, while it is on show. */
  const carried = useRef<Id | null>(null);
  const [composition] = useState(createComposition);
  const [hint, setHint] = useState(false);
  const isBusy = useIsBusy(conversationId);

  // Each conversation has its own unsent text.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    page.setComposer(element);
    const isFirst = shown.current === undefined;
    const isCreated = shown.current === null && turns.justCreated() === conversationId;
    carried.current = isCreated && conversationId !== null ? conversationId : null;
    shown.current = conversationId;
    // What is typed while the first message is on its way stays in the box.
    if (carried.current === null) element.value = draftOf(conversationId);
    element.dataset['long'] = String(element.value.length > growUpTo);
    if (isFirst || conversationId === null) element.focus();
    return () => {
      keepDraft(conversationId, element.value);
      page.setComposer(null);
    };
  }, [conversationId, page, turns]);

  useEffect(() => {
    if (!hint) return undefined;
    const timer = setTimeout(() => setHint(false), hintFor);
    return () => clearTimeout(timer);
  }, [hint]);
  const showsHint = hint && isBusy;

  const send = async (): Promise<void> => {
    const element = area.current;
    if (element === null || element.value.trim() === '') return;
    const text = element.value;
    const outcome = turns.send(conversationId, text);
    if (outcome === 'busy') {
      setHint(true);
      return;
    }
    element.value = '';
    element.dataset['long'] = 'false';
    keepDraft(conversationId, '');
    page.report(null);
    page.follow();
    const result = await outcome;
    if (result.ok) return;
    page.report(result.error);
    // Nothing is lost: the text comes back, before whatever was typed since.
    const isHere = shown.current === conversationId || carried.current === shown.current;
    if (!isHere) {
      keepDraft(conversationId, text);
      return;
    }
    element.value = element.value === '' ? text : `${text}\n${element.value}`;
    element.dataset['long'] = String(element.value.length > growUpTo);
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
        if (value === '' && page.editLast()) event.preventDefault();
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
    <div className={styles.composer}>
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
        onInput={(event) => {
          const isLong = String(event.currentTarget.value.length > growUpTo);
          if (event.currentTarget.dataset['long'] !== isLong) {
            event.currentTarget.dataset['long'] = isLong;
          }
        }}
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
