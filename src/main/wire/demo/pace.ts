/** How fast the demo speaks. */
export interface Pace {
  /** Time from the request to the first token (ms). */
  readonly firstTokenMs: number;
  /** Average speed; Infinity for no pauses at all. */
  readonly tokensPerSecond: number;
  /** How much a single pause may deviate from the average, from 0 (a metronome) to 1. */
  readonly variation: number;
}

export type PaceName = 'normal' | 'fast' | 'slow';

/** The paces of the three kinds of answers. */
export type Paces = Readonly<Record<PaceName, Pace>>;

/** The pace of a hosted model; `fast` is for text too long to wait for. */
export const lifelike: Paces = {
  normal: { firstTokenMs: 250, tokensPerSecond: 52, variation: 0.6 },
  fast: { firstTokenMs: 250, tokensPerSecond: 520, variation: 0.6 },
  slow: { firstTokenMs: 3_500, tokensPerSecond: 6, variation: 0.6 },
};

/** No pauses, for tests. */
export const instant: Paces = {
  normal: { firstTokenMs: 0, tokensPerSecond: Infinity, variation: 0 },
  fast: { firstTokenMs: 0, tokensPerSecond: Infinity, variation: 0 },
  slow: { firstTokenMs: 0, tokensPerSecond: Infinity, variation: 0 },
};

/** Random-looking numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hashes a text to a number, for seeding (FNV-1a, 32 bits). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Pauses between tokens (ms), varying around the average of `pace`. */
export function pauses(pace: Pace, random: () => number): () => number {
  const average = 1000 / pace.tokensPerSecond;
  return () => average * (1 + pace.variation * (2 * random() - 1));
}
