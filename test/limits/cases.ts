/**
 * Which cases are run. The gate runs the same few hundred each time; `npm run fuzz` runs others, and
 * more: PARLEY_FUZZ_SEED is where they begin, PARLEY_FUZZ_TIMES how many times as many there are.
 */
const first = Number(process.env['PARLEY_FUZZ_SEED'] ?? 20_261_129);
const times = Number(process.env['PARLEY_FUZZ_TIMES'] ?? 1);

/** A limit for what hangs; ms. */
export const longest = 600_000 * times;

/** The seeds of so many cases. */
function seeds(count: number): readonly number[] {
  return Array.from({ length: count * times }, (_, index) => first + index);
}

/** Runs a case for each seed, in order; one that fails names its seed, and how it is run alone. */
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
