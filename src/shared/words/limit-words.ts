import { isPastWarning, type LimitScope, type LimitState } from '../model/spending/limits.ts';
import { moneyText, spentText } from './money-words.ts';

/** Names the scope of a limit, at the end of a sentence. */
export function limitOf(scope: LimitScope, assistant: string | null): string {
  switch (scope) {
    case 'conversation':
      return 'for this conversation';
    case 'assistant':
      return assistant === null ? 'for this assistant and month' : `for ${assistant} this month`;
    case 'month':
      return 'for this month';
  }
}

/** Says that a hard limit has stopped a request. */
export function costLimitWords(stop: {
  readonly scope: LimitScope;
  readonly assistant: string | null;
  readonly stopAt: number;
  readonly spent: number;
  readonly isAtLeast: boolean;
  readonly next: number | null;
}): string {
  const { scope, assistant, stopAt, spent, isAtLeast, next } = stop;
  const sofar = `${isAtLeast ? 'at least ' : ''}${moneyText(spent)}`;
  const request =
    next === null ? '' : `, and the next request would add ${moneyText(next)} or more`;
  return `The limit of ${moneyText(stopAt)} ${limitOf(scope, assistant)} stops here, and nothing was sent: ${sofar} is spent${request}. Raise the limit, allow this once, or choose another model.`;
}

/** Says in a few words how much of a limit is spent. */
export function spentOfLimitText({ limits, spent }: LimitState): string {
  const most = limits.stopAt ?? limits.warnAt;
  return most === undefined ? spentText(spent) : `${spentText(spent)} of ${moneyText(most)}`;
}

/** The limit that matters most for the next request; null if there is nothing to say. */
export function limitNote(
  states: readonly (LimitState & { readonly isStopping: boolean })[],
): string | null {
  const stopping = states.find(({ isStopping }) => isStopping);
  if (stopping?.limits.stopAt !== undefined) {
    const { scope, assistant, limits } = stopping;
    return `stops at ${moneyText(limits.stopAt ?? 0)} ${limitOf(scope, assistant)}`;
  }
  const warned = states.find(isPastWarning);
  if (warned === undefined) return null;
  return `${spentText(warned.spent)} spent ${limitOf(warned.scope, warned.assistant)}`;
}
