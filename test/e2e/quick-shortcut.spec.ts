import { expect } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { controls, seedSettings, test } from './parley.ts';
import { tabTo } from './tab-to.ts';

/** What the stand-in's desktop does when the person presses keys or answers it. */
interface StandIn {
  press(accelerator: string): boolean;
  answerPortal(isGranted: boolean): void;
}

const press = ({ app }: Parley, keys: string): Promise<boolean> =>
  app.evaluate(({ globalShortcut }, pressed) => {
    return (globalShortcut as unknown as StandIn).press(pressed);
  }, keys);

const quickWindows = ({ app }: Parley) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.getURL().includes('quick'))
      .map((window) => window.isVisible()),
  );

test('a shortcut is chosen with the keyboard, and proved by pressing it', async ({ provider }) => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'needs a desktop that can be chosen');
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider),
    env: { PARLEY_RUNTIME_SHORTCUTS: 'free' },
  });
  const { page } = parley;
  const { settings, settingsButton } = controls(page);
  await settingsButton.click();
  await settings.getByRole('tab', { name: 'General' }).click();
  await settings.getByRole('switch', { name: names.quickAsk }).focus();
  await page.keyboard.press('Space');
  const shortcut = settings.getByRole('group', { name: /^Shortcut that opens it/ });
  const keys = shortcut.getByRole('button', { name: /^Shortcut for quick ask/ });
  await tabTo(page, keys);
  await page.keyboard.press('Enter');
  await page.keyboard.press('k');
  await expect(shortcut).toContainText('cannot be a shortcut everywhere');
  // Esc ends the recording, not the settings.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+Shift+Space');
  await expect(keys).toHaveAccessibleName('Shortcut for quick ask: Alt+Shift+Space');
  await expect(shortcut).toContainText('has not been pressed yet');
  await expect(shortcut.locator('code')).toHaveText('parley --quick-ask');
  await expectAccessible(page, 'the shortcut of quick ask');
  await tabTo(page, shortcut.getByRole('button', { name: 'Test it' }));
  await page.keyboard.press('Enter');
  await expect(shortcut).toContainText('Press Alt+Shift+Space now.');
  expect(await press(parley, 'Alt+Shift+Space')).toBe(true);
  await expect.poll(() => quickWindows(parley)).toEqual([true]);
  await expect(shortcut).toContainText('Alt+Shift+Space works.');
  await parley.close();

  // The next start asks for it again, where the desktop asks the person, and places no window.
  const again = await parley.relaunch({
    env: {
      PARLEY_RUNTIME_SHORTCUTS: 'portal-pending',
      PARLEY_RUNTIME_WAYLAND: '1',
      XDG_SESSION_TYPE: 'wayland',
    },
  });
  const open = controls(again.page);
  await open.settingsButton.click();
  await open.settings.getByRole('tab', { name: 'General' }).click();
  await expect(open.settings).toContainText('Your desktop has to allow Alt+Shift+Space.');
  expect(await press(again, 'Alt+Shift+Space')).toBe(false);
  await again.app.evaluate(({ globalShortcut }) =>
    (globalShortcut as unknown as StandIn).answerPortal(true),
  );
  expect(await press(again, 'Alt+Shift+Space')).toBe(true);
  await expect.poll(() => quickWindows(again)).toEqual([true]);
  await expect(open.settings).toContainText('Alt+Shift+Space works.');
  await open.settings.getByRole('button', { name: 'Remove the shortcut' }).click();
  await expect.poll(() => press(again, 'Alt+Shift+Space')).toBe(false);
  await again.close();
});
