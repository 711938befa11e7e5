/** After this time a use counts half (ms): a week. */
const halfLifeMs = 7 * 24 * 60 * 60 * 1000;

/** The weight of uses at a time (ms since the epoch). */
export function weightAt(
  { weight, at }: { readonly weight: number; readonly at: number },
  nowMs: number,
): number {
  return weight * 0.5 ** (Math.max(0, nowMs - at) / halfLifeMs);
}
