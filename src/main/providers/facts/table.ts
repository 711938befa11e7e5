import type { TableFacts } from '../../../shared/model/models/facts.ts';
import type { TokenPrice } from '../../../shared/model/settings.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import { isLoopback, isNear } from '../../network/near.ts';

/** The table that comes with Parley. Made by `scripts/model-facts.ts`. */
export interface FactTable {
  /** The day of the data. */
  readonly date: string;
  /** Returns a model's kind and abilities; null if the table does not have it. */
  facts(baseUrl: string, model: string): TableFacts | null;
  /** Returns the price of a model at a well-known service; null if the table does not have it. */
  price(baseUrl: string, model: string): TokenPrice | null;
}

/** Endings of names that mean the same model: a date, a build, a price class. */
const endings = /(?:-\d{4}-?\d{2}-?\d{2}|-\d{4}|:free|:latest|-latest|@[^]*)$/u;

/**
 * The names under which a model may be in the table: `openai/gpt-5-2025-08-07` is also `gpt-5`, and
 * `qwen3:8b` is `qwen3-8b`.
 */
function namesOf(model: string): readonly string[] {
  const whole = model.toLowerCase().replace(/^.*\//u, '');
  const short = whole.replace(endings, '');
  return [whole, short, short.replace(':', '-'), short.replace(/-instruct$/u, '')];
}

function found<T>(entries: Readonly<Record<string, T>> | undefined, model: string): T | null {
  for (const name of namesOf(model)) {
    const entry = ownEntry(entries, name);
    if (entry !== undefined) return entry;
  }
  return null;
}

/** Loads the table, which takes a few milliseconds; it is not needed before a list is shown. */
async function load(): Promise<FactTable> {
  const { default: table } = await import('./table.json', { with: { type: 'json' } });
  const { date } = table;
  const models: Readonly<Record<string, string>> = table.models;
  const prices: Readonly<Record<string, Readonly<Record<string, string>>>> = table.prices;
  return {
    date,
    facts(baseUrl, model) {
      const entry = found(models, model);
      if (entry === null) return null;
      const [letters = '', context] = entry.split(' ');
      const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
      return {
        date,
        vision: letters.includes('v'),
        tools: letters.includes('t'),
        reasoning: letters.includes('r'),
        // A server of one's own rarely runs a model with all the context that it could have.
        ...(isNear(host) || isLoopback(host) ? {} : { contextTokens: Number(context) }),
      };
    },
    price(baseUrl, model) {
      const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
      const entry = found(ownEntry(prices, host), model);
      if (entry === null) return null;
      const [prompt = 0, completion = 0, cached] = entry.split(' ').map(Number);
      return { prompt, completion, ...(cached === undefined ? {} : { cached }) };
    },
  };
}

/** Returns a function that loads the table on its first call. */
export function createFactTable(): () => Promise<FactTable> {
  let loading: Promise<FactTable> | null = null;
  return () => (loading ??= load());
}
