/**
 * `npm run soak:frames`: opens and scrolls conversations of 500 messages, and looks whether the
 * page is still called for its frames. `-- --runs=100` is the default, `--traced` has a client
 * that traces beside every second window, as profilers do. Build before.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { seedConversation } from '../e2e/log.ts';
import { controls, seedSettings } from '../e2e/parley.ts';
import { startProvider } from '../provider/provider.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    traced: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
/** Conversations that are opened in one window. */
const perWindow = 10;
const messages = 500;
const wheelSteps = 30;
/** A frame that was asked for and has not come after this long, while timers run, is lost (ms). */
const lostMs = 5000;

interface Gap {
  readonly frames: number;
  /** The longest time in which timers ran and no frame came (ms). */
  readonly longestMs: number;
}

interface Watch {
  frames: number;
  longestMs: number;
  timer: number;
}

/** Asks for each frame from now on, and looks by timer how long ago the last one came. */
async function startWatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { frames: 0, longestMs: 0, timer: 0 };
    Object.assign(globalThis, { watch });
    let last = performance.now();
    let lastTick = last;
    // Time in which the page had no turn at all is not one of lost frames.
    let waitedMs = 0;
    requestAnimationFrame(function next() {
      watch.frames += 1;
      last = performance.now();
      waitedMs = 0;
      requestAnimationFrame(next);
    });
    watch.timer = window.setInterval(() => {
      const now = performance.now();
      waitedMs += Math.min(now - lastTick, 200);
      lastTick = now;
      watch.longestMs = Math.max(watch.longestMs, Math.min(waitedMs, now - last));
    }, 50);
  });
}

function gapOf(page: Page): Promise<Gap> {
  return page.evaluate(() => {
    const { frames, longestMs } = (globalThis as unknown as { watch: Watch }).watch;
    return { frames, longestMs };
  });
}

/** The state of a page that gets no frames, and what brings them back. */
async function examine(page: Page, session: CDPSession): Promise<string> {
  const state = await page.evaluate(() => ({
    visible: document.visibilityState,
    focused: document.hasFocus(),
    mounted: document.querySelectorAll('[data-message-id]').length,
  }));
  const framesAfter = async (what: () => Promise<unknown>): Promise<number> => {
    const before = (await gapOf(page)).frames;
    await what();
    await pause(1000);
    return (await gapOf(page)).frames - before;
  };
  const steps = {
    nothing: await framesAfter(() => Promise.resolve()),
    'a change of style': await framesAfter(() =>
      page.evaluate(() => document.body.style.setProperty('--probe', String(Date.now()))),
    ),
    'the pointer': await framesAfter(() => page.mouse.move(300, 300)),
    'a picture of it': await framesAfter(() => session.send('Page.captureScreenshot')),
    'bringing it to the front': await framesAfter(() => page.bringToFront()),
  };
  return JSON.stringify({ ...state, framesInASecondAfter: steps });
}

async function openAndScroll(page: Page, name: string): Promise<void> {
  await controls(page).conversations.getByRole('button', { name, exact: true }).press('Enter');
  await page.getByRole('heading', { name, exact: true }).waitFor();
  const log = await page.locator('main').boundingBox();
  if (log === null) throw new Error('There is no log');
  await page.mouse.move(log.x + log.width / 2, log.y + log.height / 2);
  for (const direction of [-1, 1]) {
    for (let step = 0; step < wheelSteps; step += 1) {
      await page.mouse.wheel(0, direction * 1200);
      await pause(16);
    }
  }
  await pause(500);
}

async function trace(parley: Parley): Promise<() => Promise<void>> {
  const session = await parley.page.context().newCDPSession(parley.page);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'blink', 'cc'] },
  });
  return async () => {
    const complete = new Promise<void>((resolve) =>
      session.once('Tracing.tracingComplete', () => resolve()),
    );
    await session.send('Tracing.end');
    await complete;
    await session.detach();
  };
}

await chooseRuntime();
const provider = await startProvider();
let lost = 0;
let longestMs = 0;
for (let done = 0; done < runs; done += perWindow) {
  const parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, provider);
      for (let index = 0; index < perWindow; index += 1) {
        seedConversation(userData, messages, { title: `Long ${String(index)}`, seed: index + 1 });
      }
    },
  });
  const { page } = parley;
  await controls(page).composer.waitFor();
  const session = await page.context().newCDPSession(page);
  const isTraced = values.traced && (done / perWindow) % 2 === 1;
  const stop = isTraced ? await trace(parley) : null;
  await startWatch(page);
  for (let index = 0; index < Math.min(perWindow, runs - done); index += 1) {
    const before = await gapOf(page);
    await openAndScroll(page, `Long ${String(index)}`);
    const after = await gapOf(page);
    longestMs = Math.max(longestMs, after.longestMs);
    if (after.longestMs < lostMs && after.frames > before.frames) continue;
    lost += 1;
    const what = `run ${String(done + index + 1)}${isTraced ? ', traced' : ''}`;
    console.log(`${what}: no frames. ${await examine(page, session)}`);
    break;
  }
  await stop?.();
  await parley.close();
  console.log(`${String(Math.min(done + perWindow, runs))} runs, lost ${String(lost)}`);
}
await provider.close();
console.log(`longest time between frames while timers ran: ${longestMs.toFixed(0)} ms`);
if (lost > 0) process.exitCode = 1;
