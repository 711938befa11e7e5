import { expect, type Locator } from '@playwright/test';
import english from '../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../src/shared/language/pseudo.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';
import { names } from './names.ts';
import { test } from './shared-app.ts';

async function boxOf(locator: Locator): Promise<{ readonly start: number; readonly end: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('Nothing is shown.');
  return { start: box.x, end: box.x + box.width };
}

const answer = `Words first.

\`\`\`js
const sum = 1;
\`\`\`

> שלום

| one | two |
| --- | --- |
| a | b |

$$\\int_0^1 \\frac{x}{2}\\,dx$$
`;

test('read from right to left, the window is mirrored, keys follow it, code and formulas do not', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  provider.script({ kind: 'text', text: answer });
  await ask(page, 'Mirror, please');
  const shown = await answered(page);
  await shown.locator('math').waitFor();
  const sidebar = page.getByRole('complementary', { name: names.sidebar });
  expect((await boxOf(sidebar)).start).toBe(0);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });

  // The layout is mirrored, an answer in English is not.
  await expect.poll(async () => (await boxOf(sidebar)).end).toBe(1280);
  const codeBox = await boxOf(shown.locator('pre'));
  const word = shown.locator('pre').getByText('const', { exact: true });
  expect((await boxOf(word)).start - codeBox.start).toBeLessThan(40);
  const [one, two] = [shown.getByText('one', { exact: true }), shown.getByText('two')];
  expect((await boxOf(one)).start).toBeLessThan((await boxOf(two)).start);
  await expect(shown.locator('blockquote')).toHaveCSS('border-right-width', '3px');
  await expect(shown.locator('math')).toHaveCSS('direction', 'ltr');
  await expect(ui.composer).toHaveCSS('direction', 'rtl');
  await ui.composer.fill('Latin');
  await expect(ui.composer).toHaveCSS('direction', 'ltr');
  await ui.composer.fill('');

  // Keys and pointer pull the edge of the sidebar the way it is seen.
  const edge = page.getByRole('separator', { name: names.sidebarWidth });
  await edge.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', '276');
  await edge.press('ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '260');
  const from = (await boxOf(edge)).start + 3;
  await page.mouse.move(from, 400);
  await page.mouse.down();
  await page.mouse.move(from - 40, 400, { steps: 3 });
  await expect(edge).toHaveAttribute('aria-valuenow', '300');
  await page.mouse.move(from, 400, { steps: 3 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', '260');

  // Tab goes on where reading does.
  const places: number[] = [];
  await page.locator('[data-command="assistant"]').focus();
  for (let step = 0; step < 3; step += 1) {
    places.push(await page.evaluate(() => document.activeElement?.getBoundingClientRect().x ?? 0));
    await page.keyboard.press('Tab');
  }
  expect(places).toEqual([...places].sort((a, b) => b - a));

  // A submenu opens to the left, by the key that points there.
  await ui.conversations.getByRole('button', { name: 'Mirror, please' }).first().focus();
  await page.keyboard.press('Shift+F10');
  const submenu = page.getByRole('menuitem', { name: names.exportAs });
  await submenu.waitFor();
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('ArrowDown');
    if (await submenu.evaluate((item) => item === document.activeElement)) break;
  }
  await page.keyboard.press('ArrowLeft');
  const inner = page.getByRole('menu').nth(1);
  await expect(inner).toBeVisible();
  expect((await boxOf(inner)).start).toBeLessThan((await boxOf(submenu)).start);
  await page.keyboard.press('ArrowRight');
  await expect(inner).toBeHidden();
  await page.keyboard.press('Escape');

  // Formulas have a font of their own, in which an integral is as tall as its fraction.
  const integral = shown.locator('mo').filter({ hasText: '∫' });
  const ems = await integral.evaluate(
    (mark) =>
      mark.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(mark).fontSize),
  );
  expect(ems).toBeGreaterThan(1.5);
  expect(await page.evaluate(() => [...document.fonts].map(({ status }) => status))).toEqual([
    'loaded',
  ]);
});

test('in a language from right to left, menus open to the left and tabs follow the arrows', async () => {
  const said = (key: keyof typeof english): string => pseudoMessage('ar-XB', english[key]);
  const provider = await startProvider();
  const parley = await launchParley({
    env: { PARLEY_LANGUAGE: 'ar-XB' },
    prepare: (userData) => seedSettings(userData, provider),
  });
  const { page } = parley;
  await page.setViewportSize({ width: 1280, height: 800 });
  const message = page.getByRole('textbox', { name: said('composer.message') });
  await message.fill('Mirror, please');
  await message.press('Enter');
  const answer = page.locator('[data-last][data-status="complete"]');
  await answer.waitFor();
  const menu = page.getByRole('menu');

  // A menu at the pointer, and one in it.
  const row = page.getByRole('navigation').getByRole('button', { name: 'Mirror, please' }).first();
  const pointer = (await boxOf(row)).start + 40;
  await row.click({ button: 'right', position: { x: 40, y: 10 } });
  await menu.first().waitFor();
  expect((await boxOf(menu.first())).end).toBeLessThanOrEqual(pointer);
  const submenu = page.getByRole('menuitem', { name: said('library.export') });
  await submenu.hover();
  await expect(menu).toHaveCount(2);
  expect((await boxOf(menu.nth(1))).end).toBeLessThanOrEqual((await boxOf(menu.first())).start + 8);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  // One that a button opens hangs from the end of the button at which reading starts.
  const more = answer.getByRole('button', { name: said('message.more') });
  await more.click();
  await menu.first().waitFor();
  const end = (await boxOf(more)).end;
  expect(Math.abs((await boxOf(menu.first())).end - end)).toBeLessThanOrEqual(4);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  // Tabs in a row.
  await page.setViewportSize({ width: 560, height: 800 });
  await page.keyboard.press('Control+,');
  const tabs = page.getByRole('dialog').getByRole('tab');
  await tabs.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tabs.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tabs.first()).toBeFocused();
  expect((await boxOf(tabs.first())).start).toBeGreaterThan((await boxOf(tabs.nth(1))).start);
  await parley.close();
  await provider.close();
});
