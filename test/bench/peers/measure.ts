import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { chooseRuntime } from '../../../scripts/runtime.ts';
import { launchParley } from '../../e2e/launch.ts';
import { controls, seedSettings } from '../../e2e/parley.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { launchChromium } from '../../runtime/chromium.ts';
import { memory, time, varying, type Figure } from '../figures.ts';
import { longAnswer, tokenSize } from '../long-answer.ts';
import { treeOf, workOf } from '../processes.ts';
import { isShort } from '../short.ts';
import { heapOf, pageWork } from '../spent.ts';
import { percentile } from '../table.ts';
import { peersIn, type Peer } from './peer.ts';
import { servePeer } from './serve.ts';

/** The environment variable that names the folder of the peers. */
const variable = 'PARLEY_BENCH_PEERS';
const rounds = isShort ? 1 : 3;
const settleMs = 3000;
const endMark = 'This is the end of it.';

/** An answer as it arrives; `tokensPerSecond` null: as fast as the wire takes it. */
interface Pace {
  readonly tokens: number;
  readonly tokensPerSecond: number | null;
}

const paces: readonly Pace[] = [
  { tokens: isShort ? 4000 : 20_000, tokensPerSecond: 500 },
  { tokens: isShort ? 500 : 1600, tokensPerSecond: 100 },
  { tokens: 20_000, tokensPerSecond: null },
];

/** A chat client that runs, and what is needed to use it and to measure it. */
interface Client {
  readonly name: string;
  readonly page: Page;
  readonly session: CDPSession;
  /** All of its processes. */
  readonly pids: () => readonly number[];
  readonly composer: string;
  readonly answer: string;
  readonly close: () => Promise<void>;
}

async function sessionFor(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

async function startParley(root: string, provider: Provider): Promise<Client> {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => seedSettings(userData, provider),
  });
  const { app, page } = parley;
  await controls(page).composer.waitFor();
  return {
    name: 'Parley',
    page,
    session: await sessionFor(page),
    pids: () => treeOf(app.process().pid ?? 0),
    composer: '[role="main"] textarea, main textarea',
    answer: '[data-status]',
    close: parley.close,
  };
}

