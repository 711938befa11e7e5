import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { seedLibrary } from '../e2e/library-profile.ts';
import { controls } from '../e2e/parley.ts';
import { writeLibrary } from './library/generate.ts';
import { count, memory, size, time, type Figure, type Reading } from './figures.ts';
import { percentile } from './table.ts';
import { watchStart, type Start } from './window-start.ts';

const library = { seed: 1, conversations: 10_000, messages: 100_000 };
/** Number of messages in the conversation that a hit opens. */
const longMessages = 2000;
const hitAt = [1, 501, 1001, 1501, 1901] as const;
const starts = 3;
const restMs = 10_000;
/** Typed letter by letter, as people search: several languages, phrases, filters. */
const typed = [
  'because of the',
  'function get',
  'der Wagen',
  '京都の',
  'привет мир',
  '"one of" from:me',
  'has:code after:2022',
  'model:gpt que',
];

function bytesOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

/** A profile of ten years, and a long conversation with a unique word here and there. */
function prepare(userData: string): void {
  writeLibrary(userData, library);
  const word = (index: number): string => {
    const at = hitAt.findIndex((place) => place === index);
    return at === -1 ? '' : `Here is the zanzibarium${at}.`;
  };
  seedLibrary(userData, [
    {
      title: 'The long one',
      age: 700,
      messages: Array.from({ length: longMessages }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        text: `Paragraph ${index}. ${word(index)}\n\n${'Some words to read, and a few more. '.repeat(12)}`,
        after: index === 0 ? null : index - 1,
      })),
    },
  ]);
}

/** Waits until the index is complete, as seen by a person who searches. Returns the time in ms. */
async function untilIndexed(page: Page): Promise<number> {
  const start = performance.now();
  const box = page.getByRole('searchbox', { name: 'Search conversations' });
  await box.waitFor({ timeout: 120_000 });
  await box.fill('zanzibarium0');
  await page.getByRole('option').first().waitFor({ timeout: 120_000 });
  await page
    .getByText('results may still be missing')
    .waitFor({ state: 'hidden', timeout: 120_000 });
  const time = performance.now() - start;
  await box.fill('');
  return time;
}

/** For each key: ms from the key to the frame in which the hits last changed. */
async function typingTimes(page: Page): Promise<number[]> {
  const box = page.getByRole('searchbox', { name: 'Search conversations' });
  await page.keyboard.press('Control+k');
  await box.fill('');
  await page.evaluate(() => {
    const state = { pressed: 0, painted: 0 };
    Object.assign(window, { typing: state });
    // Letters without a key on the keyboard are inserted without one.
    document.addEventListener(
      'beforeinput',
      (event) => {
        state.pressed = event.timeStamp;
        state.painted = 0;
      },
      true,
    );
    new MutationObserver((records) => {
      const isList = records.some(({ target }) => {
        const element = target instanceof Element ? target : target.parentElement;
        return element?.closest('[role="listbox"]') !== null;
      });
      if (!isList) return;
      // The frame that shows it has been made when the task after it runs.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => {
          state.painted = performance.now();
        });
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const times: number[] = [];
  for (const text of typed) {
    for (const letter of text) {
      await page.keyboard
        .press(letter === ' ' ? 'Space' : letter)
        .catch(() => page.keyboard.insertText(letter));
      await page.waitForTimeout(250);
      const time = await page.evaluate(() => {
        const { typing } = window as unknown as { typing: { pressed: number; painted: number } };
        return typing.painted === 0 ? null : typing.painted - typing.pressed;
      });
      // The same hits as before, or none: nothing was painted.
      if (time !== null) times.push(time);
    }
    await box.fill('');
    await page.waitForTimeout(100);
  }
  return times;
}

/** Time from Enter on a hit to the frame that shows its message highlighted (ms). */
async function openingTimes(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const [at] of hitAt.entries()) {
    // From elsewhere, so that the long conversation has to be opened.
    await controls(page).newConversation.click();
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill(`zanzibarium${at}`);
    await page.getByRole('option').first().waitFor();
    await page.waitForTimeout(300);
    // Installed before the key is pressed.
    await page.evaluate((word) => {
      const opened = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the message never came into view')), 60_000);
        document.addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const look = (): void => {
              const message = document.querySelector('[data-revealed]');
              const box = message?.getBoundingClientRect();
              const isSeen =
                box !== undefined &&
                box.top < innerHeight &&
                box.bottom > 0 &&
                message?.textContent.includes(word);
              if (isSeen === true) resolve(performance.now() - timeStamp);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      });
      Object.assign(window, { opened });
    }, `zanzibarium${at}`);
    await page.keyboard.press('Enter');
    times.push(
      await page.evaluate(() => (window as unknown as { opened: Promise<number> }).opened),
    );
    await page.waitForTimeout(300);
  }
  return times;
}

