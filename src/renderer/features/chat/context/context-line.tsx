import { useId, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { canMakeRoom, isNearlyFull, meterWords } from '../../../../shared/words/context-words.ts';
import { limitNote } from '../../../../shared/words/limit-words.ts';
import { deferred } from '../../../ui/deferred.tsx';
import type { Turns } from '../page/turns.ts';
import type { ContextPopupProps } from './context-popup.tsx';
import { useMeter } from './use-meter.ts';
import styles from './context-line.module.css';

const ContextPopup = deferred<ContextPopupProps>(
  async () => (await import('./context-popup.tsx')).ContextPopup,
);

/** Props of {@link ContextLine}. */
export interface ContextLineProps {
  readonly conversationId: Id | null;
  readonly turns: Turns;
}

/** Under the message box: how much of the context the next request takes. Opens to its parts. */
export function ContextLine({ conversationId, turns }: ContextLineProps) {
  const meter = useMeter(conversationId, turns);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const anchor = `--context-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  if (meter === null || meter.tokens === 0) return null;
  const note = limitNote(meter.limits);
  const words = note === null ? meterWords(meter) : `${meterWords(meter)} · ${note}`;
  return (
    <div className={styles.line}>
      {/* Announced once, when a limit is passed. */}
      <span role="status" className="visually-hidden">
        {note === null ? '' : t('context.line.cost', { note })}
      </span>
      <button
        ref={button}
        type="button"
        className={styles.button}
        style={{ anchorName: anchor }}
        data-command="context"
        data-full={isNearlyFull(meter) || note !== null || undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={
          canMakeRoom(meter)
            ? t('context.line.named_full', { tokens: words })
            : t('context.line.named', { tokens: words })
        }
        // The focus must stay in the popup, otherwise the popup closes before the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!isOpen)}
      >
        {canMakeRoom(meter) ? t('context.line.full', { tokens: words }) : words}
      </button>
      {isOpen && (
        <ContextPopup
          meter={meter}
          conversationId={conversationId}
          turns={turns}
          anchor={anchor}
          isInside={(target) => button.current?.contains(target) ?? false}
          onClose={(isByKey) => {
            setOpen(false);
            if (isByKey) button.current?.focus();
          }}
        />
      )}
    </div>
  );
}
