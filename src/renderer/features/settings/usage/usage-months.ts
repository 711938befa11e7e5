import { costOf, priceOf, type PriceList } from '../../../../shared/model/cost.ts';
import type { MonthlyUsage } from '../../../../shared/model/library.ts';

/** A model's share of a month. */
export interface MonthPart {
  readonly model: string;
  /** Tokens, or US dollars. */
  readonly amount: number;
}

/** A column of the chart. */
export interface Month {
  /** For example `2026-11`. */
  readonly month: string;
  /** In the order of the legend. */
  readonly parts: readonly MonthPart[];
  readonly amount: number;
}

/** The data of the chart. */
export interface UsageChartData {
  /** Oldest first, without gaps. */
  readonly months: readonly Month[];
  /** Most used first; the last one may stand for all others. */
  readonly models: readonly string[];
}

/**
 * The usage of a model in one month or in total. `cost` is in US dollars, null if its price is
 * unknown.
 */
export interface UsageRow {
  readonly month: string;
  /** Empty if unknown. */
  readonly model: string;
  readonly tokens: number;
  readonly cost: number | null;
}

/** If there are more models than this, the rest are drawn as {@link otherModels}. */
const mostModels = 5;
/** Limit of columns. Older months are not counted. */
export const mostMonths = 24;
/** Stands for all models without a colour in the chart. */
export const otherModels = 'Others';

/** The display name of a model. */
export function modelName(model: string): string {
  return model === '' ? 'Unknown model' : model;
}

function monthAfter(month: string): string {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  return next > 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(next).padStart(2, '0')}`;
}

/**
 * The months from the first to the newest with counted tokens, without gaps, at most {@link
 * mostMonths}.
 */
function monthsOf(rows: readonly UsageRow[]): readonly string[] {
  const newest = rows.reduce((last, { month }) => (month > last ? month : last), '');
  if (newest === '') return [];
  const oldest = rows.reduce((first, { month }) => (month < first ? month : first), newest);
  const all: string[] = [];
  for (let month = oldest; month <= newest; month = monthAfter(month)) all.push(month);
  return all.slice(-mostMonths);
}

/** The rows of the shown months, with tokens and cost. */
export function usageRows(
  usage: readonly MonthlyUsage[],
  prices: PriceList | null,
): readonly UsageRow[] {
  const rows = usage
    .map(({ month, model, ...tokens }): UsageRow => {
      const price = priceOf(prices, model);
      return {
        month,
        model,
        tokens: tokens.promptTokens + tokens.completionTokens,
        cost: price === null ? null : costOf(price, tokens),
      };
    })
    .filter(({ tokens }) => tokens > 0);
  const shown = new Set(monthsOf(rows));
  return rows.filter(({ month }) => shown.has(month));
}

function addedUp(rows: readonly UsageRow[], amountOf: (row: UsageRow) => number) {
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(row.model, (totals.get(row.model) ?? 0) + amountOf(row));
  return totals;
}

/** One row per model, most used first. The month is that of its last use. */
export function usageByModel(rows: readonly UsageRow[]): readonly UsageRow[] {
  const models = new Map<string, UsageRow>();
  for (const row of rows) {
    const before = models.get(row.model);
    if (before === undefined) models.set(row.model, row);
    else {
      models.set(row.model, {
        model: row.model,
        month: row.month > before.month ? row.month : before.month,
        tokens: before.tokens + row.tokens,
        // A price belongs to a model, so either all of its rows have a cost or none.
        cost: before.cost === null || row.cost === null ? null : before.cost + row.cost,
      });
    }
  }
  return [...models.values()].toSorted((a, b) => b.tokens - a.tokens);
}

/** Aggregates rows for the chart by `amountOf`. Only the most used models are named. */
export function usageMonths(
  rows: readonly UsageRow[],
  amountOf: (row: UsageRow) => number,
): UsageChartData {
  const names = monthsOf(rows);
  const ranked = [...addedUp(rows, amountOf)]
    .filter(([, amount]) => amount > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([model]) => model);
  if (ranked.length === 0) return { months: [], models: [] };
  const own = ranked.length > mostModels ? ranked.slice(0, mostModels - 1) : ranked;
  const months = names.map((month): Month => {
    const ofMonth = addedUp(
      rows.filter((row) => row.month === month),
      amountOf,
    );
    const parts = own.map((model) => ({
      model: modelName(model),
      amount: ofMonth.get(model) ?? 0,
    }));
    const amount = [...ofMonth.values()].reduce((sum, each) => sum + each, 0);
    if (own.length === ranked.length) return { month, parts, amount };
    const named = parts.reduce((sum, part) => sum + part.amount, 0);
    const rest = { model: otherModels, amount: Math.max(0, amount - named) };
    return { month, parts: [...parts, rest], amount };
  });
  return {
    months,
    models: [...own.map(modelName), ...(own.length < ranked.length ? [otherModels] : [])],
  };
}
