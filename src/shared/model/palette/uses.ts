import * as z from 'zod';
import { weightAt } from './use-weight.ts';

/** The most things whose uses are counted. The least used are forgotten. */
export const maxUses = 200;

/** The key of something that can be used, such as `action search`. */
export const useKeySchema = z.string().min(1).max(700);

/** How often and how lately something was used. */
const useSchema = z.object({
  key: useKeySchema,
  /** The number of uses at `at`, older ones counted less. */
  weight: z.number().positive().max(1_000_000),
  /** Of the last use, in ms since the epoch. */
  at: z.number().int().nonnegative(),
});

export const usesSchema = z.array(useSchema).max(maxUses).readonly();
export type Uses = z.infer<typeof usesSchema>;

/** Counts a use. */
export function withUse(uses: Uses, key: string, nowMs: number): Uses {
  const before = uses.find((each) => each.key === key);
  const weight = Math.min(1_000_000, (before === undefined ? 0 : weightAt(before, nowMs)) + 1);
  const others = uses.filter((each) => each !== before);
  const kept =
    others.length < maxUses
      ? others
      : others.toSorted((a, b) => weightAt(b, nowMs) - weightAt(a, nowMs)).slice(0, maxUses - 1);
  return [...kept, { key, weight, at: Math.max(0, Math.round(nowMs)) }];
}
