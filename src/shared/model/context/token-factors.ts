import * as z from 'zod';

const factor = z.number().positive().max(100);

/**
 * The tokens of a model per counted unit, by kind of text: words in Latin letters, words
 * in other letters, Chinese, Japanese and Korean characters, code, and definitions of tools.
 */
export const tokenFactorsSchema = z.object({
  latin: factor,
  letters: factor,
  characters: factor,
  code: factor,
  tools: factor,
});
export type TokenFactors = Readonly<z.infer<typeof tokenFactorsSchema>>;
