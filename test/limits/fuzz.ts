/**
 * Runs the gate's fuzz tests with other and more cases: `npm run fuzz -- --times 20 --seed 7`.
 * Without a seed it takes one from the clock and prints it. The window is fuzzed if it has been
 * built.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const seed = values.seed ?? String(Math.floor(Date.now() / 1000) % 1_000_000_000);
const root = join(import.meta.dirname, '../..');
console.log(`PARLEY_FUZZ_SEED=${seed} PARLEY_FUZZ_TIMES=${values.times}`);

function run(...command: readonly string[]): boolean {
  const [program = '', ...parameters] = command;
  const { status } = spawnSync(program, parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PARLEY_FUZZ_SEED: seed, PARLEY_FUZZ_TIMES: values.times },
  });
  return status === 0;
}

const isBuilt = existsSync(join(root, 'out/main/index.js'));
if (!isBuilt) console.log('Not built, so the window is left out: npm run build');
const passed = [
  run('vitest', 'run', 'test/limits/fuzz'),
  !isBuilt || run('playwright', 'test', 'test/e2e/hostile.spec.ts'),
];
process.exit(passed.every(Boolean) ? 0 : 1);
