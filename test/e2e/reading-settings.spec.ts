import { expect, test } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { drift, seedConversation, startReading, scrollerOf } from './log.ts';
import { controls, seedSettings } from './parley.ts';
import { names } from './names.ts';

test('how a person likes to read is applied at once, keeps the place, and outlives a restart', async () => {
  const provider = await startProvider();
  let parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedConversation(userData, 60, { title: 'Conversation 0' });
    },
  });
  const open = async (): Promise<void> => {
    await parley.page.setViewportSize({ width: 1280, height: 800 });
    await controls(parley.page)
      .conversations.getByRole('button', { name: /^Conversation 0/ })
      .first()
      .click();
    await expect(controls(parley.page).questions.last()).toContainText('of Conversation 0');
    await parley.page.waitForTimeout(600);
  };
  const shown = (): Promise<Record<string, string>> =>
    controls(parley.page)
      .answers.last()
      .locator('.md')
      .evaluate((text) => {
        const { fontSize, fontFamily, lineHeight } = getComputedStyle(text);
        return { fontSize, fontFamily, lineHeight };
      });
  await open();
  await scrollerOf(parley.page).evaluate((scroller) => {
    scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await parley.page.waitForTimeout(600);
  const { settings, settingsButton } = controls(parley.page);
  await settingsButton.click();
  await settings.getByRole('tab', { name: names.reading }).click();
  for (const [label, value] of [
    ['Text size', '20'],
    ['Line length', '56'],
    ['Density', 'spacious'],
    ['Font', 'serif'],
  ] as const) {
    await startReading(parley.page);
    await settings.getByLabel(label, { exact: true }).selectOption(value);
    await parley.page.waitForTimeout(400);
    expect(Math.abs(await drift(parley.page)), label).toBeLessThanOrEqual(1);
  }
  await settings.getByLabel(names.fontOfCode).fill('DejaVu Sans Mono');
  const wanted = { fontSize: '20px', lineHeight: '36px' };
  expect(await shown()).toMatchObject(wanted);
  expect((await shown())['fontFamily']).toMatch(/serif/u);
  await parley.page.waitForTimeout(600);
  await parley.close();
  parley = await parley.relaunch();
  await open();
  expect(await shown()).toMatchObject(wanted);
  await expect(parley.page.locator('html')).toHaveAttribute('style', /"DejaVu Sans Mono"/);
  await controls(parley.page).settingsButton.click();
  await controls(parley.page).settings.getByRole('tab', { name: names.reading }).click();
  await parley.page.getByRole('button', { name: names.backToTheUsual }).click();
  await expect.poll(shown).toMatchObject({ fontSize: '16px' });
  await parley.close();
  await provider.close();
});

for (const [zoom, width, height] of [
  ['50 %', 2560, 1600],
  ['300 %', 427, 267],
] as const) {
  test(`nothing is cut off or out of reach at a zoom of ${zoom}`, async () => {
    const provider = await startProvider();
    const parley = await launchParley({
      prepare: (userData) => {
        seedSettings(userData, provider);
        seedConversation(userData, 20, { title: 'Conversation 0' });
      },
    });
    const { page } = parley;
    const ui = controls(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await ui.conversations
      .getByRole('button', { name: /^Conversation 0/ })
      .first()
      .click();
    await expect(ui.questions.last()).toContainText('of Conversation 0');
    // Zooming a window gives it fewer CSS pixels.
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(400);
    await expect(ui.composer).toBeInViewport({ ratio: 1 });
    await expect(ui.sendButton).toBeInViewport({ ratio: 1 });
    const beyond = await page.evaluate(() => ({
      window: document.documentElement.scrollWidth - window.innerWidth,
      log: [...document.querySelectorAll('[role="log"] article')].filter(
        (article) => article.getBoundingClientRect().right > window.innerWidth,
      ).length,
    }));
    expect(beyond).toEqual({ window: 0, log: 0 });
    const dock = await page.locator('[data-dock]').boundingBox();
    expect(dock?.height).toBeLessThan(height / 2);
    await parley.close();
    await provider.close();
  });
}
