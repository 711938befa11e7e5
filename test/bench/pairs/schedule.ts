import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { decodeReadings, type NamedReading } from '../figures.ts';
import { compareRuns, type Comparison, type RunPair } from './compare.ts';

/** A program that measures something and prints its readings as JSON lines. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** One bench, and the command that runs it for each build. */
export interface PairedBench {
  readonly name: string;
  readonly a: Command;
  readonly b: Command;
}

/** The result of one bench. */
export type BenchOutcome =
  | { readonly kind: 'compared'; readonly comparisons: readonly Comparison[] }
  | { readonly kind: 'failed'; readonly build: 'A' | 'B' | null; readonly reason: string };

/** Number of trailing stderr lines shown; the reason is at the end. */
const reasonLines = 12;

/** Runs a program to its end and parses its readings. */
export async function readingsOf({
  program,
  args,
  cwd,
}: Command): Promise<readonly NamedReading[]> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => void child.kill();
  process.once('exit', end);
  let [output, complaints] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const shown = [program, ...args].join(' ');
  const [status] = (await once(child, 'close')) as [number | null];
  process.off('exit', end);
  if (status !== 0) {
    const end = complaints.trim().split('\n').slice(-reasonLines).join('\n');
    throw new Error(`${shown} ended with ${status}.\n${end}`);
  }
  const readings = decodeReadings(output);
  if (readings.length === 0) throw new Error(`${shown} measured nothing.`);
  return readings;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Runs a bench in interleaved pairs: A B, B A, A B, … Both builds then meet the same conditions,
 * and each is first as often as second.
 */
export async function runInPairs(
  bench: PairedBench,
  pairs: number,
  onPair: (done: number) => void,
): Promise<BenchOutcome> {
  const runs: RunPair[] = [];
  let build: 'A' | 'B' | null = null;
  const measure = (which: 'A' | 'B'): Promise<readonly NamedReading[]> => {
    build = which;
    return readingsOf(which === 'A' ? bench.a : bench.b);
  };
  try {
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 0) {
        const a = await measure('A');
        runs.push({ a, b: await measure('B') });
      } else {
        const b = await measure('B');
        runs.push({ a: await measure('A'), b });
      }
      onPair(pair + 1);
    }
    build = null;
    return { kind: 'compared', comparisons: compareRuns(runs) };
  } catch (error) {
    return { kind: 'failed', build, reason: reasonOf(error) };
  }
}
