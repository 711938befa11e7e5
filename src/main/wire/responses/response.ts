import type { Usage } from '../../../shared/model/conversation.ts';
import { tokenCounts } from '../answers/token-counts.ts';
import { asObject, asText, type Json } from '../json.ts';

/** Maps the token counts of a response; null if there are none. */
export function readResponseUsage(value: unknown): Usage | null {
  const usage = asObject(value);
  if (usage === null) return null;
  return tokenCounts({
    prompt: usage['input_tokens'],
    completion: usage['output_tokens'],
    total: usage['total_tokens'],
    reasoning: asObject(usage['output_tokens_details'])?.['reasoning_tokens'],
    cached: asObject(usage['input_tokens_details'])?.['cached_tokens'],
    charge: usage['cost'],
  });
}

/** How a response ended: with a finish reason in the words of Chat Completions, or an error. */
export type ResponseEnd =
  | { readonly kind: 'finished'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

function incompleteReason(response: Json): string {
  const reason = asText(asObject(response['incomplete_details'])?.['reason']);
  if (reason === 'max_output_tokens' || reason === 'max_tokens') return 'length';
  return reason === '' ? 'length' : reason;
}

/**
 * Reads how a response ended. Its own status outranks the event that brought it, whose type is
 * `told`. `hasCalls`: it calls a tool.
 */
export function endOfResponse(response: Json, told: string, hasCalls: boolean): ResponseEnd {
  const status = asText(response['status']) || told;
  const { error } = response;
  if (status === 'failed' || status === 'cancelled' || asObject(error) !== null) {
    return { kind: 'failed', error: asObject(error) ?? { message: status } };
  }
  if (status === 'incomplete') return { kind: 'finished', reason: incompleteReason(response) };
  return { kind: 'finished', reason: hasCalls ? 'tool_calls' : 'stop' };
}
