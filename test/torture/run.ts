/**
 * The kill test: `npm run torture [-- --kills=1000 --seed=1 --worlds=4]`. Runs the bundled main,
 * kills it at random moments and compares what the next start finds with what must be there.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeTally, torture } from './torture.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    worlds: { type: 'string', default: '4' },
    /** A built main bundle; if absent, main is bundled first. */
    bundle: { type: 'string' },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
console.log(`${kills} kills, seed ${seed}`);
const began = performance.now();
let last = 0;
const tally = await torture({
  kills,
  seed,
  worlds: Number(values.worlds),
  ...(values.bundle === undefined ? {} : { bundle: values.bundle }),
  scratch: join(import.meta.dirname, '../../.cache/torture'),
  onDeath(done) {
    const percent = Math.floor((100 * done) / kills);
    if (percent < last + 2 && done < kills) return;
    last = percent;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${String(percent).padStart(3)} %  ${done} deaths  ${seconds} s`);
  },
});
console.log(describeTally(tally));
for (const problem of tally.problems) console.error(problem);
process.exitCode = tally.problems.length === 0 ? 0 : 1;
