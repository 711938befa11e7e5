import type { Usage } from '../../../shared/conversation.ts';
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

/** A part of the count before it; there is no room for it in a narrow window. */
function Aside({ count, what }: { readonly count: number; readonly what: string }) {
  if (count === 0) return null;
  return (
    <span className={styles.aside}>
      {' '}
      ({number.format(count)} {what})
    </span>
  );
}

/** What an answer cost, as the server counted: short to see, in full words to hear or to hover. */
export function UsageLine({ usage }: { readonly usage: Usage }) {
  const full = spoken(usage);
  const cached = usage.cachedTokens ?? 0;
  const reasoning = usage.reasoningTokens ?? 0;
  return (
    <span className={styles.usage} title={full}>
      <span aria-hidden>
        {number.format(usage.promptTokens)} in
        <Aside count={cached} what="cached" /> · {number.format(usage.completionTokens)} out
        <Aside count={reasoning} what="reasoning" /> · {number.format(usage.totalTokens)} tokens
      </span>
      <span className="visually-hidden">{full}</span>
    </span>
  );
}
