import { expect, test } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';
import { names } from './names.ts';

test('what was said reads the same after a restart without a network', async () => {
  const provider = await startProvider();
  let parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const markdown =
    '# A heading\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet x = 1;\n```\n';
  provider.script({ kind: 'text', text: markdown });
  await ask(parley.page, 'Show me Markdown');
  await (await answered(parley.page)).getByRole('heading', { name: 'A heading' }).waitFor();
  const before = await controls(parley.page).log.innerText();
  await parley.page.getByRole('button', { name: names.newConversation }).first().click();
  provider.script({ kind: 'text', text: 'Second answer' });
  await ask(parley.page, 'Another question');
  await answered(parley.page);
  await provider.close();

  await parley.close();
  parley = await parley.relaunch();
  const ui = controls(parley.page);
  await ui.conversations
    .getByRole('button', { name: /^Show me Markdown/ })
    .first()
    .click();
  await expect(ui.log.getByRole('heading', { name: 'A heading' })).toBeVisible();
  await expect(ui.log.getByRole('table')).toBeVisible();
  expect(await ui.log.innerText()).toBe(before);
  await ui.conversations
    .getByRole('button', { name: /^Another question/ })
    .first()
    .click();
  await expect(ui.answers.last()).toContainText('Second answer');
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});
