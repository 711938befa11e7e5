import type { CDPSession } from '@playwright/test';
import { launchParley } from '../e2e/launch.ts';
import { scrollerOf, seedConversation } from '../e2e/log.ts';
import { answered, ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { inputs } from './render/inputs.ts';
import { latencyAt, plainWords } from './streaming.ts';
import { count, memory, ratio, time, type Figure, type Reading } from './figures.ts';
import { isShort } from './short.ts';
import { ms, percentile } from './table.ts';
import { leaveBareBox, typed, typing, type Typed } from './typing.ts';

/** Processor time of the page's main thread in script, style and layout so far, in ms. */
async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics
    .filter(({ name }) => /^(?:Script|RecalcStyle|Layout)Duration$/.test(name))
    .reduce((sum, { value }) => sum + value * 1000, 0);
}

/** The order of runs; true is the long conversation. Each is as often first as second. */
const turns = [false, true, true, false, false, true, true, false, false, true];

/** Pause at either end: the question has been drawn, and the answer is not near its end (ms). */
const settleMs = 700;

/** Latency, processor time and typing in a conversation of 5,000 messages and in an empty one. */
async function longAndEmpty(root: string, provider: Provider): Promise<readonly Figure[]> {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 5000, { title: 'Conversation 0', version: 1 });
    },
  });
  const { page } = parley;
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const long = async (): Promise<void> => {
    const entry = controls(page).conversations.getByRole('button', { name: /^Conversation 0/ });
    await entry.first().click();
    await page.getByRole('heading', { name: /^Conversation 0/ }).waitFor();
    await controls(page).questions.last().waitFor();
    // Messages mounted when idle are mounted by now.
    await page.waitForTimeout(3000);
  };
  const empty = (): Promise<void> => controls(page).newConversation.click();
  const pace = 50;
  const tokensOfRun = 300;
  const run = async (open: () => Promise<void>) => {
    await open();
    const before = await threadTime(session);
    const running = latencyAt(parley, provider, pace, tokensOfRun, () => Promise.resolve());
    await page.locator('[data-status="streaming"]').waitFor();
    await page.waitForTimeout(settleMs);
    const [start, startedAt] = [await threadTime(session), performance.now()];
    await page.waitForTimeout((tokensOfRun / pace) * 1000 - 2 * settleMs);
    const streamed = (await threadTime(session)) - start;
    const tokens = ((performance.now() - startedAt) / 1000) * pace;
    const latency = await running;
    const all = (await threadTime(session)) - before;
    const spent = streamed / tokens;
    return { ...latency, spent, rest: all - spent * tokensOfRun };
  };
  const empties: Awaited<ReturnType<typeof run>>[] = [];
  const longs: typeof empties = [];
  // Alternating, and each as often first as second, because the machine's speed varies and the
  // engine warms up.
  for (const isLong of isShort ? turns.slice(0, 4) : turns) {
    (isLong ? longs : empties).push(await run(isLong ? long : empty));
  }
  type Key = 'p50' | 'p95' | 'spent' | 'rest';
  const median = (runs: typeof longs, key: Key): number =>
    percentile(
      runs.map((each) => each[key]),
      0.5,
    );
  const longToEmpty = (key: Key): number => median(longs, key) / median(empties, key);

  await empty();
  const still = await typing(page, session);
  await long();
  const live = provider.live();
  await ask(page, 'Go on');
  const enough = new AbortController();
  const writing = (async () => {
    for (let index = 0; !enough.signal.aborted; index += 1) {
      await live.write(`w${index} `);
      await page.waitForTimeout(10);
    }
    await live.finish('stop');
  })();
  const streaming = await typing(page, session);
  enough.abort();
  await writing;
  await answered(page);
  await leaveBareBox(page);
  const bare = await typing(page, session);
  await parley.close();
  const shown = ({ p50, p95 }: Typed): string => `${ms(p50)} / ${ms(p95)}`;
  const keystroke = (name: string, { p50, p95 }: Typed): readonly Reading[] => [
    time(`${name}, p50`, p50),
    time(`${name}, p95`, p95),
  ];
  const totals = typed(streaming, ({ total }) => total);
  const bareTotals = typed(bare, ({ total }) => total);
  const works = typed(streaming, ({ total, wait }) => total - wait);
  return [
    {
      what: 'write → DOM in 5,000 messages / in none, p50 and p95 (50 tokens/s, medians of several runs)',
      readings: [
        ratio('write → DOM in 5,000 messages / in none, p50', longToEmpty('p50')),
        ratio('write → DOM in 5,000 messages / in none, p95', longToEmpty('p95')),
      ],
      budget: '≤ 1.1',
      floor: `empty ${ms(median(empties, 'p50'))} and ${ms(median(empties, 'p95'))}`,
    },
    {
      what: 'processor time of a token in 5,000 messages; divided by that in none',
      readings: [
        time('processor time of a token in 5,000 messages', median(longs, 'spent')),
        ratio('processor time of a token in 5,000 messages / in none', longToEmpty('spent')),
      ],
      budget: '≤ 1.1',
      floor: `empty ${median(empties, 'spent').toFixed(2)} ms`,
    },
    {
      what: 'processor time of a question and of the end of its answer, in 5,000 messages',
      readings: [
        time('processor time of a question and an end, in 5,000 messages', median(longs, 'rest')),
      ],
      budget: '',
      floor: `in none ${ms(median(empties, 'rest'))}`,
    },
    {
      what: 'keystroke → paint while streaming in 5,000 messages, p50 / p95',
      readings: keystroke('keystroke → paint', totals),
      budget: '≤ 16 ms',
      floor: `a bare box beside a text that grows ${shown(bareTotals)}; Parley empty and still ${shown(typed(still, ({ total }) => total))}`,
    },
    {
      what: 'the same without the wait for the next of 60 frames a second',
      readings: keystroke('keystroke → paint without the wait for a frame', works),
      budget: '',
      floor: `the bare box ${shown(typed(bare, ({ total, wait }) => total - wait))}`,
    },
    {
      what: 'keystroke → paint, p95, beyond that of the bare box',
      readings: [time('keystroke → paint beyond a bare box, p95', totals.p95 - bareTotals.p95)],
      budget: '≤ 4 ms',
      floor: '',
    },
  ];
}

