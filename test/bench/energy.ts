import { setTimeout as pause } from 'node:timers/promises';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { appPath as bareApp } from '../e2e/fixture.ts';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { memory, time, varying, type Figure } from './figures.ts';
import { longAnswer, tokenSize, untilComplete } from './long-answer.ts';
import type { Work } from './processes.ts';
import { isShort } from './short.ts';
import { heapOf, sessionOf, spentBy, type PageWork, type Spent } from './spent.ts';

/** How long the window may settle after its start or an answer (ms). */
const settleMs = 5000;
/** Once this is over, a caret that nobody uses does not blink any more (ms). */
const stillMs = 15_000;
const idleMs = isShort ? 10_000 : 60_000;

/** Answers as they arrive; `tokensPerSecond` null: as fast as the wire takes them. */
const paces = [
  { tokens: isShort ? 4000 : 20_000, tokensPerSecond: 500 },
  { tokens: isShort ? 500 : 1600, tokensPerSecond: 100 },
  { tokens: isShort ? 150 : 500, tokensPerSecond: 50 },
  { tokens: 20_000, tokensPerSecond: null },
] as const;

interface Counted {
  /** Messages from main to its windows. */
  readonly messages: number;
  /** How often the log on the page has changed. */
  readonly commits: number;
}

/** Counts messages and changes of the page from now on; the result reads the counts. */
async function startCounting({ app, page }: Parley): Promise<() => Promise<Counted>> {
  await app.evaluate(({ BrowserWindow }) => {
    const counted = { messages: 0 };
    Object.assign(globalThis, { counted });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        counted.messages += 1;
        send(channel, ...values);
      };
    }
  });
  await page.evaluate(() => {
    const counted = { commits: 0 };
    Object.assign(globalThis, { counted });
    const observer = new MutationObserver(() => {
      counted.commits += 1;
    });
    const log = document.querySelector('main') ?? document.body;
    observer.observe(log, { subtree: true, childList: true, characterData: true });
  });
  return async () => ({
    messages: await app.evaluate(
      () => (globalThis as unknown as { counted: { messages: number } }).counted.messages,
    ),
    commits: await page.evaluate(
      () => (globalThis as unknown as { counted: { commits: number } }).counted.commits,
    ),
  });
}

/** Figures about one answer as it arrives. */
async function streamed(
  parley: Parley,
  provider: Provider,
  count: () => Promise<Counted>,
  { tokens, tokensPerSecond }: (typeof paces)[number],
): Promise<readonly Figure[]> {
  const { page } = parley;
  const session = await sessionOf(parley);
  await controls(page).newConversation.click();
  provider.script({
    kind: 'text',
    text: longAnswer(tokens),
    tokenSize,
    ...(tokensPerSecond === null ? {} : { tokensPerSecond }),
  });
  await pause(1000);
  const heapBefore = await heapOf(session);
  const [before, countedBefore] = [await spentBy(parley, session), await count()];
  await ask(page, 'Write');
  await untilComplete(parley.page);
  const [after, countedAfter] = [await spentBy(parley, session), await count()];
  await pause(3000);
  const heap = (await heapOf(session)) - heapBefore;
  await session.detach();
  const pace = `${tokens} tokens ${tokensPerSecond === null ? 'at once' : `at ${tokensPerSecond}/s`}`;
  const spent = (name: keyof PageWork): number => after.page[name] - before.page[name];
  const timed = (what: string, value: number) => time(`${what}, ${pace}`, value);
  const counted = (what: string, value: number) => varying(`${what}, ${pace}`, value);
  return [
    {
      what: `processor time of the page's main thread / of main / of all, ${pace}`,
      readings: [
        timed("processor time of the page's main thread", spent('task')),
        timed('processor time of main', after.main.processorMs - before.main.processorMs),
        timed('processor time of all processes', after.all.processorMs - before.all.processorMs),
      ],
      budget: tokensPerSecond === 500 && tokens === 20_000 ? '≤ 7 / – / 20 s' : '',
      floor: '',
    },
    {
      what: `of the page script / style / layout, ${pace}`,
      readings: [
        timed('processor time of script', spent('script')),
        timed('processor time of style', spent('style')),
        timed('processor time of layout', spent('layout')),
      ],
      budget: '',
      floor: '',
    },
    {
      what: `layouts / changes of the page / messages / wake-ups of all threads, ${pace}`,
      readings: [
        counted('layouts', spent('layouts')),
        counted('changes of the page', countedAfter.commits - countedBefore.commits),
        counted('messages to the window', countedAfter.messages - countedBefore.messages),
        counted('wake-ups', after.all.sleeps - before.all.sleeps),
      ],
      budget: '',
      floor: '',
    },
    {
      what: `heap that the page keeps of it, ${pace}`,
      readings: [memory(`heap that the page keeps, ${pace}`, heap)],
      budget: tokens === 20_000 ? '≤ 2.5 MB' : '',
      floor: `the text ${String((tokens * tokenSize) / 1000)} KB`,
    },
  ];
}

