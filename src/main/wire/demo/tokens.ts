/** A space and up to seven letters, or up to three symbols: close to how tokenizers split prose. */
const tokenPattern = /\s*(?:[\p{L}\p{M}\p{N}]{1,7}|[^\s\p{L}\p{M}\p{N}]{1,3})|\s+$/gu;

/** Lazily splits a text into pieces of about four characters; joined they give the text again. */
export function* tokensOf(text: string): Generator<string> {
  for (const [token] of text.matchAll(tokenPattern)) yield token;
}

/** Estimates how many tokens a model counts for a prompt of this length. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}
