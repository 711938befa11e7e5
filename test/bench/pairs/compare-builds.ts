import { join } from 'node:path';
import { chooseRuntime } from '../../../scripts/runtime.ts';
import type { Bench } from '../benches.ts';
import { buildHere, haveDifferentBenches, prepareBuild, type Build } from './builds.ts';
import type { Comparison } from './compare.ts';
import { comparisonTable, summarize } from './report.ts';
import { runInPairs, type Command, type PairedBench } from './schedule.ts';

interface Options {
  /** This checkout. */
  readonly here: string;
  readonly against: string;
  readonly benches: readonly Bench[];
  readonly pairs: number;
}

/**
 * The command that runs a bench for a build. A bench that measures a build from outside uses the
 * current code; one that imports modules uses the checkout's own. Null if nothing here can measure
 * it.
 */
export function commandFor({ name, measures }: Bench, build: Build, here: string): Command | null {
  const command = (root: string, more: readonly string[]): Command => ({
    program: process.execPath,
    args: [join(root, 'test/bench/run.ts'), name, '--json', '--short', ...more],
    cwd: root,
  });
  switch (measures.kind) {
    case 'build':
      return command(here, ['--root', build.folder]);
    case 'sources':
      return build.bench === 'none' ? null : command(build.folder, []);
  }
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function compareAll(
  benches: readonly PairedBench[],
  pairs: number,
): Promise<{ readonly comparisons: readonly Comparison[]; readonly failures: readonly string[] }> {
  const comparisons: Comparison[] = [];
  const failures: string[] = [];
  for (const bench of benches) {
    const begun = performance.now();
    const outcome = await runInPairs(bench, pairs, (done) => {
      const seconds = (performance.now() - begun) / 1000;
      say(`${bench.name}: ${done} of ${pairs} pairs in ${seconds.toFixed(0)} s`);
    });
    switch (outcome.kind) {
      case 'compared':
        comparisons.push(...outcome.comparisons);
        // Printed at once, because the rest may take an hour.
        console.log(`\n${comparisonTable(outcome.comparisons).join('\n')}`);
        break;
      case 'failed': {
        const where = outcome.build === null ? '' : ` in build ${outcome.build}`;
        failures.push(`The bench ${bench.name} failed${where}: ${outcome.reason}`);
        break;
      }
    }
  }
  return { comparisons, failures };
}

/**
 * Compares the build of this checkout (B) with another one (A) and prints the result. Resolves to
 * whether everything could be measured. Regressions are printed but do not affect that.
 */
export async function compareBuilds({ here, against, benches, pairs }: Options): Promise<boolean> {
  // Ctrl+C ends this process through `exit`, which removes the temporary checkout.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(1));
  }
  say(`Builds ${against} …`);
  const a = prepareBuild(here, against);
  try {
    say('Builds this checkout …');
    const b = buildHere(here);
    console.log(`A  ${a.description}\nB  ${b.description}`);
    const kinds = new Set(benches.map(({ measures }) => measures.kind));
    if (kinds.has('build')) await chooseRuntime();
    if (kinds.has('sources') && haveDifferentBenches(a, b)) {
      console.log('The two have different code in test/bench, and measure their sources with it.');
    }
    const paired: PairedBench[] = [];
    const failures: string[] = [];
    for (const bench of benches) {
      const [ofA, ofB] = [commandFor(bench, a, here), commandFor(bench, b, here)];
      if (ofA !== null && ofB !== null) paired.push({ name: bench.name, a: ofA, b: ofB });
      else failures.push(`The bench ${bench.name} needs a checkout of A whose bench prints JSON.`);
    }
    const compared = await compareAll(paired, pairs);
    failures.push(...compared.failures);
    const { comparisons } = compared;
    if (comparisons.length > 0) console.log(`\n${summarize(comparisons).join('\n')}`);
    for (const failure of failures) console.error(`\n${failure}`);
    return failures.length === 0;
  } finally {
    a.remove();
  }
}
