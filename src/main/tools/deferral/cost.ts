import type { CommandInput } from '../../../shared/contract/index.ts';
import type { Conversation } from '../../../shared/model/conversation.ts';
import { pathTo } from '../../../shared/model/tree.ts';
import type { DeferredTools, ToolsCost } from '../../../shared/model/tools.ts';
import { resultsSourceId } from '../built-in/results.ts';
import type { Sources } from '../sources.ts';
import { definitionBudget, maxTools } from './budgets.ts';
import { planOffer, tokensOfAll, type Offer } from './plan-offer.ts';

/** Dependencies of {@link costOfTools}. */
export interface CostOptions {
  readonly sources: Pick<Sources, 'all'>;
  readonly conversation: (id: string) => Promise<Conversation>;
  readonly contextTokens: (
    wanted: Pick<Conversation, 'providerId' | 'model'>,
  ) => Promise<number | null>;
}

function deferredIn(
  offer: Offer,
  sent: readonly { readonly key: string }[],
  contextTokens: number | null,
): DeferredTools | null {
  const { deferred, always } = offer;
  if (deferred.length === 0) return null;
  const allTokens = tokensOfAll(always) + tokensOfAll(deferred);
  const { tokens: limit } = definitionBudget(contextTokens);
  const isTooMuch = allTokens > limit;
  return {
    tools: deferred.length,
    found: sent.length - always.length,
    allTokens,
    because: isTooMuch ? 'tokens' : 'count',
    limit: isTooMuch ? limit : maxTools,
    contextTokens,
  };
}

/** Estimates what the tools of a conversation cost with its next request. Starts no server. */
export async function costOfTools(
  { sources, conversation, contextTokens }: CostOptions,
  { conversationId, tools, ...wanted }: CommandInput<'tools.cost'>,
): Promise<ToolsCost> {
  const all = await sources.all();
  if (!all.some(({ source }) => tools.on.includes(source.id))) return { tokens: 0, deferred: null };
  const on = [...tools.on, resultsSourceId];
  const window = await contextTokens(wanted);
  const using = all.filter(({ source }) => on.includes(source.id));
  const offer = await planOffer(using, tools.off, window);
  const { messages, leafId } =
    conversationId === null ? { messages: {}, leafId: null } : await conversation(conversationId);
  const sent = offer.after(leafId === null ? [] : pathTo(messages, leafId));
  return { tokens: tokensOfAll(sent), deferred: deferredIn(offer, sent, window) };
}
