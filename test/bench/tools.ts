import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { names } from '../e2e/names.ts';
import { ask, controls, seedSettings } from '../e2e/parley.ts';
import { fromNpm } from '../main/tools/mcp/from-npm.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { time, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { latencyAt } from './streaming.ts';
import { percentile } from './table.ts';

const rounds = isShort ? 2 : 4;
const tokensPerSecond = 500;
const tokens = isShort ? 1500 : 3000;
/** How long the call of each round runs, with ten reports of progress a second. */
const callSeconds = 30;

/** Launches the app with a tool server that new conversations may use. */
function launchWithTools(root: string, provider: Provider): Promise<Parley> {
  return launchParley({
    appPath: root,
    prepare(userData) {
      seedSettings(userData, provider, { tools: { on: ['everything'], off: [] } });
      const server = {
        id: 'everything',
        name: 'Everything',
        isEnabled: true,
        transport: fromNpm('everything', 'stdio'),
        fields: [],
      };
      writeFileSync(
        join(userData, 'tools.json'),
        JSON.stringify({ version: 1, servers: [server], permissions: [], allowedHosts: [] }),
      );
    },
  });
}

/** Starts a call that runs long and reports its progress. */
async function startCall({ page }: Parley, provider: Provider): Promise<void> {
  await controls(page).newConversation.click();
  const call = {
    id: `call_${provider.requests.length}`,
    name: 'Everything__trigger-long-running-operation',
    arguments: JSON.stringify({ duration: callSeconds, steps: callSeconds * 10 }),
  };
  provider.next({ kind: 'text', text: '', toolCalls: [call] });
  await ask(page, 'Work for long!');
  await page.getByRole('button', { name: names.allowOnce }).click();
  await page.locator('[data-state="running"]').waitFor();
}

/** Stops the newest call, so that it does not run beside the next measurement. */
async function stopCall({ page }: Parley): Promise<void> {
  const { conversations, stopButton } = controls(page);
  await conversations
    .getByRole('button', { name: /^Work for long/ })
    .first()
    .click();
  await stopButton.click();
  await stopButton.waitFor({ state: 'hidden' });
}

/** Collects the time between frames until the returned function is called. */
export async function watchFrames(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const tick = (now: number): void => {
      gaps.push(now - last);
      last = now;
      if ((globalThis as { gaps?: number[] }).gaps === gaps) requestAnimationFrame(tick);
    };
    Object.assign(globalThis, { gaps });
    requestAnimationFrame(tick);
  });
  return () =>
    page.evaluate(() => {
      const { gaps } = globalThis as unknown as { gaps: number[] };
      Object.assign(globalThis, { gaps: null });
      return gaps;
    });
}

interface Measured {
  readonly p95: number;
  readonly frameP99: number;
}

async function streamOnce(parley: Parley, provider: Provider): Promise<Measured> {
  const frames = await watchFrames(parley.page);
  const { p95 } = await latencyAt(parley, provider, tokensPerSecond, tokens);
  return { p95, frameP99: percentile(await frames(), 0.99) };
}

function median(measured: readonly Measured[], what: keyof Measured): number {
  return percentile(
    measured.map((each) => each[what]),
    0.5,
  );
}

/** What a running tool of one conversation costs an answer that streams in another. */
export async function measureRunningTool(root: string): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const parley = await launchWithTools(root, provider);
  try {
    await streamOnce(parley, provider);
    const alone: Measured[] = [];
    const beside: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await streamOnce(parley, provider));
      await startCall(parley, provider);
      beside.push(await streamOnce(parley, provider));
      await stopCall(parley);
    }
    const figure = (what: string, key: keyof Measured): Figure => ({
      what: `${what}, with a running tool / without (${rounds} rounds)`,
      readings: [
        time(`${what}, running tool`, median(beside, key)),
        time(`${what}, no tool`, median(alone, key)),
      ],
      budget: 'the same',
      floor: '',
    });
    return [
      figure(`write → DOM at ${tokensPerSecond} tokens/s, p95`, 'p95'),
      figure('time between frames while streaming, p99', 'frameP99'),
    ];
  } finally {
    await parley.close();
    await provider.close();
  }
}
