import type { TokenFactors } from '../../shared/model/context/token-factors.ts';
import type { ScriptCounts } from './text-counts.ts';

/** For models of which nothing is learned yet; close to OpenAI's tokenizer of 2024. */
export const firstFactors: TokenFactors = {
  latin: 0.95,
  letters: 1,
  characters: 0.72,
  code: 1.05,
  tools: 0.8,
};

/** No tokenizer is further from the counts than this. */
const least = 0.2;
const most = 5;
/** Less text than this teaches nothing: the server's own additions outweigh it. */
const minCounted = 50;

/** Estimates the tokens of counted texts. */
export function tokensFor(counts: ScriptCounts, factors: TokenFactors): number {
  return (
    counts.latin * factors.latin +
    counts.letters * factors.letters +
    counts.characters * factors.characters +
    counts.code * factors.code +
    counts.tools * factors.tools
  );
}

/**
 * Returns factors that fit what a server counted for these texts. The difference goes to the scripts
 * by the square of their share, so that a script that is hardly there stays as it was.
 */
export function fitted(factors: TokenFactors, counts: ScriptCounts, tokens: number): TokenFactors {
  const { latin, letters, characters, code, tools } = counts;
  if (latin + letters + characters + code + tools < minCounted) return factors;
  const squares = latin ** 2 + letters ** 2 + characters ** 2 + code ** 2 + tools ** 2;
  const step = (tokens - tokensFor(counts, factors)) / squares;
  const next = (factor: number, count: number): number =>
    Math.min(most, Math.max(least, factor + step * count));
  return {
    latin: next(factors.latin, latin),
    letters: next(factors.letters, letters),
    characters: next(factors.characters, characters),
    code: next(factors.code, code),
    tools: next(factors.tools, tools),
  };
}
