import { useMemo, type ReactNode } from 'react';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Message, Usage } from '../../../../shared/model/conversation.ts';
import type { PriceList } from '../../../../shared/model/cost.ts';
import { costOfAnswer } from '../../../../shared/model/message/details.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { useApp } from '../../../client/use-app.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { useConversationId } from '../page/page-context.ts';
import styles from './message.module.css';

/** What was used, in words, for the ear and on hover. */
function spoken(usage: Usage, cost: string | null): string {
  const {
    promptTokens,
    completionTokens,
    totalTokens,
    reasoningTokens = 0,
    cachedTokens = 0,
  } = usage;
  return listText([
    t('usage.spoken.prompt', { count: promptTokens }),
    t('usage.spoken.completion', { count: completionTokens }),
    t('usage.spoken.total', { count: totalTokens }),
    ...(reasoningTokens === 0 ? [] : [t('usage.spoken.reasoning', { count: reasoningTokens })]),
    ...(cachedTokens === 0 ? [] : [t('usage.spoken.cached', { count: cachedTokens })]),
    ...(cost === null ? [] : [cost]),
  ]);
}

/** A detail of a count, hidden in a narrow window. */
const aside = (words: readonly ReactNode[]): ReactNode => (
  <span className={styles.aside}>{words}</span>
);

/**
 * The cost of a conversation's answers in all versions; null if one of them is unknown, or if there
 * are fewer than two answers.
 */
function conversationCost(
  messages: Readonly<Record<string, Message>> | null,
  prices: PriceList | null,
): number | null {
  let sum = 0;
  let answers = 0;
  for (const message of Object.values(messages ?? {})) {
    if (message.role !== 'assistant' || message.usage === undefined) continue;
    const cost = costOfAnswer(message, prices);
    if (cost === null) return null;
    sum += cost;
    answers += 1;
  }
  return answers < 2 ? null : sum;
}

/** The cost of the whole conversation, shown once at its end. */
function ConversationCost() {
  const conversationId = useConversationId();
  const messages = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' && open.path === null ? open.messages : null;
  });
  const prices = useApp((state) => state.prices);
  const cost = useMemo(() => conversationCost(messages, prices), [messages, prices]);
  if (cost === null) return null;
  const text = moneyText(cost);
  return (
    <span title={t('usage.conversation.title', { cost: text })}>
      <span aria-hidden> · {t('usage.conversation', { cost: text })}</span>
      <span className="visually-hidden">, {t('usage.conversation.spoken', { cost: text })}</span>
    </span>
  );
}

interface UsageLineProps {
  readonly usage: Usage;
  readonly model: string | undefined;
  /** True for the last answer, which also shows the cost of the conversation. */
  readonly isLast: boolean;
}

/**
 * An answer's token usage, as counted by the server, and its cost if the model's price is known.
 * Short on screen; in full words for screen readers and on hover.
 */
export function UsageLine({ usage, model, isLast }: UsageLineProps) {
  const dollars = useApp((state) => costOfAnswer({ usage, model }, state.prices));
  const cached = usage.cachedTokens ?? 0;
  const reasoning = usage.reasoningTokens ?? 0;
  const cost = dollars === null ? null : moneyText(dollars);
  const full = spoken(usage, cost);
  return (
    <span className={styles.usage} title={full}>
      <span aria-hidden>
        {cached === 0 ? (
          t('usage.in', { count: usage.promptTokens })
        ) : (
          <RichMessage id="usage.in_cached" values={{ count: usage.promptTokens, cached, aside }} />
        )}
        {' · '}
        {reasoning === 0 ? (
          t('usage.out', { count: usage.completionTokens })
        ) : (
          <RichMessage
            id="usage.out_reasoning"
            values={{ count: usage.completionTokens, reasoning, aside }}
          />
        )}
        {' · '}
        {t('usage.total', { count: usage.totalTokens })}
        {cost !== null && <span> · {cost}</span>}
      </span>
      <span className="visually-hidden">{full}</span>
      {isLast && cost !== null && <ConversationCost />}
    </span>
  );
}
