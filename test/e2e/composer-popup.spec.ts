import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pathFromNpm } from '../main/tools/mcp/from-npm.ts';
import type { Provider } from '../provider/provider.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, controls, seedSettings, test } from './parley.ts';

const shots = process.env['SHOTS'];
async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 480, height: 800 });
  await page.screenshot({ path: join(shots, `${name}-narrow.png`) });
  if (size !== null) await page.setViewportSize(size);
}

/** A server that is on in new conversations. */
function server(id: string, name: string, ...args: readonly string[]): object {
  const transport = { kind: 'stdio', command: process.execPath, arguments: args, folder: '' };
  return { id, name, isEnabled: true, transport, fields: [] };
}

const everything = (): object =>
  server('everything', 'Everything', pathFromNpm('everything'), 'stdio');
const offering = (kind: string): object =>
  server(kind, kind, join(import.meta.dirname, '../main/tools/mcp/servers/offering.ts'), kind);

function launch(provider: Provider, ...servers: readonly object[]): Promise<Parley> {
  const on = servers.map((each) => (each as { readonly id: string }).id);
  return launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider, { tools: { on, off: [] } });
      const kept = { version: 1, servers, permissions: [], allowedHosts: [] };
      writeFileSync(join(userData, 'tools.json'), JSON.stringify(kept));
    },
  });
}

const options = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const active = (page: Page) => page.locator('[role="option"][data-active]');

test.describe('a prompt of a server', () => {
  test('is found, filled in with suggestions and sent with the keyboard alone', async ({
    provider,
  }) => {
    const parley = await launch(provider, everything());
    const { page } = parley;
    const { composer } = controls(page);
    await composer.pressSequentially('Please: /');
    await expect(page.getByText('Starting Everything…')).toBeVisible();
    await shot(page, 'starting');
    await expect(options(page)).toHaveCount(4);
    await expect(composer).toHaveAttribute('aria-activedescendant', 'composer-suggestions-0');
    await shot(page, 'prompts');
    await expectAccessible(page, 'suggestions');
    await composer.pressSequentially('tmg');
    await expect(options(page)).toHaveCount(1);
    await expect(active(page)).toContainText('Team Management');
    await page.keyboard.press('Tab');
    const form = page.getByRole('form', { name: 'Team Management, Everything' });
    await expect(form.getByRole('textbox', { name: 'department' })).toBeFocused();
    await expect(form.getByRole('option')).toHaveText([
      'Engineering',
      'Sales',
      'Marketing',
      'Support',
    ]);
    await shot(page, 'form');
    await expectAccessible(page, 'form');
    await page.keyboard.type('S');
    await expect(form.getByRole('option')).toHaveText(['Sales', 'Support']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('textbox', { name: 'department' })).toHaveValue('Sales');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('textbox', { name: 'name' })).toBeFocused();
    await expect(form.getByRole('alert')).toHaveText('Fill this in.');
    await expect(form.getByRole('option')).toHaveText(['David', 'Eve', 'Frank']);
    await shot(page, 'missing');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const text = 'Please promote Eve to the head of the Sales team.';
    await expect(composer).toHaveValue(`Please: ${text}`);
    await expect(composer).toBeFocused();
    await expect(form).toBeHidden();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(composer).toHaveValue('Please: /tmg');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(composer).toHaveValue(`Please: ${text}`);
    await page.keyboard.type(' Soon.');
    await page.keyboard.press('Enter');
    await answered(page);
    expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain(`${text} Soon.`);
    await parley.close();
  });
});
