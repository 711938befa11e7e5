import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { exchange, seedLibrary } from './library-profile.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings, test as base } from './parley.ts';
import { names, startsWith } from './names.ts';

/**
 * A profile with usage of two models in two months, and a server that reports a price for one of
 * them.
 */
const test = base.extend({
  parley: async ({ provider }, provide) => {
    const pricing = { prompt: '0.000002', completion: '0.00001' };
    const body = JSON.stringify({ data: [{ id: 'scripted-1', pricing }, { id: 'scripted-2' }] });
    provider.scriptModels({ kind: 'http', status: 200, contentType: 'application/json', body });
    const parley = await launchParley({
      prepare: (userData) => {
        seedSettings(userData, provider);
        seedLibrary(userData, [
          { title: 'Old', age: 60, messages: exchange('Where to?', 'North.', 'gone-2') },
          { title: 'New', age: 3, messages: exchange('Where from?', 'The south.') },
        ]);
      },
    });
    await provide(parley);
    await parley.close();
  },
});

test('an answer tells what it cost, at the price that the server told, and the conversation in all', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  const ui = controls(page);
  const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 };
  provider.script({ kind: 'text', text: 'Twice.', usageValues: usage });
  // The list of models is requested when it is opened.
  await page.getByRole('combobox', { name: names.model }).click();
  await expect(page.getByRole('option', { name: 'scripted-2' })).toBeVisible();
  await page.keyboard.press('Escape');
  await ask(page, 'How often?');
  const first = await answered(page);
  await expect(first).toContainText('1,500 tokens · $0.007');
  await expect(first).not.toContainText('in all');
  await ask(page, 'And now?');
  await expect(ui.answers).toHaveCount(2);
  await expect(await answered(page)).toContainText('$0.014 in all');
});

test('prices are entered beside what was used; what has none costs no price, and not nothing', async ({
  parley,
}, testInfo) => {
  const { page } = parley;
  const ui = controls(page);
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.usage }).click();
  const table = ui.settings.getByRole('table').first();
  await expect(table.getByRole('row', { name: /^gone-2/ })).toContainText('?');
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText('1,200?');

  await table.getByRole('button', { name: names.setPriceOf('gone-2') }).click();
  await expect(page.getByRole('textbox', { name: names.prompt, exact: true })).toBeFocused();
  await page.keyboard.type('5,00');
  await page.keyboard.press('Enter');
  await expect(ui.settings.getByRole('alert')).toContainText('Enter an amount');
  await page.keyboard.press('Tab');
  await page.keyboard.type('25');
  await page.keyboard.press('Enter');
  await expect(table.getByRole('row', { name: /^gone-2/ })).toContainText('$0.013');
  await expect(table).toContainText('$5.00 in, $25.00 out per million, entered by you');
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText('at least $0.013');
  const change = table.getByRole('button', { name: names.changePriceOf('gone-2') });
  await expect(change).toBeFocused();
  await ui.settings.getByText(names.everyMonthInNumbers).click();
  await expect(ui.settings.getByRole('table').last()).toContainText('$0.013');
  await ui.settings.getByRole('button', { name: names.copyUsageAsCsv }).press('Enter');
  await expect(ui.settings.getByText('Copied')).toBeVisible();
  await ui.settings
    .getByRole('combobox', { name: names.whatTheChartShows })
    .selectOption({ label: 'Cost' });
  await expect(ui.settings.getByRole('img', { name: startsWith(names.costByMonth) })).toContainText(
    'Cost, $0.013 in the highest month',
  );

  // A month by day, by assistant and by provider.
  const chart = ui.settings.getByRole('img');
  const months = ui.settings.getByRole('combobox', { name: names.usageMonths });
  const divided = ui.settings.getByRole('combobox', { name: names.usageDivided });
  await expect(months.getByRole('option').nth(1)).toHaveText(/^\w+ \d{4}, by day$/u);
  await months.selectOption({ index: 1 });
  await expect(chart).toHaveAccessibleName(/^Tokens by day, at most 600 in a day$/u);
  await expect(ui.settings.getByText(names.everyDayInNumbers)).toBeVisible();
  await expect(ui.settings.getByRole('table').last()).toContainText(/\w+ \d+, \d{4}600\?/u);
  await divided.selectOption('provider');
  await expect(table.getByRole('row')).toHaveText([
    'ProviderTokensCost',
    /^(?:Scripted|Unknown provider)600\?$/u,
  ]);
  await divided.selectOption('assistant');
  await expect(table.getByRole('row').last()).toHaveText('No assistant600?');
  await expectAccessible(page, 'usage by day and assistant');
  await months.selectOption('all');
  await divided.selectOption('model');

  const filePath = testInfo.outputPath('usage.csv');
  await parley.app.evaluate(({ dialog }, path) => {
    const answer = { canceled: false, filePath: path };
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve(answer) });
  }, filePath);
  await ui.settings.getByRole('button', { name: names.exportUsageAsCsv }).press('Enter');
  await expect(ui.settings.getByText('Saved')).toBeVisible();
  const lines = readFileSync(filePath, 'utf8').split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('Day,Model,Assistant,Provider,Answers,Prompt tokens');
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d,gone-2,,.*,0\.0126$/u);
  expect(lines[2]).toMatch(/^\d{4}-\d\d-\d\d,\S+,,.*,\?$/u);

  // The price is saved, and Esc closes only the form.
  const again = await (await parley.close(), parley.relaunch());
  const settings = controls(again.page).settings;
  await controls(again.page).settingsButton.click();
  await settings.getByRole('tab', { name: names.usage }).click();
  await settings.getByRole('button', { name: names.changePriceOf('gone-2') }).click();
  await again.page.keyboard.press('Escape');
  await expect(settings.getByRole('form')).toHaveCount(0);
  await settings.getByRole('button', { name: names.changePriceOf('gone-2') }).click();
  await settings.getByRole('button', { name: names.forgetThisPrice }).click();
  await expect(settings.getByRole('button', { name: names.setPriceOf('gone-2') })).toBeFocused();
  await again.close();
});
