/**
 * Selects the cases. The gate always runs the same few hundred; `npm run fuzz` runs others, and
 * more. PARLEY_FUZZ_SEED is the first seed, PARLEY_FUZZ_TIMES a multiplier for the number of cases.
 */
const first = Number(process.env['PARLEY_FUZZ_SEED'] ?? 20_261_129);
const times = Number(process.env['PARLEY_FUZZ_TIMES'] ?? 1);

/** Timeout for a hanging case, in ms. */
export const longest = 600_000 * times;

/** The seeds of this many cases. */
function seeds(count: number): readonly number[] {
  return Array.from({ length: count * times }, (_, index) => first + index);
}

/** Runs a case for each seed, in order. A failure names its seed and how to run it alone. */
export async function eachSeed(
  count: number,
  run: (seed: number) => Promise<void> | void,
): Promise<void> {
  for (const seed of seeds(count)) {
    try {
      await run(seed);
    } catch (error) {
      throw new Error(
        `The case with seed ${seed} failed (PARLEY_FUZZ_SEED=${seed} runs it first): ${String(error)}`,
        { cause: error },
      );
    }
  }
}