/** Opens a conversation of 2,000 messages and scrolls up through it. */
async function openLong(root: string, provider: Provider): Promise<readonly Figure[]> {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 2000, { title: 'Conversation 0', version: 1 });
    },
  });
  const { page } = parley;
  await page.setViewportSize({ width: 1200, height: 800 });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  // The window has become idle, and a newer build has brought the file up to date.
  await page.waitForTimeout(4000);
  const opening = page.evaluate(
    () =>
      new Promise<{ readonly paint: number; readonly mounted: number }>((resolve) => {
        let from = 0;
        document.addEventListener('click', (event) => (from = event.timeStamp), { capture: true });
        const observer = new MutationObserver(() => {
          const mounted = document.querySelectorAll('[data-message-id]').length;
          if (mounted === 0) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            setTimeout(() => resolve({ paint: performance.now() - from, mounted }));
          });
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  const entry = controls(page).conversations.getByRole('button', { name: /^Conversation 0/ });
  const before = await threadTime(session);
  await entry.first().click();
  const { paint, mounted } = await opening;
  const spent = (await threadTime(session)) - before;
  await page.waitForTimeout(1000);
  const jumps = await scrollerOf(page).evaluate(async (scroller) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let found = 0;
    for (let step = 0; step < 300; step += 1) {
      const view = scroller.getBoundingClientRect();
      const read = document
        .elementFromPoint(view.left + view.width / 2, view.top + 100)
        ?.closest('[data-message-id]');
      const before = read?.getBoundingClientRect().top ?? 0;
      const top = scroller.scrollTop;
      scroller.scrollBy({ top: -250, behavior: 'instant' });
      const asked = top - scroller.scrollTop;
      await frame();
      await frame();
      const by = (read?.getBoundingClientRect().top ?? 0) - before - asked;
      if (read === undefined || read === null || Math.abs(by) > 1) found += 1;
    }
    return found;
  });
  await parley.close();
  return [
    {
      what: 'open 2,000 messages: first paint / of it processor time of the page',
      readings: [
        time('open 2,000 messages, first paint', paint),
        time('open 2,000 messages, processor time', spent),
      ],
      budget: '≤ 160 ms',
      floor: '',
    },
    {
      what: 'messages mounted at once / jumps in 300 steps',
      readings: [count('messages mounted at once', mounted), count('jumps in 300 steps', jumps)],
      budget: '≤ 300 / 0',
      floor: '',
    },
  ];
}

/** The window's heap after a collection, in bytes. */
async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

async function heapAfterLongAnswer(root: string, provider: Provider): Promise<readonly Figure[]> {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => seedSettings(userData, provider),
  });
  const { page } = parley;
  const session = await page.context().newCDPSession(page);
  await controls(page).composer.waitFor();
  await page.waitForTimeout(3000);
  const idle = await heap(session);
  const text = inputs(false).find(({ name }) => name === 'mixed 100k')?.text ?? plainWords(100_000);
  provider.script({ kind: 'text', text, tokensPerSecond: 5000 });
  await ask(page, 'Write very much');
  const done = controls(page).answers.last().and(page.locator('[data-status="complete"]'));
  await done.waitFor({ timeout: 300_000 });
  await page.waitForTimeout(3000);
  const after = await heap(session);
  await parley.close();
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    {
      what: "renderer's heap, idle / after an answer of 100,000 tokens",
      readings: [
        memory("renderer's heap, idle", idle),
        memory("renderer's heap after 100,000 tokens", after),
      ],
      budget: '≤ 20 / 40 MB',
      floor: `the text itself ${mb(text.length)}`,
    },
  ];
}

type Measure = (root: string) => Promise<readonly Figure[]>;

function withProvider(
  measure: (root: string, provider: Provider) => Promise<readonly Figure[]>,
): Measure {
  return async (root) => {
    const provider = await startProvider();
    try {
      return await measure(root, provider);
    } finally {
      await provider.close();
    }
  };
}

/** Figures about streaming and typing in a long conversation, in the built app. */
export const measureLong = withProvider(longAndEmpty);

/** Figures about opening a long conversation, in the built app. */
export const measureOpen = withProvider(openLong);

/** Figures about the memory of the built app's window. */
export const measureHeap = withProvider(heapAfterLongAnswer);
