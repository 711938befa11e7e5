import type { MonthlyUsage } from '../../../shared/library.ts';

/** A model's part of a month; tokens. */
export interface MonthPart {
  readonly model: string;
  readonly tokens: number;
}

/** A column of the chart. */
export interface Month {
  /** e.g. `2026-11`. */
  readonly month: string;
  /** In the order of the legend. */
  readonly parts: readonly MonthPart[];
  readonly tokens: number;
}

/** What the chart draws. */
export interface UsageChartData {
  /** Oldest first, without gaps. */
  readonly months: readonly Month[];
  /** Most used first; the last may stand for all others. */
  readonly models: readonly MonthPart[];
}

/** More models than this are drawn as one: {@link otherModels}. */
const mostModels = 5;
/** More columns than this are not drawn. */
const mostMonths = 24;
/** Stands for all models that have no colour of their own. */
export const otherModels = 'Others';
const unknownModel = 'Unknown model';

function monthAfter(month: string): string {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  return next > 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(next).padStart(2, '0')}`;
}

function added(into: Map<string, number>, name: string, tokens: number): void {
  into.set(name, (into.get(name) ?? 0) + tokens);
}

/** Adds usage up for the chart: the last months up to the newest, the most used models by name. */
export function usageMonths(usage: readonly MonthlyUsage[]): UsageChartData {
  const rows = usage
    .map(({ month, model, promptTokens, completionTokens }) => ({
      month,
      model: model === '' ? unknownModel : model,
      tokens: promptTokens + completionTokens,
    }))
    .filter(({ tokens }) => tokens > 0);
  const newest = rows.reduce((last, { month }) => (month > last ? month : last), '');
  if (newest === '') return { months: [], models: [] };
  const oldest = rows.reduce((first, { month }) => (month < first ? month : first), newest);
  const all: string[] = [];
  for (let month = oldest; month <= newest; month = monthAfter(month)) all.push(month);
  const names = all.slice(-mostMonths);
  const shown = new Set(names);
  const recent = rows.filter(({ month }) => shown.has(month));

  const totals = new Map<string, number>();
  for (const { model, tokens } of recent) added(totals, model, tokens);
  const ranked = [...totals].toSorted(([, a], [, b]) => b - a).map(([model]) => model);
  const own = ranked.length > mostModels ? ranked.slice(0, mostModels - 1) : ranked;
  const nameOf = (model: string): string => (own.includes(model) ? model : otherModels);
  const legend = own.length < ranked.length ? [...own, otherModels] : own;

  const months = names.map((month): Month => {
    const counts = new Map<string, number>();
    for (const row of recent) if (row.month === month) added(counts, nameOf(row.model), row.tokens);
    const parts = legend.map((model) => ({ model, tokens: counts.get(model) ?? 0 }));
    return { month, parts, tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0) };
  });
  const models = legend.map((model) => ({
    model,
    tokens: months.reduce(
      (sum, { parts }) => sum + (parts.find((part) => part.model === model)?.tokens ?? 0),
      0,
    ),
  }));
  return { months, models };
}