async function startPeer(peer: Peer, provider: Provider): Promise<Client> {
  const server = await servePeer(peer, provider.port);
  const browser = launchChromium({ headless: true, portSwitch: '--remote-debugging-port=0' });
  const line = (await browser.devToolsLine) ?? '';
  const connected = await chromium.connectOverCDP(line.replace(/^DevTools listening on /, ''));
  const context = await connected.newContext({ viewport: { width: 1100, height: 760 } });
  const stored = Object.entries(peer.localStorage).map(
    ([key, value]) => [key, value.replaceAll('{origin}', server.origin)] as const,
  );
  await context.addInitScript((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, stored);
  const page = await context.newPage();
  await page.goto(server.origin + peer.start);
  await page.locator(peer.composer).first().waitFor();
  return {
    name: peer.name,
    page,
    session: await sessionFor(page),
    pids: () => treeOf(process.pid).filter((pid) => pid !== process.pid),
    composer: peer.composer,
    answer: peer.answer,
    async close() {
      await connected.close();
      await browser.connection.browser.send('Browser.close').catch(() => undefined);
      await server.close();
    },
  };
}

/** What one answer cost. */
interface Cost {
  readonly taskMs: number;
  readonly layoutMs: number;
  readonly allMs: number;
  readonly wholeMs: number;
  readonly longTasks: number;
  readonly heap: number;
}

/** Asks, and waits until the end of the answer is on the page. */
async function answered(client: Client, provider: Provider, pace: Pace): Promise<Cost> {
  const { page, session } = client;
  const { tokens, tokensPerSecond } = pace;
  provider.script({
    kind: 'text',
    text: `${longAnswer(tokens)}\n\n${endMark}`,
    tokenSize,
    ...(tokensPerSecond === null ? {} : { tokensPerSecond }),
  });
  await page.evaluate(() => {
    const counted = { longTasks: 0 };
    const observer = new PerformanceObserver((list) => {
      counted.longTasks += list.getEntries().length;
    });
    observer.observe({ entryTypes: ['longtask'] });
    Object.assign(globalThis, { counted });
  });
  const answers = await page.locator(client.answer).count();
  const heapBefore = await heapOf(session);
  const [before, allBefore] = [await pageWork(session), workOf(client.pids())];
  const box = page.locator(client.composer).first();
  await box.fill('Write');
  await pause(200);
  const begun = performance.now();
  await box.press('Enter');
  await page.waitForFunction(
    ({ answer, answers, endMark }) => {
      const shown = document.querySelectorAll(answer);
      if (shown.length <= answers) return false;
      return (shown[shown.length - 1]?.textContent ?? '').slice(-2000).includes(endMark);
    },
    { answer: client.answer, answers, endMark },
    { polling: 50, timeout: 240_000 },
  );
  const wholeMs = performance.now() - begun;
  const [after, allAfter] = [await pageWork(session), workOf(client.pids())];
  await pause(settleMs);
  return {
    taskMs: after.task - before.task,
    layoutMs: after.layout - before.layout,
    allMs: allAfter.processorMs - allBefore.processorMs,
    wholeMs,
    longTasks: await page.evaluate(
      () => (globalThis as unknown as { counted: { longTasks: number } }).counted.longTasks,
    ),
    heap: (await heapOf(session)) - heapBefore,
  };
}

function figuresOf(name: string, pace: Pace, costs: readonly Cost[]): Figure {
  const { tokens, tokensPerSecond } = pace;
  const what = `${name}, ${String(tokens)} tokens ${tokensPerSecond === null ? 'at once' : `at ${String(tokensPerSecond)}/s`}`;
  const median = (part: keyof Cost): number =>
    percentile(
      costs.map((cost) => cost[part]),
      0.5,
    );
  return {
    what: `${what}: page / its layout / all processes / Enter → whole / long tasks / heap`,
    readings: [
      time(`processor time of the page's main thread, ${what}`, median('taskMs')),
      time(`processor time of layout, ${what}`, median('layoutMs')),
      time(`processor time of all processes, ${what}`, median('allMs')),
      time(`Enter → whole text, ${what}`, median('wholeMs')),
      varying(`long tasks, ${what}`, median('longTasks')),
      memory(`heap that the page keeps, ${what}`, median('heap')),
    ],
    budget: '',
    floor: '',
  };
}

/** Each round is a start of its own, so that no client is measured beside its earlier answers. */
async function costsOf(
  start: () => Promise<Client>,
  provider: Provider,
  pace: Pace,
): Promise<{ readonly name: string; readonly cost: Cost }> {
  const client = await start();
  try {
    await pause(settleMs);
    // The first answer of all loads what is loaded on demand.
    await answered(client, provider, { tokens: 500, tokensPerSecond: 500 });
    return { name: client.name, cost: await answered(client, provider, pace) };
  } finally {
    await client.close();
  }
}

/**
 * Figures about this build beside whole other clients, which answer from the same provider in the
 * same browser. None if `PARLEY_BENCH_PEERS` names no folder.
 */
export async function measurePeers(root: string): Promise<readonly Figure[]> {
  const folder = process.env[variable];
  if (folder === undefined || folder === '') return [];
  await chooseRuntime();
  const provider = await startProvider();
  const starts = [
    () => startParley(root, provider),
    ...peersIn(folder).map((peer) => () => startPeer(peer, provider)),
  ];
  try {
    const figures: Figure[] = [];
    for (const pace of paces) {
      const costs = new Map<string, Cost[]>();
      for (let round = 0; round < rounds; round += 1) {
        for (const start of starts) {
          const { name, cost } = await costsOf(start, provider, pace);
          costs.set(name, [...(costs.get(name) ?? []), cost]);
        }
      }
      for (const [name, each] of costs) figures.push(figuresOf(name, pace, each));
    }
    return figures;
  } finally {
    await provider.close();
  }
}
