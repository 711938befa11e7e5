import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparisonTable, summarize } from './report.ts';
import { readingsOf, runInPairs, type Command, type PairedBench } from './schedule.ts';

/**
 * A bench that measures nothing. It appends its label to a log and prints a time of 100 ms plus
 * `step`, with the same noise for both builds of a pair, and a byte count without noise. (Plain
 * JavaScript, because compiling TypeScript would dominate a process that starts so often.)
 */
const stub = `
  const { appendFileSync, existsSync, readFileSync } = require('node:fs');
  const [log, label, step, fail] = process.argv.slice(1);
  const runs = existsSync(log) ? readFileSync(log, 'utf8').length : 0;
  appendFileSync(log, label);
  if (fail === 'fail') {
    console.error('The stub was told to fail.');
    process.exit(3);
  }
  const noise = [0, 40, 7, 90, 23, 5, 61][Math.floor(runs / 2) % 7];
  const print = (name, value, unit, kind) =>
    console.log(JSON.stringify({ bench: 'stub', name, value, unit, kind, better: 'lower' }));
  console.log('A line for people.');
  print('time', 100 + noise + Number(step), 'ms', 'measurement');
  print('bytes', 1000 + Number(step), 'bytes', 'count');
`;
let folder = '';
let log = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-pairs-test-'));
  log = join(folder, 'log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const command = (label: string, step: number, ...more: readonly string[]): Command => ({
  program: process.execPath,
  args: ['-e', stub, log, label, String(step), ...more],
  cwd: folder,
});

const bench = (a: Command, b: Command): PairedBench => ({ name: 'stub', a, b });

async function compared(paired: PairedBench) {
  const done: number[] = [];
  const outcome = await runInPairs(paired, 7, (pair) => done.push(pair));
  expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  return outcome.comparisons;
}

describe('a bench in pairs', () => {
  it('finds what is slower and larger under weather that is worse than the difference', async () => {
    const comparisons = await compared(bench(command('A', 0), command('B', 20)));
    expect(comparisons).toMatchObject([
      {
        reading: { bench: 'stub', name: 'time' },
        kind: 'paired',
        a: 123,
        b: 143,
        verdict: 'worse',
      },
      {
        reading: { bench: 'stub', name: 'bytes' },
        kind: 'exact',
        a: 1000,
        b: 1020,
        verdict: 'worse',
      },
    ]);
    const table = comparisonTable(comparisons).join('\n');
    expect(table).toMatch(
      /stub: time +lower +123\.0 ms +143\.0 ms +\+16\.3 % +\+10\.5 % … \+20\.0 % +worse/,
    );
    expect(table).toMatch(/stub: bytes +lower +1\.0 KB +1\.0 KB +\+20 B +exact +worse/);
    expect(summarize(comparisons)).toEqual(['Worse: stub: time; stub: bytes.']);
  });

  it('runs A and B in turn and says that nothing is worse of a build and itself', async () => {
    const comparisons = await compared(bench(command('A', 0), command('B', 0)));
    expect(comparisons.map((each) => each.kind !== 'unpaired' && each.verdict)).toEqual([
      'same',
      'same',
    ]);
    expect(summarize(comparisons)).toEqual(['Nothing is worse.']);
    // Alternating, and each as often first as second.
    expect(readFileSync(log, 'utf8')).toBe('ABBAABBAABBAAB');
  });

  it('tells which build failed and why, and goes no further', async () => {
    const outcome = await runInPairs(
      bench(command('A', 0), command('B', 0, 'fail')),
      7,
      () => undefined,
    );
    expect(outcome).toMatchObject({ kind: 'failed', build: 'B' });
    expect(outcome.kind === 'failed' && outcome.reason).toMatch(
      / ended with 3\.\nThe stub was told to fail\./,
    );
    expect(readFileSync(log, 'utf8')).toBe('AB');
  });

  it('takes a program that prints no readings for a failure', async () => {
    const silent = { program: process.execPath, args: ['-e', 'console.log("hello")'], cwd: folder };
    await expect(readingsOf(silent)).rejects.toThrow('measured nothing');
  });

  it('takes a reading that is no number for a failure', async () => {
    await expect(readingsOf(command('A', Number.NaN))).rejects.toThrow();
  });
});
