import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

const chinese = '春天来了，公园里的花都开了，昨天我和朋友一起去看了一场电影。'.repeat(40);

test('the next request is weighed under the message box, and a server that cuts it is noticed', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const meter = page.getByRole('button', { name: startsWith(names.contextMeter) });
  await expect(meter).toHaveCount(0);
  await ui.composer.fill('How long is the coast? '.repeat(60));
  await expect(meter).toHaveText(/^About 3\d\d tokens$/u);
  await ui.composer.fill('');
  await expect(meter).toHaveCount(0);

  provider.next({ kind: 'text', text: '好的。', countPrompt: () => 300 });
  await ask(page, chinese);
  const answer = await answered(page);
  const note = answer.getByRole('note', { name: names.cutNote });
  await expect(note).toContainText('The server read 300 of about');
  await expect(note).toContainText('context length');
  await ui.composer.fill('What was cut?');
  await meter.press('Enter');
  const parts = page.getByRole('dialog', { name: names.nextRequest });
  await expect(parts).toBeFocused();
  await expect(parts.getByRole('row', { name: /^Conversation \d/u })).toBeVisible();
  await expect(parts.getByRole('row', { name: /^This message \d/u })).toBeVisible();
  await expect(parts.getByRole('row', { name: 'Price, without the answer ?' })).toBeVisible();
  await expect(parts.getByRole('row', { name: 'Conversation so far ?' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(meter).toBeFocused();
});
