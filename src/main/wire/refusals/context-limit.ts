/** A number of tokens, which may be grouped: `128,000`. */
const amount = String.raw`(\d{1,3}(?:[,_]\d{3}){1,3}|\d{3,9})`;

/** How servers name their context window when they refuse a request that is too long. */
const patterns: readonly RegExp[] = [
  // OpenAI, vLLM, llama.cpp, LM Studio: "maximum context length is 8192 tokens".
  new RegExp(
    String.raw`context (?:length|window|size|limit)(?: limit)?[^.\d]{0,40}?${amount}`,
    'u',
  ),
  // Mistral: "too large for model with 32768 maximum context length". Anthropic: "> 200000 maximum".
  new RegExp(String.raw`${amount} (?:tokens? )?max(?:imum)?\b`, 'u'),
  // Gemini: "exceeds the maximum number of tokens allowed (1048576)".
  new RegExp(String.raw`tokens allowed[^.\d]{0,12}${amount}`, 'u'),
];

const minContext = 256;

/** Finds the context window, in tokens, in the lower-case text of a refusal; null if not named. */
export function contextLimitIn(words: string): number | null {
  for (const pattern of patterns) {
    const found = pattern.exec(words)?.[1];
    const tokens = Number(found?.replaceAll(/[,_]/gu, '') ?? 0);
    if (tokens >= minContext) return tokens;
  }
  return null;
}
