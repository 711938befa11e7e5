/**
 * Kills a program with five tool servers that refuse to end, over and over, and checks that the
 * next start ends them all: `node test/torture/orphans.ts [--rounds=200] [--seed=1]`. Every second
 * kill happens while the servers are starting.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killAndReap } from '../main/tools/mcp/orphans.ts';
import { removeFolder } from '../scratch.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const rounds = Number(values.rounds);
/** The longest time from the start to a kill during the start (ms). */
const longestMs = 1200;
let random = Number(values.seed);

/** Returns a pseudorandom number below one. The sequence depends only on the seed. */
function next(): number {
  random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
  return random / 2 ** 31;
}

let orphans = 0;
let left = 0;
console.log(`${rounds} rounds, seed ${values.seed}`);
for (let round = 0; round < rounds; round += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-orphans-'));
  const found = await killAndReap(folder, round % 2 === 0 ? null : next() * longestMs);
  orphans += found.orphans;
  left += found.left.length;
  for (const pid of found.left) console.error(`Round ${round}: process ${pid} is left`);
  removeFolder(folder);
}
console.log(`${orphans} processes outlived their program, ${left} outlived the next start`);
process.exitCode = left === 0 ? 0 : 1;
