/**
 * The context window that is assumed where a model's is unknown, in tokens. It is larger than what
 * small local models have: their servers cut the beginning themselves, and most others take more.
 */
const assumedWindow = 80_000;
/** The share of the context window that definitions of tools may take. */
const definitionShare = 0.05;
/** Definitions that a search found may take this many times as much. */
const foundFactor = 4;
/** The most tokens and the share of the budget for the names of tools that are not offered. */
const maxNameTokens = 1500;
const nameShare = 0.4;

/** The most tools that model servers accept in one request. */
export const maxTools = 128;

/** Limits on the definitions of one request. */
export interface DefinitionBudget {
  /** Above this many tokens, definitions are deferred. */
  readonly tokens: number;
  /** The most tokens of definitions that searches found. */
  readonly found: number;
  /** The most tokens for naming tools that are not offered. */
  readonly names: number;
}

/** Returns the limits for a model; `contextTokens` is null if its context window is unknown. */
export function definitionBudget(contextTokens: number | null): DefinitionBudget {
  const tokens = Math.floor((contextTokens ?? assumedWindow) * definitionShare);
  return {
    tokens,
    found: tokens * foundFactor,
    names: Math.min(maxNameTokens, Math.floor(tokens * nameShare)),
  };
}

/** The most of one result that is sent to a model at once, in tokens. */
export const maxResultTokens = 25_000;
/** A result always gets this many tokens, or nothing could be read in a full context. */
export const minResultTokens = 500;
/** The share of the free context for one result. */
const resultShare = 0.25;
/** What is assumed to be free in an unknown context window that the conversation has outgrown. */
const minAssumedFree = 32_000;

/** Returns how many tokens of a result are sent at once, given what the context holds already. */
export function resultBudget(contextTokens: number | null, usedTokens: number): number {
  const free =
    contextTokens === null
      ? Math.max(assumedWindow - usedTokens, minAssumedFree)
      : contextTokens - usedTokens;
  const share = Math.floor(free * resultShare);
  return Math.min(maxResultTokens, Math.max(minResultTokens, share));
}
