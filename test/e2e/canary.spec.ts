import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';

const canary = 'sk-canary-7f3a9b1c5d8e2f604a6b';

function filesWith(folder: string, needle: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(needle));
}

test('a key is found nowhere but encrypted in secrets.json', async () => {
  const provider = await startProvider({ apiKey: canary });
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { app, page, userData } = parley;

  // Records every payload that leaves main, as sent.
  await app.evaluate(({ BrowserWindow }) => {
    const payloads: string[] = [];
    Object.assign(globalThis, { payloads });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        payloads.push(JSON.stringify(values));
        send(channel, ...values);
      };
    }
  });

  await controls(page).settingsButton.click();
  const { settings } = controls(page);
  const edit = settings.getByRole('button', { name: names.editProvider('Scripted') });
  await edit.click();
  const key = settings.getByRole('textbox', { name: names.apiKey });
  await key.fill(canary);
  await key.press('Enter');
  await expect(settings.getByText(canary.slice(-4))).toBeVisible();
  // A further key, which begins like the first, is looked for with it.
  await edit.click();
  await settings.getByText(names.more, { exact: true }).click();
  await settings.getByRole('button', { name: names.addFurtherKey }).click();
  await page.keyboard.type(`${canary}-further-9d0c`);
  await page.keyboard.press('Enter');
  await expect(settings.getByText('Key ends in 9d0c')).toBeVisible();
  await settings.getByRole('button', { name: names.close }).click();

  provider.script({ kind: 'text', text: 'The key was right.' });
  await ask(page, 'Does the key work?');
  await expect(await answered(page)).toContainText('The key was right.');
  expect(provider.requestsOf('stream')[0]?.headers['authorization']).toBe(`Bearer ${canary}`);

  // A server that echoes the key in its error must not get it shown or saved.
  provider.next({
    kind: 'error',
    status: 401,
    message: `Incorrect API key provided: ${canary}`,
    code: 'invalid_api_key',
  });
  await ask(page, 'And an error?');
  await answered(page, 'failed');

  const payloads = await app.evaluate(() => (globalThis as { payloads?: string[] }).payloads ?? []);
  expect(payloads.length).toBeGreaterThan(3);
  expect(payloads.filter((payload) => payload.includes(canary))).toEqual([]);

  const heap = await parley.rendererHeap();
  expect(heap).toContain('The key was right.');
  expect(heap.includes(canary)).toBe(false);

  expect(filesWith(userData, canary)).toEqual([]);
  const secrets = JSON.parse(readFileSync(join(userData, 'secrets.json'), 'utf8')) as unknown;
  expect(JSON.stringify(secrets)).toContain(canary.slice(-4));
  expect(parley.output()).not.toContain(canary);
  await parley.close();
  await provider.close();
});
