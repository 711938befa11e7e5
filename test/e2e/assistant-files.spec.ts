import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { sample, seedAssistants } from './assistant-profile.ts';
import { expectAccessible } from './axe.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { controls, seedSettings, test } from './parley.ts';

test('assistants are exported and imported, and what has no place is named', async ({
  provider,
}, testInfo) => {
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider);
      seedAssistants(userData, [sample('a', 'Helper')]);
    },
  });
  const { page } = parley;
  const { settings } = controls(page);
  const exported = testInfo.outputPath('Helper.parley-assistant.json');
  const agent = testInfo.outputPath('agent.json');
  writeFileSync(agent, JSON.stringify({ name: 'Agent', prompt: 'Be an agent.', group: ['x'] }));
  const broken = testInfo.outputPath('broken.json');
  writeFileSync(broken, '{}');
  await parley.app.evaluate(
    ({ dialog }, { filePath, filePaths }) => {
      Object.assign(dialog, {
        showSaveDialog: () => Promise.resolve({ canceled: false, filePath }),
        showOpenDialog: () => Promise.resolve({ canceled: false, filePaths }),
      });
    },
    { filePath: exported, filePaths: [exported, agent, broken] },
  );
  await controls(page).settingsButton.click();
  await settings.getByRole('tab', { name: names.assistants }).click();
  await settings.getByRole('button', { name: 'Export Helper' }).click();
  await expect
    .poll(() => readFileSync(exported, { encoding: 'utf8', flag: 'a+' }))
    .toContain('You are Helper.');
  await settings.getByRole('button', { name: names.import }).click();
  const report = settings.getByRole('status').filter({ hasText: 'imported' });
  await expect(report).toContainText('2 assistants were imported.');
  await expect(report).toContainText('Agent, left out: group');
  await expect(report).toContainText('broken.json: This is not an assistant');
  await settings.getByRole('button', { name: 'Duplicate Agent' }).click();
  await expect(settings.getByRole('button', { name: 'Edit Agent copy' })).toBeVisible();
  await expectAccessible(page, 'the list of assistants');
  await parley.close();
});
