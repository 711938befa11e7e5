import type { Usage } from '../../shared/model/conversation.ts';

/** Sums the usage of several requests. */
export function addUsage(before: Usage | undefined, now: Usage): Usage {
  if (before === undefined) return now;
  const sum = (key: keyof Usage): number => (before[key] ?? 0) + (now[key] ?? 0);
  const known = (key: keyof Usage): boolean => before[key] !== undefined || now[key] !== undefined;
  return {
    promptTokens: sum('promptTokens'),
    completionTokens: sum('completionTokens'),
    totalTokens: sum('totalTokens'),
    ...(known('reasoningTokens') ? { reasoningTokens: sum('reasoningTokens') } : {}),
    ...(known('cachedTokens') ? { cachedTokens: sum('cachedTokens') } : {}),
    ...(known('costUsd') ? { costUsd: sum('costUsd') } : {}),
  };
}
