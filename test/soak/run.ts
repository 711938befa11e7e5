/**
 * `npm run soak`: uses the built app for as long as a day has, in short, and compares what it holds
 * at the end with what it held in the beginning. `-- --rounds=8` takes two minutes, the default
 * about an hour; `--seed` repeats a run. Build before. Linux only.
 */
import { parseArgs } from 'node:util';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { createRandom } from '../bench/library/random.ts';
import { launchParley } from '../e2e/launch.ts';
import { seedConversation } from '../e2e/log.ts';
import { controls, savedConversations, seedSettings } from '../e2e/parley.ts';
import { startProvider } from '../provider/provider.ts';
import { round, type Tally } from './day.ts';
import { growth, lookAt, type Held } from './state.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const rounds = Number(values.rounds);
/** Everything has been loaded, and every cache is full, after these. */
const warmUp = 6;
/** Growth beyond this is a leak. */
const allowed = 0.1;

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

/** What is held when the same conversation is on show, and nothing happens. */
async function atRest(): Promise<Held> {
  await controls(page)
    .conversations.getByRole('button', { name: 'Quiet', exact: true })
    .press('Enter');
  await page.getByRole('heading', { name: 'Quiet', exact: true }).waitFor();
  // Messages ahead are mounted, notices are gone, processes that are not needed have ended.
  await page.waitForTimeout(15_000);
  return lookAt(parley, session);
}

console.log(`${String(rounds)} rounds, seed ${values.seed}`);
for (let count = 0; count < warmUp; count += 1) await round(world);
const before = await atRest();
for (let count = 1; count <= rounds; count += 1) {
  await round(world);
  if (count % 10 === 0) console.log(`${String(count)} rounds`);
}
const after = await atRest();
await parley.close();
await provider.close();

console.log(
  Object.entries(tally)
    .map(([what, count]) => `${what} ${String(count)}`)
    .join(', '),
);
for (const [name, part] of growth(before, after)) {
  const percent = `${part >= 0 ? '+' : ''}${(part * 100).toFixed(1)} %`;
  const leaks = part > allowed;
  console.log(
    `${name}: ${String(before[name])} → ${String(after[name])}, ${percent}${leaks ? ' LEAKS' : ''}`,
  );
  if (leaks) process.exitCode = 1;
}
