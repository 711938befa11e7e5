import type { ReasoningBefore } from '../answers/opaque.ts';
import type { OutputItem } from './items.ts';

/**
 * Pairs each reasoning item with the item that it led to. Reasoning that led to nothing, or to an
 * item that is not sent back, is left out: the API refuses it alone.
 */
export function reasoningTrail(
  items: readonly OutputItem[],
  callNumber: (callId: string) => number | undefined,
): readonly ReasoningBefore[] {
  const trail: ReasoningBefore[] = [];
  let waiting: OutputItem[] = [];
  for (const item of items) {
    if (item.kind === 'reasoning') {
      waiting.push(item);
      continue;
    }
    const number = item.call === null ? undefined : callNumber(item.call.id);
    const before = item.kind === 'message' ? 'text' : number;
    for (const { replay } of waiting) {
      if (replay !== null && before !== undefined) trail.push({ item: replay, before });
    }
    waiting = [];
  }
  return trail;
}
