import type { Usage } from '../../../shared/model/conversation.ts';
import type { MonthlyUsage } from '../../../shared/model/library.ts';

/** The most rows that are kept; the oldest months go first. */
const maxRows = 500;

/** The longest name of a model, in UTF-16 code units. */
const longestModel = 500;

/** Returns a month in this computer's calendar, for example `2026-11`. */
function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

/** Adds what an answer to a server took to the usage of its model in this month. */
export function withModelUsage(
  rows: readonly MonthlyUsage[],
  model: string,
  usage: Usage,
  now: number,
): readonly MonthlyUsage[] {
  const name = model.slice(0, longestModel);
  const month = monthOf(now);
  const isSame = (row: MonthlyUsage): boolean => row.month === month && row.model === name;
  const before = rows.find(isSame);
  const next: MonthlyUsage = {
    month,
    model: name,
    answers: (before?.answers ?? 0) + 1,
    promptTokens: (before?.promptTokens ?? 0) + usage.promptTokens,
    completionTokens: (before?.completionTokens ?? 0) + usage.completionTokens,
    cachedTokens: (before?.cachedTokens ?? 0) + (usage.cachedTokens ?? 0),
  };
  return [...rows.filter((row) => !isSame(row)), next]
    .toSorted((a, b) => a.month.localeCompare(b.month) || a.model.localeCompare(b.model))
    .slice(-maxRows);
}
