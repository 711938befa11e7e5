import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

/** What the stand-in shows of the icon. */
interface Icon {
  readonly image: { toPNG(): Buffer };
  readonly toolTip: string;
  readonly menu: { readonly items: readonly { readonly label: string; click(): void }[] } | null;
  press(button: 'left' | 'right'): object | null;
}

/** The labels in the menu of the icon; null if there is no icon. */
const labels = ({ app }: Pick<Parley, 'app'>): Promise<readonly string[] | null> =>
  app.evaluate(({ Tray }) => {
    const [icon] = (Tray as unknown as { readonly icons: readonly Icon[] }).icons;
    return icon?.menu?.items.map(({ label }) => label).filter((label) => label !== '') ?? null;
  });

/** Whether the icon can be seen: a picture that is not found makes an empty one. */
const isDrawn = ({ app }: Pick<Parley, 'app'>): Promise<boolean> =>
  app.evaluate(({ Tray }) => {
    const [icon] = (Tray as unknown as { readonly icons: readonly Icon[] }).icons;
    return icon !== undefined && icon.image.toPNG().byteLength > 0;
  });

const choose = ({ app }: Pick<Parley, 'app'>, label: string): Promise<void> =>
  app.evaluate(({ Tray }, wanted) => {
    const [icon] = (Tray as unknown as { readonly icons: readonly Icon[] }).icons;
    icon?.menu?.items.find((item) => item.label === wanted)?.click();
  }, label);

const windowCount = ({ app }: Pick<Parley, 'app'>): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

async function nextPage({ app }: Pick<Parley, 'app'>, act: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), act()]);
  await controls(page).composer.waitFor();
  return page;
}

/** A desktop's answer to whether it shows icons of programs. */
function desktop(home: string): {
  readonly path: string;
  readonly answer: (hasHost: boolean) => void;
} {
  const folder = join(home, 'desktop');
  mkdirSync(folder, { recursive: true });
  return {
    path: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    answer: (hasHost) => {
      const program = join(folder, 'gdbus');
      writeFileSync(program, `#!/bin/sh\necho '(${String(hasHost)},)'\n`);
      chmodSync(program, 0o755);
    },
  };
}

test('the icon beside the clock keeps Parley in reach without a window, and only then', async ({
  provider,
}, testInfo) => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'opens the menu of the stand-in’s icon');
  test.skip(process.platform !== 'linux', 'answers as a Linux desktop does');
  const { path, answer } = desktop(testInfo.outputPath());
  answer(true);
  const first = await launchParley({
    env: { PARLEY_RUNTIME_TRAY: 'sni', PATH: path },
    prepare: (userData) => seedSettings(userData, provider, { minimisedAtLogin: true }),
  });
  const { page } = first;
  const ui = controls(page);
  expect(await labels(first)).toBeNull();
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: 'General' }).click();
  const field = ui.settings.getByRole('combobox', { name: names.trayIcon });
  await field.selectOption({ label: 'Shown' });
  await expect.poll(() => labels(first)).toContain('New conversation');
  expect(await isDrawn(first)).toBe(true);
  await field.selectOption({ label: names.trayKeepsRunning });
  await expect(ui.settings.getByText(/^Closing the last window leaves/)).toBeVisible();
  await expectAccessible(page, 'the setting of the icon beside the clock');
  await page.keyboard.press('Escape');

  // It says what is answered, and Parley goes on when its window is closed.
  const live = provider.live();
  await ask(page, 'Who & what sings?');
  await live.write('The wren');
  await expect(ui.answers.last()).toContainText('The wren');
  await expect
    .poll(() => labels(first))
    .toEqual([
      'Quick ask',
      'New conversation',
      'Who && what sings? (answering…)',
      '1 answer is being written',
      'Open Parley',
      'Quit Parley',
    ]);
  await page.close();
  await expect.poll(() => windowCount(first)).toBe(0);
  await live.write(' sings.');
  await live.finish();
  await expect.poll(() => labels(first)).toContain('Who && what sings?');
  const reopened = await nextPage(first, () => choose(first, 'Who && what sings?'));
  await expect(controls(reopened).answers.last()).toContainText('The wren sings.');
  await answered(reopened);
  await reopened.close();
  await expect.poll(() => windowCount(first)).toBe(0);
  const fresh = await nextPage(first, () => choose(first, 'New conversation'));
  await expect(controls(fresh).answers).toHaveCount(0);
  await first.close();

  // At login there is no window at all, and the icon opens a usual one.
  const again = await first.relaunch({
    args: ['--at-login'],
    async beforeWindow(app) {
      await expect.poll(() => labels({ app })).toContain('Open Parley');
      expect(await windowCount({ app })).toBe(0);
      await app.evaluate(({ Tray }) => {
        (Tray as unknown as { readonly icons: readonly Icon[] }).icons[0]?.press('left');
      });
    },
  });
  expect(
    await again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.isMinimized(),
    ),
  ).toBe(false);

  // Where the desktop shows no icons any more, the last window ends it.
  const program = again.app.process();
  answer(false);
  const { settings, settingsButton } = controls(again.page);
  await settingsButton.click();
  await settings.getByRole('tab', { name: 'General' }).click();
  await expect(settings.getByText(/^This desktop shows no/)).toBeVisible();
  await again.page.close();
  await expect.poll(() => program.exitCode).toBe(0);
});
