import type { DailyUsage, MonthlyUsage } from '../../shared/model/library.ts';
import { dayOf, type Spending, type SpendingPurpose } from '../../shared/model/spending/ledger.ts';
import type { SpendingFile } from './ports.ts';

/** The most months that are read. */
const maxMonths = 24;
/** Requests for these are not in the search index, which has only answers. */
const notIndexed: ReadonlySet<SpendingPurpose> = new Set(['title', 'api', 'summary']);

function added(before: DailyUsage | undefined, request: Spending): DailyUsage {
  const { at, model, providerId, usage } = request;
  const charged = usage?.costUsd;
  return {
    day: dayOf(at),
    model,
    providerId,
    assistant: '',
    answers: (before?.answers ?? 0) + 1,
    promptTokens: (before?.promptTokens ?? 0) + (usage?.promptTokens ?? 0),
    completionTokens: (before?.completionTokens ?? 0) + (usage?.completionTokens ?? 0),
    cachedTokens: (before?.cachedTokens ?? 0) + (usage?.cachedTokens ?? 0),
    chargedUsd: charged === undefined ? null : (before?.chargedUsd ?? 0) + charged,
  };
}

/**
 * Returns the usage that belongs to no answer: titles, summaries and the API from the ledger, and, by
 * month alone, requests of tool servers.
 */
export async function usageElsewhere(
  file: SpendingFile,
  ofServers: readonly MonthlyUsage[],
): Promise<readonly DailyUsage[]> {
  const sums = new Map<string, DailyUsage>();
  for (const month of (await file.months()).slice(-maxMonths)) {
    for (const request of await file.ofMonth(month)) {
      if (!notIndexed.has(request.purpose)) continue;
      const { model, providerId, usage, at } = request;
      const key = JSON.stringify([dayOf(at), model, providerId, usage?.costUsd === undefined]);
      sums.set(key, added(sums.get(key), request));
    }
  }
  const servers = ofServers.map(({ month, ...row }): DailyUsage => ({
    day: month,
    providerId: '',
    assistant: '',
    ...row,
    chargedUsd: null,
  }));
  return [...sums.values(), ...servers];
}
