/**
 * `npm run soak`: uses the built app for as long as a day has, in short, and compares what it holds
 * at the end with what it held in the beginning. The beginning is after 50 rounds: by then, every
 * cache is as full as it may be, and most of the code that is often used is compiled. Each look is at
 * the same point of the same cycle, with the same conversations opened last, after collections. What
 * a fresh start holds is printed beside it, and not compared: it has not used what it can do.
 *
 * `-- --rounds=100` takes a quarter of an hour, the default more than one; `--seed` repeats a run,
 * and `--snapshots=<folder>` keeps heap snapshots of main and page from the beginning and the end,
 * which DevTools compares. Build before. Linux only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { createRandom } from '../bench/library/random.ts';
import { launchParley } from '../e2e/launch.ts';
import { seedConversation } from '../e2e/log.ts';
import { controls, savedConversations, seedSettings } from '../e2e/parley.ts';
import { startProvider } from '../provider/provider.ts';
import { comeToRest, round, type Tally } from './day.ts';
import { growth, kindsOf, lookAt, slope, type Held, type Look } from './state.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    snapshots: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
/** The rounds before the beginning. */
const warmUp = Math.max(1, Math.min(50, Math.floor(rounds / 2)));
/**
 * By then, what is bounded has reached its bound: a hundred steps of undo take 17 rounds, the
 * writers of fifty deleted conversations 13.
 */
const fullAfter = 20;
/** Growth beyond this is a leak. */
const allowed = 0.1;
/** The rounds between two looks. */
const lookEvery = Math.max(1, Math.round((rounds - warmUp) / 9));

await chooseRuntime();
const provider = await startProvider();
const parley = await launchParley({
  prepare(userData) {
    seedSettings(userData, provider);
    // Read by nobody, so that it is on show at its end, with the same messages.
    seedConversation(userData, 40, { title: 'Quiet', seed: 99 });
    for (let index = 0; index < 20; index += 1) {
      seedConversation(userData, 40 + index, { title: `Talk ${String(index)}`, seed: index + 1 });
    }
  },
});
const { page } = parley;
await controls(page).composer.waitFor();
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const tally: Tally = { opened: 0, tokens: 0, searches: 0, imports: 0, settings: 0, windows: 0 };
const ids = savedConversations(parley.userData).map(({ id }) => id);
const world = { parley, provider, random: createRandom(Number(values.seed)), ids, tally };

async function keepSnapshot(name: string): Promise<void> {
  if (values.snapshots === undefined) return;
  const folder = resolve(values.snapshots);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `page-${name}.heapsnapshot`), await parley.rendererHeap());
  const path = join(folder, `main-${name}.heapsnapshot`);
  await parley.app.evaluate(
    (_electron, path) => void process.getBuiltinModule('v8').writeHeapSnapshot(path),
    path,
  );
}

async function look(count: number): Promise<Look> {
  await comeToRest(world);
  const held = await lookAt(parley, session);
  const shown = Object.entries(held).map(([name, value]) => `${name} ${inWords(name, value)}`);
  console.log(`after ${String(count)} rounds: ${shown.join(', ')}`);
  return { round: count, held };
}

function inWords(name: string, value: number): string {
  const isMemory = /^(?:heap|buffers) /.test(name);
  return isMemory ? `${(value / 1e6).toFixed(2)} MB` : String(Math.round(value * 10) / 10);
}

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`;

console.log(`${String(rounds)} rounds, seed ${values.seed}`);
const cold = await look(0);
const looks: Look[] = [];
for (let count = 1; count <= rounds; count += 1) {
  await round(world);
  const isBegun = count >= warmUp;
  if (!isBegun || ((count - warmUp) % lookEvery !== 0 && count !== rounds)) continue;
  looks.push(await look(count));
  if (count === warmUp) {
    await keepSnapshot('beginning');
    console.log(`processes: ${kindsOf(parley)}`);
  }
}
console.log(`processes: ${kindsOf(parley)}`);
await keepSnapshot('end');
await parley.close();
await provider.close();

console.log(
  Object.entries(tally)
    .map(([what, count]) => `${what} ${String(count)}`)
    .join(', '),
);
if (warmUp < fullAfter) {
  console.log(`Too few rounds: after ${String(warmUp)}, the caches are still filling.`);
}
const [before] = looks;
const after = looks.at(-1);
if (before === undefined || after === undefined) throw new Error('There was no look');
for (const [name, part] of growth(before.held, after.held)) {
  const leaks = part > allowed;
  const of = ({ held }: { readonly held: Held }): string => inWords(name, held[name]);
  const inHundred = slope(looks, name);
  const shown = inHundred >= 0 ? `+${inWords(name, inHundred)}` : inWords(name, inHundred);
  console.log(
    `${name}: ${of(before)} → ${of(after)}, ${signed(part * 100)} %, ${shown} in 100 rounds, ` +
      `fresh ${of(cold)}${leaks ? ' LEAKS' : ''}`,
  );
  if (leaks) process.exitCode = 1;
}
