import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { names, startsWith } from './names.ts';
import { answered, ask, controls, test } from './parley.ts';
import { tabTo } from './tab-to.ts';

const usageValues = { prompt_tokens: 1000, completion_tokens: 0, total_tokens: 1000 };

test('a limit stops a question before it is sent, from where it can be allowed, raised and warned of', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const asked = (): number => provider.requestsOf('stream').length;
  provider.script({ kind: 'text', text: 'Well.', usageValues });
  await page.evaluate(() =>
    window.parley.command('prices.set', {
      model: 'scripted-1',
      price: { prompt: 10, completion: 10 },
    }),
  );
  const before = asked();

  // The limit is set under the message box, before there is a conversation.
  await ui.composer.fill('How deep is the sea? '.repeat(20));
  const meter = page.getByRole('button', { name: startsWith(names.contextMeter) });
  await tabTo(page, meter);
  await page.keyboard.press('Enter');
  const popup = page.getByRole('dialog', { name: names.nextRequest });
  await tabTo(page, popup.getByRole('button', { name: names.limitTheCost }));
  await page.keyboard.press('Enter');
  await expect(popup.getByRole('textbox', { name: startsWith(names.stopAt) })).toBeFocused();
  await page.keyboard.type('cheap');
  await page.keyboard.press('Enter');
  await expect(popup.getByRole('alert')).toHaveText('Enter an amount, such as 2.50.');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('0,0001');
  await expectAccessible(page, 'the form of limits');
  await page.keyboard.press('Enter');
  await expect(popup.getByRole('button', { name: names.changeTheLimits })).toBeFocused();
  const row = popup.getByRole('row', { name: 'Limit for this conversation $0.00 of $0.0001' });
  await expect(row).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(meter).toBeFocused();
  await expect(meter).toContainText('· stops at $0.0001 for this conversation');

  // The question is kept, and nothing was sent.
  await ui.composer.press('Enter');
  const stopped = await answered(page, 'failed');
  await expect(stopped.getByRole('alert')).toContainText('The limit of $0.0001 for this');
  await expect(stopped.getByRole('alert')).toContainText(
    'nothing was sent. So far, $0.00 is spent',
  );
  await expect(ui.questions).toHaveCount(1);
  expect(asked()).toBe(before);
  await expectAccessible(page, 'a question that a limit has stopped');
  await stopped.getByRole('button', { name: names.allowThisOnce }).press('Enter');
  await expect(await answered(page)).toContainText('Well.');
  expect(asked()).toBe(before + 1);

  // Raised where it was said, the question goes on.
  await ask(page, 'And how wide?');
  const again = await answered(page, 'failed');
  await again.getByRole('button', { name: names.raiseTheLimit }).press('Enter');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('0.015');
  await page.keyboard.press('Enter');
  await expect(ui.answers).toHaveCount(2);
  await answered(page);
  expect(asked()).toBe(before + 2);
  const said = page.getByRole('status').filter({ hasText: 'Cost: ' });
  await expect(said).toHaveText('Cost: $0.02 spent for this conversation.');
  await expect(meter).toContainText('· $0.02 spent for this conversation');

  // The limit of a month is in the settings, and stops other conversations as well.
  await ui.settingsButton.press('Enter');
  await ui.settings.getByRole('tab', { name: names.usage }).press('Enter');
  const month = ui.settings.getByRole('region', { name: names.thisMonth });
  await expect(month).toContainText(
    /^This month\$0\.\d\d spent since \w+ \d+, when Parley began to count\. No limit/u,
  );
  await month.getByRole('button', { name: names.setLimits }).press('Enter');
  await page.keyboard.type('0.02');
  await page.keyboard.press('Enter');
  await expect(month).toContainText('Parley stops at $0.02.');
  await expect(month.getByRole('button', { name: names.changeTheLimits })).toBeFocused();
  await expectAccessible(page, 'the limits of a month');
  await page.keyboard.press('Escape');
  await ui.newConversation.press('Enter');
  await ask(page, 'How old is the sea?');
  const last = await answered(page, 'failed');
  await expect(last.getByRole('alert')).toContainText('The limit of $0.02 for this month');
  await last.getByRole('button', { name: names.raiseTheLimit }).press('Enter');
  await expect(month).toBeVisible();
  expect(asked()).toBe(before + 2);
});
