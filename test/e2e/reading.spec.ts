import { expect, test } from '@playwright/test';
import { startProvider, type Provider } from '../provider/provider.ts';
import type { Parley } from './launch.ts';
import { distanceToEnd, drift, frames, scrollerOf, startReading, untilStill } from './log.ts';
import { ask, controls } from './parley.ts';
import { names, startsWith } from './names.ts';
import { goToMiddle, startOn } from './reading.ts';

let provider: Provider;

test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

const paragraph = (index: number): string =>
  `\n\nParagraph ${index} of the answer, with some words to fill more than one line of the column, as they do.`;

/** The ways in which a person scrolls up. */
const waysUp: Readonly<Record<string, (parley: Parley) => Promise<void>>> = {
  wheel: async ({ page }) => {
    await scrollerOf(page).hover();
    await page.mouse.wheel(0, -300);
  },
  PageUp: async ({ page }) => {
    await controls(page).log.focus();
    await page.keyboard.press('PageUp');
  },
  'PageUp in the composer': async ({ page }) => {
    await controls(page).composer.press('PageUp');
  },
  ArrowUp: async ({ page }) => {
    await controls(page).log.focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowUp');
  },
  touch: async ({ page }) => {
    const session = await page.context().newCDPSession(page);
    const box = await scrollerOf(page).boundingBox();
    if (box === null) throw new Error('no log');
    const x = box.x + box.width / 2;
    const y = box.y + 200;
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let moved = 0; moved <= 300; moved += 20) {
      await session.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: [{ x, y: y + moved }],
      });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await session.detach();
  },
};

test('it follows only at the end, lets go for good, and comes back by the button or by scrolling', async () => {
  const parley = await startOn(provider, 12);
  const { page } = parley;
  const ui = controls(page);
  const jump = page.getByRole('button', { name: startsWith(names.jumpToLatest) });
  const live = provider.live();
  await ask(page, 'Go on');
  let written = 0;
  const write = async (count: number): Promise<void> => {
    for (let more = 0; more < count; more += 1) {
      written += 1;
      await live.write(paragraph(written));
    }
    await expect(ui.answers.last()).toContainText(`Paragraph ${written} of the answer`);
    await frames(page, 3);
  };
  await write(20);
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
  await expect(jump).toBeHidden();
  for (const [name, up] of Object.entries(waysUp)) {
    await test.step(name, async () => {
      await up(parley);
      // A wheel or a key scrolls smoothly, so the reading position is where it comes to rest.
      await page.waitForTimeout(300);
      await untilStill(page);
      expect(await distanceToEnd(page), name).toBeGreaterThan(30);
      await startReading(page);
      await write(12);
      expect(Math.abs(await drift(page)), name).toBeLessThanOrEqual(1);
      await expect(jump).toBeVisible();
      await jump.click();
      await frames(page, 3);
      expect(await distanceToEnd(page), name).toBeLessThanOrEqual(2);
      await write(3);
      expect(await distanceToEnd(page), name).toBeLessThanOrEqual(2);
      await expect(jump).toBeHidden();
    });
  }
  await test.step('back by scrolling to the end', async () => {
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(400);
    await write(2);
    expect(await distanceToEnd(page)).toBeGreaterThan(100);
    await controls(page).log.focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(400);
    await write(4);
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(2);
  });
  await live.finish('stop');
  await parley.close();
});

test('"Jump to latest" counts the messages that came', async () => {
  const parley = await startOn(provider, 40);
  const { page } = parley;
  await goToMiddle(parley);
  const jump = page.getByRole('button', { name: startsWith(names.jumpToLatest) });
  await expect(jump).toHaveText('Jump to latest');
  await startReading(page);
  provider.script({ kind: 'text', text: 'An answer to another window.' });
  await page.evaluate(async () => {
    const id = document.querySelector('[data-message-id]')?.getAttribute('data-message-id') ?? '';
    const bridge = (window as unknown as { parley: { command: (...all: unknown[]) => unknown } })
      .parley;
    await bridge.command('chat.send', {
      conversationId: `${id.slice(0, -6)}0f4240`,
      text: 'Asked elsewhere',
    });
  });
  await expect(jump).toHaveText('Jump to latest · 2 new');
  expect(Math.abs(await drift(page))).toBeLessThanOrEqual(1);
  await jump.click();
  await expect(controls(page).answers.last()).toContainText('An answer to another window.');
  await expect(jump).toBeHidden();
  await parley.close();
});

test('Home, End, PageUp and PageDown move as in a document', async () => {
  const parley = await startOn(provider, 200);
  const { page } = parley;
  const ui = controls(page);
  const scroller = scrollerOf(page);
  await ui.log.focus();
  await page.keyboard.press('Home');
  await expect(ui.questions.first()).toContainText('Question 0 of');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await page.waitForTimeout(500);
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press('PageDown');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(400);
  await page.waitForTimeout(400);
  const down = await scroller.evaluate((element) => element.scrollTop);
  expect(down).toBeLessThan(800);
  await page.keyboard.press('PageUp');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press('End');
  await expect.poll(() => distanceToEnd(page)).toBeLessThanOrEqual(2);
  await expect(ui.questions.last()).toBeInViewport();
  await parley.close();
});
