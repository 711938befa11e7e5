import { useRef } from 'react';
import Columns3 from 'lucide-react/icons/columns-3';
import { t } from '../../../../shared/language/translate.ts';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import type { ComparedAnswers } from '../../../../shared/model/tree/comparison.ts';
import type { OwnModels } from '../../../../shared/model/models/own-model.ts';
import { nextWords, quotedTitle } from '../../../../shared/words/compare-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { showColumns, useColumnsShown } from '../../../common/columns-shown.ts';
import { Button } from '../../../ui/button.tsx';
import type { LogItem } from '../log/log-items.ts';
import { AssistantMessage } from '../message/assistant-message.tsx';
import { useChatPage, useConversationId } from '../page/page-context.ts';
import { asQuote } from '../quote/quote-text.ts';
import { quoteInDraft } from '../quote/selected.ts';
import { ColumnAnnouncer } from './column-announcer.tsx';
import { columnNames } from './column-names.ts';
import { Columns } from './columns.tsx';
import styles from './comparison.module.css';

/** Props of {@link Comparison}. */
export interface ComparisonProps {
  /** The answer on the path. */
  readonly item: LogItem;
  readonly compared: ComparedAnswers;
}

const noOwn: OwnModels = {};

/**
 * The answers to a question that went to several: side by side until one is chosen, then that one,
 * with a way back to the others.
 */
export function Comparison({ item, compared }: ComparisonProps) {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  const own = useApp((state) => state.settings?.settings.models ?? noOwn);
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const { questionId, columns, chosen } = compared;
  const showsAll = useColumnsShown().has(questionId);
  const names = columnNames(compared, own);
  const shown = columns.findIndex(({ id }) => id === item.message.id);
  const shownName = names[shown];

  const place = useRef<HTMLDivElement>(null);
  /** Shows all answers or one, and moves the focus to what is there instead of the button. */
  const show = (all: boolean): void => {
    showColumns(questionId, all);
    const next = all ? '[data-column][data-chosen]' : '[data-show-all]';
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(next)?.focus());
  };

  if (chosen !== null && !showsAll) {
    return (
      <div ref={place}>
        <AssistantMessage item={item} />
        <Button
          size="small"
          tone="quiet"
          className={styles.back}
          icon={<Columns3 size={14} aria-hidden />}
          data-show-all
          onClick={() => show(true)}
        >
          {t('compare.show_all', { count: columns.length })}
        </Button>
      </div>
    );
  }

  const choose = (messageId: string): void => {
    showColumns(questionId, false);
    page.follow();
    page.focusComposer();
    const input = { conversationId, messageId };
    void page.ask(messageId, () => controller.command('conversation.chooseAnswer', input));
  };
  const quoteAll = (): void => {
    const quotes = columns.flatMap((message, index) => {
      const name = names[index];
      const text = textOf(message);
      return name === undefined || text.trim() === ''
        ? []
        : [asQuote(`${quotedTitle(name)}\n\n${text}`)];
    });
    quoteInDraft(quotes.join('\n\n'));
  };
  const isGrowing = columns.some(({ status }) => status === 'streaming');
  const hasText = columns.some((message) => textOf(message).trim() !== '');
  return (
    <div ref={place} data-columns className={styles.comparison}>
      <ColumnAnnouncer columns={columns} names={names} />
      <Columns
        item={item}
        compared={compared}
        names={names}
        onChoose={isReadOnly ? null : choose}
      />
      {!isReadOnly && (
        <div className={styles.next}>
          {chosen === null && item.isLast && shownName !== undefined && (
            <p className={styles.nextWords}>{nextWords(shownName)}</p>
          )}
          {chosen !== null && (
            <Button size="small" tone="quiet" onClick={() => show(false)}>
              {t('compare.show_chosen')}
            </Button>
          )}
          <Button
            size="small"
            disabled={isGrowing || !hasText}
            title={t('compare.continue_with_all.hint')}
            onClick={quoteAll}
          >
            {t('compare.continue_with_all')}
          </Button>
        </div>
      )}
    </div>
  );
}
