/**
 * Runs an expression on its attacks in a thread that can be terminated, and reports how its work
 * grows. Work is the processor time of this thread alone, so a busy machine does not add to it.
 */
import { parentPort } from 'node:worker_threads';
import { ownAttacks, textOf, textOfLength, type Attack } from './attack.ts';
import type { Growth, Order } from './measure.ts';

/** Below this time, the clock is too coarse (ms). */
const readable = 4;
/** Above this time, nothing longer is tried (ms). */
const unbearable = 400;
const shortest = 64;
const longest = 2 ** 21;
/** Limit for the growth of work when the input doubles. */
const maxGrowth = 2.5;
/** One of our attacks of this length is worth measuring if it takes longer than this (ms). */
const tried = { length: 4000, suspicious: 3, most: 3, altogether: 3000 };

function run(expression: RegExp, text: string): void {
  expression.lastIndex = 0;
  if (expression.global) text.replaceAll(expression, '');
  else expression.exec(text);
}

/** Processor time of one run in ms, the minimum of a few; short runs are repeated more often. */
function workOn(expression: RegExp, text: string): number {
  let least = Infinity;
  for (let count = 0; count < 3; count += 1) {
    const before = process.threadCpuUsage();
    run(expression, text);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    if (least > 200) break;
  }
  return least;
}

/** With so few pumps, only exponential growth is visible. */
const few = 40;

/** Detects work that grows by half or more with each pump, before it takes forever. */
function exponential(expression: RegExp, attack: Attack): Growth | null {
  for (let times = 1; times <= few; times += 1) {
    const texts = [0, 1, 2].map((more) => textOf(attack, times + more));
    const works = texts.slice(0, 1).map((text) => workOn(expression, text));
    if ((works[0] ?? 0) < readable) continue;
    works.push(...texts.slice(1).map((text) => workOn(expression, text)));
    const isSteep = works.every((work, at) => at === 0 || work > 1.5 * (works[at - 1] ?? 0));
    if (isSteep)
      return { kind: 'outgrows', attack, lengths: texts.map((text) => text.length), works };
  }
  return null;
}

/** How the work grows with the length of one attack. */
function growthOf(expression: RegExp, attack: Attack): Growth {
  const reached = { length: 0 };
  try {
    return measuredGrowth(expression, attack, reached);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'overflows', attack, length: reached.length };
  }
}

function measuredGrowth(expression: RegExp, attack: Attack, reached: { length: number }): Growth {
  const steep = exponential(expression, attack);
  if (steep !== null) return steep;
  let length = shortest;
  let work = workOn(expression, textOfLength(attack, length));
  while (work < readable) {
    if (length >= longest) return { kind: 'linear' };
    length *= 2;
    reached.length = length;
    work = workOn(expression, textOfLength(attack, length));
  }
  const lengths = [length, 2 * length, 4 * length, 8 * length];
  const works = [work];
  for (const next of lengths.slice(1)) {
    reached.length = next;
    works.push(workOn(expression, textOfLength(attack, next)));
    const [before = 0, after = 0] = works.slice(-2);
    if (after <= maxGrowth * before) return { kind: 'linear' };
    // It is bad enough, and the next one might take forever.
    if (after > unbearable) break;
  }
  return { kind: 'outgrows', attack, lengths: lengths.slice(0, works.length), works };
}

/** Our slowest attacks at one length, as many as can be tried in a few seconds. */
function suspects(expression: RegExp, source: string): readonly Attack[] {
  const found: { readonly attack: Attack; readonly work: number }[] = [];
  const end = performance.now() + tried.altogether;
  for (const attack of ownAttacks(source)) {
    const text = textOfLength(attack, tried.length);
    const before = process.threadCpuUsage();
    run(expression, text);
    const { user } = process.threadCpuUsage(before);
    if (user / 1000 > tried.suspicious) found.push({ attack, work: user });
    if (performance.now() > end) break;
  }
  return found
    .toSorted((a, b) => b.work - a.work)
    .slice(0, tried.most)
    .map(({ attack }) => attack);
}

/** The first of these attacks whose work grows faster than its length. */
function firstToOutgrow(expression: RegExp, attacks: readonly Attack[]): Growth | null {
  for (const attack of attacks) {
    // A bad result is measured again, because momentary noise is not growth.
    const growth = [0, 1].map(() => growthOf(expression, attack));
    if (growth.every(({ kind }) => kind !== 'linear')) return growth[1] ?? null;
  }
  return null;
}

function measure({ source, flags, attacks, own }: Order): Growth {
  const expression = new RegExp(source, flags);
  run(expression, 'warm up');
  const found = firstToOutgrow(expression, attacks);
  if (found !== null || !own) return found ?? { kind: 'linear' };
  return firstToOutgrow(expression, suspects(expression, source)) ?? { kind: 'linear' };
}

parentPort?.on('message', (order: Order) => parentPort?.postMessage(measure(order), []));
