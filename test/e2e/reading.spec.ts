import { expect, test } from '@playwright/test';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import {
  distanceToEnd,
  drift,
  frames,
  scrollerOf,
  seedConversation,
  startReading,
  untilStill,
} from './log.ts';
import { ask, controls, seedSettings } from './parley.ts';
import { names, startsWith } from './names.ts';

let provider: Provider;

test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

/** Starts on conversations of so many messages each, with the first on show. */
async function startOn(...lengths: readonly number[]): Promise<Parley> {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      for (const [index, length] of lengths.entries()) {
        seedConversation(userData, length, { title: `Conversation ${index}`, seed: index + 1 });
      }
    },
  });
  await parley.page.setViewportSize({ width: 1200, height: 800 });
  await open(parley, 0);
  return parley;
}

async function open({ page }: Parley, index: number): Promise<void> {
  const ui = controls(page);
  await ui.conversations
    .getByRole('button', { name: new RegExp(`^Conversation ${index}`) })
    .first()
    .click();
  await expect(ui.questions.last()).toContainText(`of Conversation ${index}`);
  // Until a place has settled, nothing but a person's own input moves it.
  await page.waitForTimeout(600);
}

/** Scrolls so that the middle of the conversation is in view, and waits until it is still. */
async function goToMiddle({ page }: Parley): Promise<void> {
  await scrollerOf(page).evaluate((scroller) => {
    scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await page.waitForTimeout(600);
}

const paragraph = (index: number): string =>
  `\n\nParagraph ${index} of the answer, with some words to fill more than one line of the column, as they do.`;

/** The ways up, as a person makes them. */
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
  const parley = await startOn(12);
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
      // A wheel or a key scrolls smoothly: what is read is what is there when it rests.
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
  const parley = await startOn(40);
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
  const parley = await startOn(200);
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

test('the place is kept when conversations are switched and the window is resized', async () => {
  const parley = await startOn(120, 60);
  const { page } = parley;
  await goToMiddle(parley);
  const first = await startReading(page);
  await drift(page);
  await open(parley, 1);
  await goToMiddle(parley);
  const second = await startReading(page);
  await drift(page);
  await open(parley, 0);
  const firstAgain = await startReading(page);
  await drift(page);
  expect(firstAgain.text).toBe(first.text);
  expect(Math.abs(firstAgain.top - first.top)).toBeLessThanOrEqual(1);
  await open(parley, 1);
  const secondAgain = await startReading(page);
  expect(secondAgain.text).toBe(second.text);
  expect(Math.abs(secondAgain.top - second.top)).toBeLessThanOrEqual(1);
  for (const size of [
    { width: 1200, height: 600 },
    { width: 700, height: 600 },
    { width: 480, height: 800 },
    { width: 1900, height: 1000 },
    { width: 1200, height: 800 },
  ]) {
    const before = await drift(page).then(() => startReading(page));
    await page.setViewportSize(size);
    await page.waitForTimeout(500);
    expect(
      Math.abs(await drift(page)),
      `${before.text} at ${size.width} × ${size.height}`,
    ).toBeLessThanOrEqual(1);
    await startReading(page);
  }
  await parley.close();
});

/** What can change above and below what is read, done without scrolling there. */
const changes: Readonly<Record<string, (where: 'above' | 'below') => number>> = {
  'reasoning opens and closes': (where) => {
    const top = window.watched.element.getBoundingClientRect().top;
    const buttons = [
      ...document.querySelectorAll('article button[aria-expanded]:not([aria-haspopup])'),
    ].filter((button) => button.getBoundingClientRect().top < top === (where === 'above'));
    for (const button of buttons) if (button instanceof HTMLElement) button.click();
    return buttons.length;
  },
  'images take another size': (where) => {
    const top = window.watched.element.getBoundingClientRect().top;
    const images = [...document.querySelectorAll('article img')].filter(
      (image) => image.getBoundingClientRect().top < top === (where === 'above'),
    );
    for (const image of images) {
      if (image instanceof HTMLImageElement) {
        // A height of 330 in the place of 150, in the head of the GIF.
        image.src = image.src.replace('8ACWAIAA', '8ABKAYAA');
      }
    }
    return images.length;
  },
};

test('what is read stays in place, whatever changes above and below it', async () => {
  const parley = await startOn(120);
  const { page } = parley;
  await goToMiddle(parley);
  // Everything above is mounted, highlighted and set while this paragraph is watched.
  await startReading(page);
  await page.waitForTimeout(3000);
  expect(Math.abs(await drift(page)), 'older messages, code, formulas, images').toBeLessThanOrEqual(
    1,
  );
  for (const [name, change] of Object.entries(changes)) {
    for (const where of ['above', 'below'] as const) {
      await test.step(`${name}, ${where}`, async () => {
        await startReading(page);
        expect(await page.evaluate(change, where)).toBeGreaterThan(0);
        await page.waitForTimeout(400);
        expect(Math.abs(await drift(page)), `${name}, ${where}`).toBeLessThanOrEqual(1);
        await page.keyboard.press('Escape');
      });
    }
  }
  await parley.close();
});

test('what is read stays in place while a diagram above it is drawn, and folds of code open and close', async () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, index) => `value${index} = ${index}`).join('\n');
  const words = 'Words that fill a few lines of the column, so that there is something to read. ';
  const above = [
    '```mermaid\nflowchart TD\n  A[Start] --> B{Choice}\n  B -->|yes| C[End]\n  C --> D\n  D --> E\n```',
    `\`\`\`python\n${lines(60)}\n\`\`\``,
    '$$\\sum_{i=0}^{n} \\frac{1}{i^2}$$',
  ].join('\n\n');
  const below = Array.from({ length: 40 }, (_, index) => `Paragraph ${index}. ${words.repeat(4)}`);
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  await page.setViewportSize({ width: 1200, height: 800 });
  provider.script({ kind: 'text', text: `${above}\n\n${below.join('\n\n')}\n\nThe end.` });
  await ask(page, 'Everything, please');
  // The answer came in one go: its diagram is still to be drawn when the person reads its end.
  await expect(controls(page).answers.last()).toContainText('The end.');
  await startReading(page);
  await expect(page.locator('.md-diagram img')).toHaveCount(1, { timeout: 30_000 });
  await expect(page.locator('.md-math math')).toHaveCount(1, { timeout: 30_000 });
  await page.waitForTimeout(500);
  expect(Math.abs(await drift(page)), 'diagram, formula, highlighting').toBeLessThanOrEqual(1);
  for (const name of ['Fold', 'Show all', 'Wrap', 'Source']) {
    await startReading(page);
    const pressed = await page.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('.md-code .md-tool')].filter(
        (button) => button.textContent.startsWith(wanted),
      );
      for (const button of buttons) button.click();
      return buttons.length;
    }, name);
    expect(pressed, name).toBeGreaterThan(0);
    await page.waitForTimeout(600);
    expect(Math.abs(await drift(page)), name).toBeLessThanOrEqual(1);
  }
  await parley.close();
});
