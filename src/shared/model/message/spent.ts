import type { Message } from '../conversation.ts';
import type { PriceList } from '../cost.ts';
import { costOfAnswer } from './details.ts';

/** A sum of costs, in US dollars, some of which may be unknown. */
export interface Spent {
  readonly known: number;
  /** The number of costs in the sum. */
  readonly counted: number;
  /** The number of costs that are unknown and not in the sum. */
  readonly unknown: number;
}

/** A request that failed without a count has most likely cost nothing. */
function isAsked({ role, status, usage }: Message): boolean {
  return role === 'assistant' && (usage !== undefined || status !== 'failed');
}

/**
 * The cost of all answers, hidden versions included, and of summaries. Answers that still stream are
 * left out.
 */
export function spentIn(messages: readonly Message[], prices: PriceList | null): Spent {
  const answers = messages.filter((message) => isAsked(message) && message.status !== 'streaming');
  const summaries = messages.flatMap(({ checkpoint }) => checkpoint?.asked ?? []);
  const costs = [...answers, ...summaries].map((asked) => costOfAnswer(asked, prices));
  const known = costs.filter((cost) => cost !== null);
  return {
    known: known.reduce((sum, cost) => sum + cost, 0),
    counted: known.length,
    unknown: costs.length - known.length,
  };
}
