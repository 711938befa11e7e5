import type { MouseEvent } from 'react';
import Check from 'lucide-react/icons/check';
import Square from 'lucide-react/icons/square';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ColumnName } from '../../../../shared/words/compare-words.ts';
import { useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import type { LogItem } from '../log/log-items.ts';
import { AssistantMessage } from '../message/assistant-message.tsx';
import { useChatPage, useConversationId } from '../page/page-context.ts';
import styles from './comparison.module.css';

interface ColumnProps {
  readonly id: string;
  readonly label: string;
  /** The id of its tab, if it has one. */
  readonly labelledBy: string | undefined;
  readonly name: ColumnName;
  readonly isHidden: boolean;
  readonly item: LogItem;
  readonly isChosen: boolean;
  /** Null if nothing can be chosen. */
  readonly onChoose: (() => void) | null;
}

/** One of the answers side by side: its name, its own Stop, the answer, and how to go on with it. */
export function Column(props: ColumnProps) {
  const { id, label, labelledBy, name, isHidden, item, isChosen, onChoose } = props;
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  const { message } = item;
  const isGrowing = message.status === 'streaming';
  const hasWords = message.parts.length > 0;
  const stop = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    // The button is about to disappear.
    currentTarget.closest<HTMLElement>('[data-column]')?.focus();
    const input = { conversationId, messageId: message.id };
    void page.ask(`stop ${message.id}`, () => controller.command('chat.stop', input));
  };
  return (
    <section
      id={id}
      role={labelledBy === undefined ? 'group' : 'tabpanel'}
      aria-label={labelledBy === undefined ? label : undefined}
      aria-labelledby={labelledBy}
      tabIndex={0}
      hidden={isHidden}
      data-column
      data-chosen={isChosen || undefined}
      className={styles.column}
    >
      <div className={styles.head}>
        <p className={styles.name} title={label} dir="auto">
          <span className={styles.number}>{numberText(name.number)}</span>
          {name.name}
        </p>
        {isGrowing && (
          <Button
            size="small"
            tone="quiet"
            aria-label={t('compare.stop_answer', { number: name.number })}
            icon={<Square size={10} fill="currentColor" aria-hidden />}
            onClick={stop}
          >
            {t('compare.stop_answer.short')}
          </Button>
        )}
        {isChosen && !isGrowing && (
          <p className={styles.chosen}>
            <Check size={14} aria-hidden />
            {t('compare.chosen')}
          </p>
        )}
      </div>
      <AssistantMessage item={item} hidesModel />
      {!isChosen && onChoose !== null && (
        <Button
          size="small"
          disabled={!hasWords && !isGrowing}
          aria-label={t('compare.choose.named', { answer: label })}
          className={styles.choose}
          data-choose
          onClick={onChoose}
        >
          {t('compare.choose')}
        </Button>
      )}
    </section>
  );
}