async function memoryOf({
  app,
  page,
}: Parley): Promise<{ main: number; heap: number; nodes: number }> {
  const main = await app.evaluate(() => process.memoryUsage().rss);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const nodes = await page.locator('nav').evaluate((nav) => nav.querySelectorAll('*').length);
  return { main, heap: usedSize, nodes };
}

/** Figures about the built app with a library of ten years, measured in its window. */
export async function measureLibrary(root: string): Promise<readonly Figure[]> {
  const first = await launchParley({ appPath: root, prepare, untilDrawn: false });
  const indexed = await untilIndexed(first.page);
  let parley = first;
  const sidebar: Start[] = [];
  for (let run = 0; run < starts; run += 1) {
    await parley.close();
    parley = await parley.relaunch();
    sidebar.push(await watchStart(parley));
    await untilIndexed(parley.page);
  }
  const { page, userData } = parley;
  const memoryBefore = await memoryOf(parley);
  // People do not type in the first seconds, and the index does some work then.
  await page.waitForTimeout(restMs);
  const typing = await typingTimes(page);
  const opening = await openingTimes(page);
  const memoryAfter = await memoryOf(parley);
  await parley.close();
  const figure = (what: string, readings: readonly Reading[], budget = '', floor = ''): Figure => ({
    what,
    readings,
    budget,
    floor,
  });
  const sidebarTime = (from: (start: Start) => number): number =>
    Math.max(...sidebar.map((start) => start.usable - from(start)));
  return [
    figure(
      `window shown → sidebar of 10,000 conversations usable (${starts} starts, worst)`,
      [
        time(
          'window shown → sidebar usable',
          sidebarTime((start) => start.shown ?? start.painted),
        ),
      ],
      '≤ 100 ms',
      'one frame, 16.7 ms',
    ),
    figure('the same from the first, still unseen paint (worst)', [
      time(
        'first paint → sidebar usable',
        sidebarTime(({ painted }) => painted),
      ),
    ]),
    figure(
      'elements of the sidebar',
      [count('elements of the sidebar', memoryBefore.nodes)],
      'bounded',
    ),
    figure(
      `key in the search box → hits painted, p50 / p95 (${typing.length} keys)`,
      [
        time('key in the search box → hits painted, p50', percentile(typing, 0.5)),
        time('key in the search box → hits painted, p95', percentile(typing, 0.95)),
      ],
      '≤ 50 ms p95',
      'one frame, 16.7 ms',
    ),
    figure(
      `Enter on a hit → its message marked, of ${longMessages.toLocaleString('en')} (worst of ${opening.length})`,
      [time('Enter on a hit → its message marked', Math.max(...opening))],
      '≤ 200 ms',
      'two frames',
    ),
    figure(
      'window there → index built anew',
      [time('window there → index built anew', indexed)],
      '',
      'npm run bench -- search',
    ),
    figure(
      'on disk: conversations / library.sqlite / heads.cache',
      [
        size('conversations on disk', bytesOf(join(userData, 'conversations'))),
        size('library.sqlite', statSync(join(userData, 'library.sqlite')).size),
        size(
          'heads.cache',
          statSync(join(userData, 'heads.cache'), { throwIfNoEntry: false })?.size ?? 0,
        ),
      ],
      'index ≤ 45 MB',
    ),
    figure('memory: main process / heap of the window, then after all of this', [
      memory('memory of main', memoryBefore.main),
      memory('heap of the window', memoryBefore.heap),
      memory('memory of main after use', memoryAfter.main),
      memory('heap of the window after use', memoryAfter.heap),
    ]),
  ];
}
