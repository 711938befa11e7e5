import { useMemo } from 'react';
import type { Message, Usage } from '../../../../shared/model/conversation.ts';
import type { PriceList } from '../../../../shared/model/cost.ts';
import { costOfAnswer } from '../../../../shared/model/message/details.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { useApp } from '../../../client/use-app.ts';
import { useConversationId } from '../page/page-context.ts';
import styles from './message.module.css';

const number = new Intl.NumberFormat();

function spoken(usage: Usage): string {
  const words = [
    `${number.format(usage.promptTokens)} prompt tokens`,
    `${number.format(usage.completionTokens)} completion tokens`,
    `${number.format(usage.totalTokens)} tokens in total`,
  ];
  if (usage.reasoningTokens !== undefined && usage.reasoningTokens > 0) {
    words.push(`${number.format(usage.reasoningTokens)} of them for reasoning`);
  }
  if (usage.cachedTokens !== undefined && usage.cachedTokens > 0) {
    words.push(`${number.format(usage.cachedTokens)} of the prompt from the cache`);
  }
  return words.join(', ');
}

/** A detail of the preceding count, hidden in a narrow window. */
function Aside({ count, what }: { readonly count: number; readonly what: string }) {
  if (count === 0) return null;
  return (
    <span className={styles.aside}>
      {' '}
      ({number.format(count)} {what})
    </span>
  );
}

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
    <span title={`${text} for all answers of this conversation`}>
      <span aria-hidden> · {text} in all</span>
      <span className="visually-hidden">, {text} for the whole conversation</span>
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
  const full = cost === null ? spoken(usage) : `${spoken(usage)}, ${cost}`;
  return (
    <span className={styles.usage} title={full}>
      <span aria-hidden>
        {number.format(usage.promptTokens)} in
        <Aside count={cached} what="cached" /> · {number.format(usage.completionTokens)} out
        <Aside count={reasoning} what="reasoning" /> · {number.format(usage.totalTokens)} tokens
        {cost !== null && <span> · {cost}</span>}
      </span>
      <span className="visually-hidden">{full}</span>
      {isLast && cost !== null && <ConversationCost />}
    </span>
  );
}
