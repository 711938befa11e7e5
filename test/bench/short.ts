/**
 * With `--short`, a bench looks less long or less often, and leaves out its floors: what is compared in
 * pairs is repeated anyway.
 */
export const isShort = process.argv.includes('--short');
