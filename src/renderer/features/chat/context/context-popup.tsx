import { useEffect, useId, useRef } from 'react';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ContextMeter } from '../../../../shared/model/context/meter.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { partName } from '../../../../shared/words/context-words.ts';
import { AnchoredPopup, type AnchoredPopupProps } from '../../../ui/anchored-popup.tsx';
import type { Turns } from '../page/turns.ts';
import { RoomChoices } from '../room/room-choices.tsx';
import { CostRows } from './cost-rows.tsx';
import { LimitRows } from './limit-rows.tsx';
import { OwnLimits } from './own-limits.tsx';
import styles from './context-popup.module.css';

/** Props of {@link ContextPopup}. */
export interface ContextPopupProps extends AnchoredPopupProps {
  readonly meter: ContextMeter;
  readonly conversationId: Id | null;
  readonly turns: Turns;
}

/** Shows the parts of the next request with their tokens, and its price. */
export function ContextPopup({ meter, conversationId, turns, ...popup }: ContextPopupProps) {
  const dialog = useRef<HTMLDivElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.focus(), []);
  const { parts, tokens, windowTokens } = meter;
  return (
    <AnchoredPopup {...popup} className={styles.popup}>
      <div
        ref={dialog}
        role="dialog"
        aria-labelledby={titleId}
        tabIndex={-1}
        className={styles.dialog}
      >
        <h2 id={titleId} className={styles.title}>
          {t('context.title')}
        </h2>
        <table className={styles.table}>
          <tbody>
            {parts.map((part) => (
              <tr key={part.kind}>
                <th scope="row">{partName(part.kind)}</th>
                <td>{numberText(part.tokens)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('context.total')}</th>
              <td>{numberText(tokens)}</td>
            </tr>
            <tr>
              <th scope="row">{t('context.window')}</th>
              <td>{windowTokens === null ? '?' : numberText(windowTokens)}</td>
            </tr>
            <CostRows tokens={tokens} conversationId={conversationId} turns={turns} />
            <LimitRows limits={meter.limits} />
          </tfoot>
        </table>
        {conversationId !== null && (
          <RoomChoices
            meter={meter}
            conversationId={conversationId}
            onClose={() => popup.onClose(false)}
          />
        )}
        <OwnLimits conversationId={conversationId} turns={turns} />
      </div>
    </AnchoredPopup>
  );
}