/** Work within a while in which nobody does anything. */
async function atRest(parley: Parley): Promise<Spent> {
  const session = await sessionOf(parley);
  await pause(stillMs);
  const before = await spentBy(parley, session);
  await pause(idleMs);
  const after = await spentBy(parley, session);
  const ofWork = (name: 'main' | 'all'): Work => ({
    processorMs: after[name].processorMs - before[name].processorMs,
    sleeps: after[name].sleeps - before[name].sleeps,
  });
  const ofPage = (name: keyof PageWork): number => after.page[name] - before.page[name];
  return {
    page: {
      task: ofPage('task'),
      script: ofPage('script'),
      layout: ofPage('layout'),
      style: ofPage('style'),
      layouts: ofPage('layouts'),
    },
    main: ofWork('main'),
    all: ofWork('all'),
  };
}

function restFigures(what: string, spent: Spent, bare: Spent): readonly Figure[] {
  const perMinute = (value: number): number => (value * 60_000) / idleMs;
  const shown = (value: number): string => perMinute(value).toFixed(0);
  return [
    {
      what: `processor time in a minute, ${what}: page / main / all`,
      readings: [
        time(`processor time of the page in a minute, ${what}`, perMinute(spent.page.task)),
        time(`processor time of main in a minute, ${what}`, perMinute(spent.main.processorMs)),
        time(`processor time of all in a minute, ${what}`, perMinute(spent.all.processorMs)),
      ],
      budget: '≤ 30 ms, page and main together',
      floor: `an empty app on the same runtime ${shown(bare.page.task)} / ${shown(bare.main.processorMs)} / ${shown(bare.all.processorMs)} ms`,
    },
    {
      what: `wake-ups in a minute, ${what}: main / all`,
      readings: [
        varying(`wake-ups of main in a minute, ${what}`, perMinute(spent.main.sleeps)),
        varying(`wake-ups of all in a minute, ${what}`, perMinute(spent.all.sleeps)),
      ],
      budget: '',
      floor: `an empty app ${shown(bare.main.sleeps)} / ${shown(bare.all.sleeps)}`,
    },
  ];
}

async function withProvider(
  run: (provider: Provider) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  await chooseRuntime();
  const provider = await startProvider();
  try {
    return await run(provider);
  } finally {
    await provider.close();
  }
}

async function withParley<T>(
  root: string,
  provider: Provider,
  run: (parley: Parley) => Promise<T>,
): Promise<T> {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => seedSettings(userData, provider),
  });
  try {
    return await run(parley);
  } finally {
    await parley.close();
  }
}

/** Figures about the processor time that answers take, on Linux. */
export function measureEnergy(root: string): Promise<readonly Figure[]> {
  return withProvider((provider) =>
    withParley(root, provider, async (parley) => {
      await controls(parley.page).composer.waitFor();
      provider.script({ kind: 'text', text: longAnswer(1000) });
      // Whatever the first answer loads is loaded, and counted with no other.
      await ask(parley.page, 'Load everything');
      await untilComplete(parley.page);
      await pause(settleMs);
      const count = await startCounting(parley);
      const figures: Figure[] = [];
      for (const pace of paces) figures.push(...(await streamed(parley, provider, count, pace)));
      return figures;
    }),
  );
}

/** Figures about an app in which nothing happens, and one that waits for its first token. */
export function measureIdle(root: string): Promise<readonly Figure[]> {
  return withProvider(async (provider) => {
    const bare = await withParley(bareApp, provider, atRest);
    return withParley(root, provider, async (parley) => {
      await controls(parley.page).composer.waitFor();
      const idle = await atRest(parley);
      provider.live();
      await ask(parley.page, 'Nothing comes');
      await parley.page.locator('[data-status="streaming"]').waitFor();
      const waiting = await atRest(parley);
      return [
        ...restFigures('idle', idle, bare),
        ...restFigures('before the first token', waiting, bare),
      ];
    });
  });
}
