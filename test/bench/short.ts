/**
 * With `--short`, a bench runs for less time or fewer iterations and leaves out its floors, because
 * paired comparisons repeat it anyway.
 */
export const isShort = process.argv.includes('--short');
