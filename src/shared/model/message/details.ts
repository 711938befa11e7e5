import type { CutPrompt } from '../context/meter.ts';
import type { Message, Usage } from '../conversation.ts';
import { costOf, priceOf, type PriceList } from '../cost.ts';

/** Measurements of an answer, and how it was requested. Those of a continued answer cover all its requests. */
export interface MessageDetails {
  /** The name of the assistant that answered. */
  readonly assistant?: string | undefined;
  /** The fields of the last request that stand for parameters, by the server's names. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** The server's name for the last request. */
  readonly requestId?: string | undefined;
  /** From the first request to its first token, in ms. */
  readonly firstTokenMs?: number | undefined;
  /** From the first token of each request to its end, summed, in ms. Tools run outside of it. */
  readonly streamingMs?: number | undefined;
  /** The server has left out the beginning of the last request. */
  readonly cut?: CutPrompt | undefined;
}

/** An answer that came faster was sent in one piece, which says nothing about the model (ms). */
const shortestStreamMs = 100;

/**
 * The speed at which an answer was written, in tokens per second; null if unknown. Reasoning that
 * the server does not show is left out, because it came before the first token.
 */
export function tokensPerSecond({ usage, details, parts }: Message): number | null {
  const streamingMs = details?.streamingMs ?? 0;
  if (usage === undefined || streamingMs < shortestStreamMs) return null;
  const showsReasoning = parts.some((part) => part.kind === 'reasoning' && part.text !== '');
  const hidden = showsReasoning ? 0 : (usage.reasoningTokens ?? 0);
  const tokens = usage.completionTokens - hidden;
  return tokens > 0 ? (tokens * 1000) / streamingMs : null;
}

/** The cost of an answer in US dollars: as the server charged it, else by the price. null: unknown. */
export function costOfAnswer(
  { usage, model }: { readonly usage?: Usage | undefined; readonly model?: string | undefined },
  prices: PriceList | null,
): number | null {
  if (usage === undefined) return null;
  if (usage.costUsd !== undefined) return usage.costUsd;
  const price = priceOf(prices, model);
  return price === null ? null : costOf(price, usage);
}
