import {
  costedTools,
  offeredTools,
  type CostedTool,
  type OfferedTool,
  type SourceTools,
} from '../tool-table.ts';
import { definitionBudget, maxTools } from './budgets.ts';
import { foundOn, offeredOf, type FoundMessage } from './found-tools.ts';
import { createSearchSource } from './tool-search.ts';

/** The tools of a conversation, and which of them go with a request. */
export interface Offer {
  /** All tools that the model may call, also those that are not offered yet. */
  readonly callable: readonly OfferedTool[];
  /** Returns the tools to offer after these messages. */
  readonly after: (path: readonly FoundMessage[]) => readonly CostedTool[];
  /** The tools that are offered in any case. */
  readonly always: readonly CostedTool[];
  /** The tools that are offered only once they are found; empty if all are offered. */
  readonly deferred: readonly CostedTool[];
}

/** Returns the sum of what tools cost. */
export function tokensOfAll(tools: readonly CostedTool[]): number {
  return tools.reduce((sum, { tokens }) => sum + tokens, 0);
}

function searchTool(deferred: readonly CostedTool[], limits: { names: number; found: number }) {
  const source = createSearchSource(deferred, limits);
  return source
    .tools(new AbortController().signal)
    .then((tools) => costedTools(offeredTools([{ source, identity: '', tools }], { off: [] })));
}

/**
 * Decides which tools go with the requests of a turn. All of them, if they are few and cost little;
 * otherwise Parley's own, a search, and what was found on the path so far. Tools of servers are
 * deferred together, because a model that sees some of them would not search for the others.
 */
export async function planOffer(
  sources: readonly SourceTools[],
  off: readonly string[],
  contextTokens: number | null,
): Promise<Offer> {
  const all = costedTools(offeredTools(sources, { off: [...off] }));
  const callable = all.map(({ offered }) => offered);
  const budget = definitionBudget(contextTokens);
  const whole: Offer = { callable, after: () => all, always: all, deferred: [] };
  if (all.length <= maxTools && tokensOfAll(all) <= budget.tokens) return whole;
  const own = all.filter(({ offered }) => offered.from.kind === 'built_in');
  const deferred = all.filter(({ offered }) => offered.from.kind === 'server');
  if (deferred.length === 0) return whole;
  const search = await searchTool(deferred, { names: budget.names, found: budget.tokens });
  const saves = tokensOfAll(search) < tokensOfAll(deferred);
  if (!saves && all.length <= maxTools) return whole;
  const always = [...own, ...search];
  const findable = new Map(deferred.map((each) => [each.key, each]));
  const limits = { count: maxTools - always.length, tokens: budget.found };
  return {
    callable: [...callable, ...search.map(({ offered }) => offered)],
    after: (path) => [...always, ...offeredOf(foundOn(path), findable, limits)],
    always,
    deferred,
  };
}
