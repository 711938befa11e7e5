import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import english from '../../src/shared/language/locales/en.json' with { type: 'json' };
import german from '../../src/shared/language/locales/de.json' with { type: 'json' };
import { removeFolder } from '../scratch.ts';
import { launchParley } from './launch.ts';

const root = join(import.meta.dirname, '../..');

/** A copy of the built Parley, from which files can be removed. */
function copyOfBuild() {
  const path = mkdtempSync(join(tmpdir(), 'parley-damaged-'));
  cpSync(join(root, 'package.json'), join(path, 'package.json'));
  cpSync(join(root, 'out'), join(path, 'out'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return {
    path,
    /** Removes the one script whose name begins so. */
    without(folder: string, beginning: string): void {
      const names = readdirSync(join(path, folder)).filter((name) => name.startsWith(beginning));
      expect(names).toHaveLength(1);
      for (const name of names) rmSync(join(path, folder, name));
    },
    remove: () => removeFolder(path),
  };
}

const key = 'start_failure.words_missing';

test('a window that lacks words of its language says so in English, and without any in those of main', async () => {
  const build = copyOfBuild();
  const options = { appPath: build.path, env: { PARLEY_RUNTIME_LANGUAGES: 'de' } };
  build.without('out/renderer/assets', 'messages-de-late-');
  let parley = await launchParley(options);
  await expect(parley.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(parley.page.getByRole('alert')).toHaveText(german[key]);
  await parley.page.getByRole('button', { name: english['first_run.demo'], exact: true }).waitFor();
  await parley.close();

  build.without('out/renderer/assets', 'messages-de-first-');
  parley = await parley.relaunch(options);
  await expect(parley.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(parley.page.getByRole('alert')).toHaveText(english[key]);
  await expect(
    parley.page.getByRole('button', { name: english['first_run.demo'], exact: true }),
  ).toBeVisible();
  await parley.close();

  build.without('out/renderer/assets', 'messages-en-first-');
  parley = await parley.relaunch({ ...options, untilDrawn: false });
  await expect(parley.page.locator('body')).toHaveText(german[key]);
  await parley.close();
  build.remove();
});

test('a main process that lacks its language speaks English, and windows say so', async () => {
  const build = copyOfBuild();
  build.without('out/main/chunks', '_parley_catalogue-de-');
  const parley = await launchParley({
    appPath: build.path,
    env: { PARLEY_RUNTIME_LANGUAGES: 'de' },
  });
  await expect(parley.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(parley.page.getByRole('alert')).toHaveText(english[key]);
  const label = await parley.app.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('about')?.label,
  );
  expect(label).toBe(english['action.about']);
  await parley.close();
  build.remove();
});
