/**
 * `npm run bench`: prints figures and asserts nothing. The machine should be idle. `npm run bench
 * -- start ipc` measures only the named benches; `--against <ref or folder>` compares with another
 * build in interleaved pairs. See test/bench/README.md.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchesNamed, type Bench } from './benches.ts';
import { encodeReadings, type Figure } from './figures.ts';
import { emptyNode } from './start-up.ts';
import { ms, printTable } from './table.ts';

/** Loaded on demand, because a pair starts this program twice. */
const pairing = () => import('./pairs/compare-builds.ts');
const rendering = () => import('./render/run.ts');

const here = join(import.meta.dirname, '../..');

function figuresOf({ measures }: Bench, root: string): Promise<readonly Figure[]> {
  switch (measures.kind) {
    case 'build':
      return measures.run(root);
    case 'sources':
      return measures.run();
  }
}

function usage(message: string): never {
  console.error(message);
  process.exit(2);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        pairs: { type: 'string', default: '7' },
        /** For programs: readings as JSON lines, and no other line that starts with a brace. */
        json: { type: 'boolean', default: false },
        /** The folder with the build; this checkout by default. */
        root: { type: 'string', default: here },
        /** Parsed in short.ts. */
        short: { type: 'boolean', default: false },
      },
    });
    const pairs = Number(values.pairs);
    if (!Number.isSafeInteger(pairs) || pairs < 7) throw new Error('--pairs takes seven or more.');
    return { ...values, pairs, root: resolve(values.root), benches: benchesNamed(positionals) };
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}

const { against, pairs, json, root, benches } = options();
if (against !== undefined) {
  const { compareBuilds } = await pairing();
  process.exitCode = (await compareBuilds({ here, against, benches, pairs })) ? 0 : 1;
} else if (json) {
  for (const bench of benches) {
    for (const line of encodeReadings(bench.name, await figuresOf(bench, root))) console.log(line);
  }
} else {
  console.log(
    `Empty Node takes ${ms(emptyNode())} here; the budgets were set where it takes 31 ms.`,
  );
  for (const bench of benches) {
    // Compared with libraries that the app does without, for people only.
    if (bench.name === 'render') await (await rendering()).benchRendering({});
    else printTable(bench.name, await figuresOf(bench, root));
  }
}
