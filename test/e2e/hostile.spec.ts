import { expect, test } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { hostileAnswers } from '../limits/nasty/answers.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';

/** The same as in test/limits/cases.ts: a longer run uses other answers, and more of them. */
const firstSeed = Number(process.env['PARLEY_FUZZ_SEED'] ?? 20_261_129);
const times = Number(process.env['PARLEY_FUZZ_TIMES'] ?? 1);
/** Only the answers whose name contains this. */
const only = process.env['PARLEY_FUZZ_ONLY'] ?? '';

/** Heap limit of the window with the longest answers on show. */
const maxHeap = 700 * 1024 ** 2;

/** Limit of elements added from one frame to the next. */
const maxInFrame = 5000;

interface Pauses {
  /** In ms. */
  readonly frame: number;
  /** In ms. */
  readonly task: number;
  /** Elements added in one frame. */
  readonly elements: number;
}

/**
 * Watches for late frames, long tasks and the number of elements per frame: everything that blocks
 * the window.
 */
async function watchPauses(page: Page): Promise<void> {
  await page.evaluate(() => {
    let last = performance.now();
    let added = 0;
    const watch = { frame: 0, task: 0, elements: 0 };
    const tick = (now: number): void => {
      watch.frame = Math.max(watch.frame, now - last);
      watch.elements = Math.max(watch.elements, added);
      last = now;
      added = 0;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes)
          if (node instanceof Element) added += 1 + node.getElementsByTagName('*').length;
      }
    }).observe(document.body, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.task = Math.max(watch.task, duration);
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { pauses: watch });
  });
}

/**
 * True if the group of items that grows is contained like those before it. Otherwise the browser
 * recounts all items each time a group is full.
 */
function isLastGroupContained(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const last = [...document.querySelectorAll('.md-items')].at(-1);
    return last === undefined || getComputedStyle(last).contain.includes('style');
  });
}

/** The maxima since the last call. */
function takePauses(page: Page): Promise<Pauses> {
  return page.evaluate(() => {
    const { pauses } = globalThis as unknown as {
      pauses: { frame: number; task: number; elements: number };
    };
    const taken = { ...pauses };
    Object.assign(pauses, { frame: 0, task: 0, elements: 0 });
    return taken;
  });
}

/**
 * Waits until the answer has arrived and is fully rendered. Does as little as possible, because
 * looking up names takes a frame.
 */
async function drawn(page: Page, lastWord: string): Promise<void> {
  await page.waitForFunction(
    (word) => {
      const answer = [...document.querySelectorAll('[data-status]')].at(-1);
      return (
        answer?.getAttribute('data-status') === 'complete' &&
        document.querySelector('.md-waiting') === null &&
        answer.textContent.includes(word)
      );
    },
    lastWord,
    { polling: 250, timeout: 120_000 },
  );
}

async function heapOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}

test('hostile answers stream in: the window goes on answering, and every word is shown', async () => {
  test.setTimeout(600_000 * times);
  const provider = await startProvider();
  const { page, close } = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
  });
  const { composer, newConversation } = controls(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await watchPauses(page);
  const began = performance.now();
  let most = 0;
  const slowest: ({ readonly name: string } & Pauses)[] = [];
  const answers = hostileAnswers(firstSeed, 16 * times).filter(({ name }) => name.includes(only));
  for (const { name, text, words } of answers) {
    await newConversation.click();
    await expect(composer).toHaveValue('');
    await takePauses(page);
    provider.script({ kind: 'text', text, tokenSize: Math.max(40, Math.ceil(text.length / 200)) });
    await ask(page, 'Go on');
    // Letters arrive while it streams and is rendered.
    await composer.press('x');
    await drawn(page, words.at(-1) ?? '');
    // The test's own lookups do not count as pauses of the window.
    slowest.push({ name, ...(await takePauses(page)) });
    await expect(composer, name).toHaveValue('x');
    expect(await isLastGroupContained(page), name).toBe(true);
    const answer = await answered(page);
    // Not toContainText, whose message would contain a whole megabyte.
    const missing = (): Promise<readonly string[]> =>
      answer.evaluate(
        (element, all) => all.filter((word) => !(element.textContent ?? '').includes(word)),
        words,
      );
    await expect.poll(missing, { message: name, timeout: 60_000 }).toEqual([]);
    await composer.press('y');
    await expect(composer, name).toHaveValue('xy');
    await composer.fill('');
    most = Math.max(most, await heapOf(session));
  }
  slowest.sort((a, b) => b.task - a.task);
  const megabytes = Math.round(most / 1024 ** 2);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const longest = slowest
    .slice(0, 5)
    .map(
      ({ name, task, frame, elements }) =>
        `${task.toFixed(0)} ms (frame ${frame.toFixed(0)} ms, ${elements} elements): ${name}`,
    );
  console.log(
    `fuzz: ${answers.length} hostile answers in ${seconds} s, memory of the page ${megabytes} MB, longest tasks\n  ${longest.join('\n  ')}`,
  );
  expect(most).toBeLessThan(maxHeap);
  expect(slowest.filter(({ elements }) => elements > maxInFrame)).toEqual([]);
  await close();
  await provider.close();
});
