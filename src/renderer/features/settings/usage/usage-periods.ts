import { t } from '../../../../shared/language/translate.ts';
import type { Spent } from '../../../../shared/model/message/spent.ts';
import { addSpent, nothingSpent } from '../../../../shared/model/spending/ledger.ts';
import type { UsageRow } from '../../../../shared/model/spending/usage-rows.ts';

/** What usage is divided by. */
export type UsageGroup = 'model' | 'assistant' | 'provider';

/** A share of a period. */
export interface PeriodPart {
  readonly name: string;
  /** Tokens, or US dollars. */
  readonly amount: number;
}

/** A column of the chart. */
export interface Period {
  /** A month, such as `2026-11`, or a day, such as `2026-11-30`. */
  readonly period: string;
  /** In the order of the legend. */
  readonly parts: readonly PeriodPart[];
  readonly amount: number;
}

/** The data of the chart. */
export interface UsageChartData {
  /** Oldest first, without gaps. */
  readonly periods: readonly Period[];
  /** Most used first; the last one may stand for all others. */
  readonly names: readonly string[];
}

/** Usage of one model, assistant or provider. */
export interface UsageSum {
  /** The model's own name, '' if unknown; otherwise as `name`. */
  readonly key: string;
  readonly name: string;
  readonly tokens: number;
  readonly cost: Spent;
}

/** If there are more names than this, the rest are drawn as {@link otherNames}. */
const maxNames = 5;
/** Limit of columns. Older months are not counted. */
export const maxMonths = 24;
/** Stands for everything without a colour in the chart. */
export const otherNames = (): string => t('settings.usage.others');

/** Names of providers by id. */
export type ProviderNames = ReadonlyMap<string, string>;

function keyOf(row: UsageRow, by: UsageGroup, providers: ProviderNames): string {
  switch (by) {
    case 'model':
      return row.model;
    case 'assistant':
      return row.assistant;
    case 'provider':
      return providers.get(row.providerId) ?? row.providerId;
  }
}

function monthAfter(month: string): string {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  return next > 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(next).padStart(2, '0')}`;
}

/** The month of a day. */
export function monthOfDay(day: string): string {
  return day.slice(0, 7);
}

/** The months from the first to the newest, without gaps, at most {@link maxMonths}. */
export function monthsOf(rows: readonly UsageRow[]): readonly string[] {
  const used = rows.map(({ day }) => monthOfDay(day));
  const newest = used.reduce((last, month) => (month > last ? month : last), '');
  if (newest === '') return [];
  const oldest = used.reduce((first, month) => (month < first ? month : first), newest);
  const all: string[] = [];
  for (let month = oldest; month <= newest; month = monthAfter(month)) all.push(month);
  return all.slice(-maxMonths);
}

function daysOf(month: string): readonly string[] {
  const last = new Date(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0).getDate();
  return Array.from({ length: last }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}

/** The rows of a month; null for those of all months that are shown. */
export function rowsIn(rows: readonly UsageRow[], month: string | null): readonly UsageRow[] {
  const shown = new Set(month === null ? monthsOf(rows) : [month]);
  return rows.filter(({ day }) => shown.has(monthOfDay(day)));
}

/** Adds rows up by name, most used first. */
export function usageSums(
  rows: readonly UsageRow[],
  by: UsageGroup,
  providers: ProviderNames,
): readonly UsageSum[] {
  const sums = new Map<string, UsageSum>();
  for (const row of rows) {
    const key = keyOf(row, by, providers);
    const before = sums.get(key);
    sums.set(key, {
      key,
      name: key === '' ? t(`settings.usage.unnamed.${by}`) : key,
      tokens: row.tokens + (before?.tokens ?? 0),
      cost: addSpent(row.cost, before?.cost ?? nothingSpent),
    });
  }
  return [...sums.values()].toSorted((a, b) => b.tokens - a.tokens);
}

/** The rows of each day or month, oldest first; also of those without any. */
export function usagePeriods(
  rows: readonly UsageRow[],
  month: string | null,
): readonly { readonly period: string; readonly rows: readonly UsageRow[] }[] {
  const periods = month === null ? monthsOf(rows) : daysOf(month);
  const byPeriod = new Map<string, UsageRow[]>(periods.map((period) => [period, []]));
  for (const row of rows) {
    byPeriod.get(month === null ? monthOfDay(row.day) : row.day)?.push(row);
  }
  return periods.map((period) => ({ period, rows: byPeriod.get(period) ?? [] }));
}

/** Aggregates rows for the chart by `amountOf`. Only the most used are named. */
export function usageChart(
  rows: readonly UsageRow[],
  { by, month, providers }: UsageView,
  amountOf: (sum: UsageSum) => number,
): UsageChartData {
  const ranked = usageSums(rows, by, providers)
    .filter((sum) => amountOf(sum) > 0)
    .toSorted((a, b) => amountOf(b) - amountOf(a))
    .map(({ name }) => name);
  if (ranked.length === 0) return { periods: [], names: [] };
  const own = ranked.length > maxNames ? ranked.slice(0, maxNames - 1) : ranked;
  const periods = usagePeriods(rows, month).map(({ period, rows: inPeriod }): Period => {
    const amounts = new Map(
      usageSums(inPeriod, by, providers).map((sum) => [sum.name, amountOf(sum)]),
    );
    const parts = own.map((name) => ({ name, amount: amounts.get(name) ?? 0 }));
    const amount = [...amounts.values()].reduce((sum, each) => sum + each, 0);
    if (own.length === ranked.length) return { period, parts, amount };
    const named = parts.reduce((sum, part) => sum + part.amount, 0);
    const rest = { name: otherNames(), amount: Math.max(0, amount - named) };
    return { period, parts: [...parts, rest], amount };
  });
  const hasRest = own.length < ranked.length;
  return { periods, names: [...own, ...(hasRest ? [otherNames()] : [])] };
}

/** What is shown, and how it is divided. */
export interface UsageView {
  readonly by: UsageGroup;
  /** The month that is shown by day; null for all months. */
  readonly month: string | null;
  readonly providers: ProviderNames;
}
