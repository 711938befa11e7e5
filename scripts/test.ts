/**
 * The gate: types, lint, format, dead code, unit tests, build and end-to-end tests, fastest to fail
 * first. `npm test` and CI run exactly this. Stops at the first failing step.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, type Step } from './step.ts';

const root = join(import.meta.dirname, '..');
/**
 * Relative to the root, where every step runs. A path with a space would need quoting in the
 * Windows shell.
 */
const reports = '.cache/reports';
const vitestReport = `${reports}/unit.json`;
const playwrightReport = `${reports}/e2e.json`;

const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint', '--type-aware'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'dead code', command: ['knip'] },
  {
    name: 'unit',
    command: [
      'vitest',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
  },
  { name: 'build', command: ['electron-vite', 'build', '--logLevel', 'warn'], isSilent: true },
  { name: 'notices', command: ['node', 'scripts/notices.ts', '--check'] },
  // Only Linux can make the packages that are looked at.
  ...(process.platform === 'linux'
    ? [{ name: 'packages', command: ['node', 'scripts/package-check.ts', '--quick'] }]
    : []),
  {
    name: 'end to end',
    command: ['playwright', 'test', '--reporter=list,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  },
];

/** The test counts of both runners on one line, for any reader of the log. */
function countTests(): string {
  const unit = JSON.parse(readFileSync(join(root, vitestReport), 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  const { stats } = JSON.parse(readFileSync(join(root, playwrightReport), 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  const passed = unit.numPassedTests + stats.expected + stats.flaky;
  return `${passed} passed, ${unit.numFailedTests + stats.unexpected} failed`;
}

mkdirSync(join(root, reports), { recursive: true });
const begun = performance.now();
for (const step of steps) {
  const start = performance.now();
  console.log(`\n── ${step.name}`);
  if (!(await runStep(step, root))) {
    console.error(`\n${step.name} failed`);
    process.exit(1);
  }
  console.log(`── ${step.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
console.log(`\nAll of it in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
console.log(countTests());
