/** A space and up to seven letters, or up to three signs: near enough to what tokenizers make of prose. */
const tokenPattern = /\s*(?:[\p{L}\p{M}\p{N}]{1,7}|[^\s\p{L}\p{M}\p{N}]{1,3})|\s+$/gu;

/** Splits a text into pieces of about four characters, as they are asked for; joined they are the text. */
export function* tokensOf(text: string): Generator<string> {
  for (const [token] of text.matchAll(tokenPattern)) yield token;
}

/** Roughly how many tokens a model counts for a prompt of this length. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4);
}
