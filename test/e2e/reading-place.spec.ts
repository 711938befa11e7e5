import { expect, test } from '@playwright/test';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { drift, startReading } from './log.ts';
import { ask, controls, draftSaved, savedSettings, seedSettings } from './parley.ts';
import { goToMiddle, open, startOn } from './reading.ts';

let provider: Provider;

test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

test('the place is kept when conversations are switched and the window is resized', async () => {
  const parley = await startOn(provider, 120, 60);
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

test('a start shows what was on show before, to the pixel, also after a kill', async () => {
  const size = { width: 1200, height: 800 };
  const first = await startOn(provider, 120, 4);
  await goToMiddle(first);
  await controls(first.page).composer.fill('half a thought');
  await draftSaved(first.userData, 'half a thought');
  const before = await startReading(first.page);
  await first.close();

  const second = await first.relaunch();
  await second.page.setViewportSize(size);
  await expect(controls(second.page).composer).toHaveValue('half a thought');
  await expect(controls(second.page).composer).toBeFocused();
  await second.page.waitForTimeout(600);
  const after = await startReading(second.page);
  expect(after.text).toBe(before.text);
  expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(1);
  await open(second, 1);
  await expect
    .poll(() => savedSettings(second.userData)['lastShown'])
    .toMatchObject({ position: { kind: 'latest' } });
  await second.kill();

  const third = await second.relaunch();
  await expect(controls(third.page).questions.last()).toContainText('of Conversation 1');
  // A new conversation is what is shown if it was on show, or if the person wants it.
  await third.page.keyboard.press('Control+n');
  await third.close();
  const fourth = await third.relaunch();
  await expect(controls(fourth.page).composer).toBeFocused();
  await expect(controls(fourth.page).questions).toHaveCount(0);
  await open(fourth, 1);
  await fourth.page.evaluate(() => window.parley.command('settings.update', { startsWith: 'new' }));
  await fourth.close();
  const fifth = await fourth.relaunch();
  await expect(controls(fifth.page).composer).toBeFocused();
  await expect(controls(fifth.page).questions).toHaveCount(0);
  await fifth.close();
});

/** Changes that can happen above or below the reading position, made without scrolling there. */
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
        // Changes the height in the GIF's header from 150 to 330.
        image.src = image.src.replace('8ACWAIAA', '8ABKAYAA');
      }
    }
    return images.length;
  },
};

test('what is read stays in place, whatever changes above and below it', async () => {
  const parley = await startOn(provider, 120);
  const { page } = parley;
  await goToMiddle(parley);
  // Everything above is mounted, highlighted and set while this paragraph is being tracked.
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
  // The answer arrived at once, so its diagram is not drawn yet when the person reads its end.
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
