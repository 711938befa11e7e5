import { createHash } from 'node:crypto';
import type { QuestionMessage } from '../wire/protocol.ts';

/** The most answers whose rounds are remembered, and their most text in UTF-16 code units. */
const maxAnswers = 200;
const maxText = 16_000_000;

/** A message of a program. */
interface Sent {
  readonly role: string;
  readonly [more: string]: unknown;
}

/**
 * Remembers rounds of Parley's tools that a program has not seen, because it was only told of calls
 * of its own tools. When it answers those, the model gets the rounds again. Held in memory; what is
 * forgotten is left out.
 */
export interface UnseenRounds {
  /** `sent`: the messages that the calls answered. */
  keep(sent: readonly Sent[], callIds: readonly string[], rounds: readonly QuestionMessage[]): void;
  /** Returns the rounds by the index of the message that they belong before. */
  of(sent: readonly Sent[]): ReadonlyMap<number, readonly QuestionMessage[]>;
}

function callIdsOf({ tool_calls: calls }: Sent): readonly string[] {
  if (!Array.isArray(calls)) return [];
  return calls.map((call) => String((call as { readonly id?: unknown } | null)?.id));
}

/** Creates an empty memory. */
export function createUnseenRounds(): UnseenRounds {
  const kept = new Map<string, { rounds: readonly QuestionMessage[]; length: number }>();
  let text = 0;

  function drop(key: string): void {
    text -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  }

  return {
    keep(sent, callIds, rounds) {
      if (rounds.length === 0) return;
      const hash = createHash('sha256');
      for (const message of sent) hash.update(JSON.stringify(message));
      const key = keyOf(hash.digest('base64'), callIds);
      drop(key);
      const { length } = JSON.stringify(rounds);
      kept.set(key, { rounds, length });
      text += length;
      for (const oldest of kept.keys()) {
        if (kept.size <= maxAnswers && text <= maxText) break;
        drop(oldest);
      }
    },
    of(sent) {
      const found = new Map<number, readonly QuestionMessage[]>();
      if (kept.size === 0) return found;
      const hash = createHash('sha256');
      for (const [index, message] of sent.entries()) {
        const callIds = message.role === 'assistant' ? callIdsOf(message) : [];
        if (callIds.length > 0) {
          const rounds = kept.get(keyOf(hash.copy().digest('base64'), callIds))?.rounds;
          if (rounds !== undefined) found.set(index, rounds);
        }
        hash.update(JSON.stringify(message));
      }
      return found;
    },
  };
}

/** The messages before identify the conversation: ids of calls repeat. */
function keyOf(before: string, callIds: readonly string[]): string {
  return JSON.stringify([before, ...callIds]);
}
