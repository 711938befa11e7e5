import type { Usage } from '../../../shared/model/conversation.ts';
import { asObject } from '../json.ts';

/** The counts of a server by any names; each may be missing or no number. */
export interface SentCounts {
  readonly prompt: unknown;
  readonly completion: unknown;
  readonly total: unknown;
  readonly reasoning: unknown;
  readonly cached: unknown;
  /** In US dollars: a number of OpenRouter, an object with `total_cost` of Perplexity. */
  readonly charge: unknown;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function chargeOf(value: unknown): number | undefined {
  return count(value) ?? count(asObject(value)?.['total_cost']);
}

/**
 * Maps a server's token counts; null if there are none. Reasoning is part of the completion here,
 * which is what it costs. xAI and Gemini count it in the total only, and Gemini does not say how
 * much it is.
 */
export function tokenCounts(sent: SentCounts): Usage | null {
  const prompt = count(sent.prompt);
  const completion = count(sent.completion);
  const total = count(sent.total);
  if (prompt === undefined && completion === undefined && total === undefined) return null;
  const reasoning = count(sent.reasoning);
  const cached = count(sent.cached);
  const costUsd = chargeOf(sent.charge);
  const told = (prompt ?? 0) + (completion ?? 0);
  const rest = prompt === undefined || completion === undefined ? 0 : (total ?? told) - told;
  // A server that counts cached tokens may count them apart from the prompt as well.
  const isReasoning =
    rest > 0 && (reasoning === undefined ? cached === undefined : reasoning === rest);
  const reasoningTokens = isReasoning ? rest : reasoning;
  return {
    promptTokens: prompt ?? 0,
    completionTokens: (completion ?? 0) + (isReasoning ? rest : 0),
    totalTokens: total ?? told,
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cached === undefined ? {} : { cachedTokens: cached }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}
