import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { appPath, closeFixture, launchFixture, seenBy } from './fixture.ts';
import type { LaunchOptions, Parley } from './launch.ts';
import { removeFolder } from '../scratch.ts';

let parley: Parley;

async function start(options: LaunchOptions = {}): Promise<Parley> {
  parley = await launchFixture(options);
  return parley;
}

test.afterEach(closeFixture);

test("navigation and new windows are the main process's decision", async () => {
  const { app, page } = await start();
  await page.getByRole('link', { name: 'away' }).click();
  await page.getByRole('link', { name: 'blank' }).click();
  const opened = await page.evaluate(() => [
    open('https://elsewhere.invalid/open'),
    // A new frame still has the browser's own `open`.
    document.body
      .appendChild(document.createElement('iframe'))
      .contentWindow?.open('https://elsewhere.invalid/frame') === undefined,
  ]);
  expect(opened[0]).toBe(null);
  await page.evaluate(() => {
    location.href = 'https://elsewhere.invalid/script';
  });
  await expect
    .poll(async () => (await seenBy(parley)).navigations)
    .toEqual(['https://elsewhere.invalid/away', 'https://elsewhere.invalid/script']);
  expect((await seenBy(parley)).opened).toEqual([
    'https://elsewhere.invalid/blank',
    'https://elsewhere.invalid/open',
  ]);
  await page.getByRole('link', { name: 'again' }).click();
  await page.waitForURL(/again/);
  const url = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  expect(url).toBe('app://fixture/index.html?again');
  await expect.poll(() => app.windows().length).toBe(1);
  expect(parley.requestsToElsewhere()).toEqual([]);
});

test('the window reloads, crashes and comes back, closes', async () => {
  const { app, page } = await start();
  await page.reload();
  expect(await page.evaluate(() => globalThis.fixture.invoke('echo', 1))).toBe(1);
  expect((await seenBy(parley)).navigations).toEqual([]);
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await crashed;
  await expect.poll(async () => (await seenBy(parley)).gone).toEqual(['crashed']);
  const title = (): Promise<string> =>
    app.evaluate(async ({ BrowserWindow }) =>
      String(
        await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'fixture.invoke("echo", document.title)',
        ),
      ),
    );
  await expect.poll(title).toBe('Fixture');
  const ended = new Promise<number | null>((resolve) => {
    app.process().once('exit', resolve);
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toBe(0);
});

test('menu shortcuts, theme, clipboard, paths and stores do what the app expects', async () => {
  const { app, page, userData } = await start();
  await page.getByRole('heading').click();
  await page.keyboard.press('ControlOrMeta+j');
  await expect.poll(() => page.evaluate(() => globalThis.pongs)).toEqual(['from the menu']);
  const isDark = (): Promise<boolean> =>
    page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await expect.poll(isDark).toBe(true);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(isDark).toBe(false);
  const found = await app.evaluate(async ({ app, BrowserWindow, clipboard, dialog }) => {
    await clipboard.writeText('copied');
    globalThis.store.set('a.b', { c: 1 });
    const [window] = BrowserWindow.getAllWindows();
    return {
      clipboard: await clipboard.readText(),
      name: [app.getName(), app.name, app.getVersion()],
      userData: app.getPath('userData'),
      canceled: (await dialog.showOpenDialog({})).canceled,
      state: [window?.isVisible(), window?.isFocused(), window?.getBounds().width],
      argv: process.argv.slice(1),
      electron: process.versions['electron'] !== undefined,
    };
  });
  expect(found).toEqual({
    clipboard: 'copied',
    name: ['Fixture', 'Fixture', '1.2.3'],
    userData,
    canceled: true,
    state: [true, true, 900],
    argv: [appPath],
    electron: true,
  });
  expect(JSON.parse(readFileSync(join(userData, 'fixture.json'), 'utf8'))).toEqual({
    'a.b': { c: 1 },
  });
});

test('safeStorage encrypts with a key outside of userData; each back end can be had', async () => {
  const { app, userData } = await start();
  const encrypted = await app.evaluate(async ({ safeStorage }) => {
    const data = await safeStorage.encryptStringAsync('canary');
    return {
      text: data.toString('latin1'),
      back: await safeStorage.decryptStringAsync(data),
      base64: data.toString('base64'),
      backend: safeStorage.getSelectedStorageBackend(),
    };
  });
  expect(encrypted.text).not.toContain('canary');
  expect(encrypted.back).toEqual({ result: 'canary', shouldReEncrypt: false });
  expect(encrypted.backend).toBe('gnome_libsecret');
  expect(readdirSync(userData, { recursive: true }).map(String)).not.toContain('keyring');
  const tryBackend = (keyring: string): Promise<unknown> =>
    app.evaluate(
      async ({ safeStorage }, { keyring, base64 }) => {
        process.env['PARLEY_RUNTIME_KEYRING'] = keyring;
        const decrypted = await safeStorage
          .decryptStringAsync(Buffer.from(base64, 'base64'))
          .then(({ shouldReEncrypt }) => String(shouldReEncrypt))
          .catch(() => 'refused');
        return [
          await safeStorage.isAsyncEncryptionAvailable(),
          safeStorage.getSelectedStorageBackend(),
          decrypted,
        ];
      },
      { keyring, base64: encrypted.base64 },
    );
  expect(await tryBackend('unavailable')).toEqual([false, 'gnome_libsecret', 'refused']);
  expect(await tryBackend('locked')).toEqual([false, 'gnome_libsecret', 'refused']);
  expect(await tryBackend('basic_text')).toEqual([true, 'basic_text', 'refused']);
  expect(await tryBackend('rotated')).toEqual([true, 'gnome_libsecret', 'true']);
});

test('a second start tells the first, and ends', async () => {
  const first = await start();
  const second = first.startAgain(['--from', 'second']);
  await expect.poll(async () => (await seenBy(parley)).secondInstance.length).toBe(1);
  expect((await seenBy(parley)).secondInstance[0]?.argv.slice(-2)).toEqual(['--from', 'second']);
  expect(await second).toBe(0);
});

/** Command lines of running processes. Linux only. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return [];
      }
    });
}

async function leavesNothing(end: (page: Page) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-leftovers-'));
  const running = await start({ ownBrowser: true, env: { TMPDIR: folder } });
  expect(commandLines().some((line) => line.includes(folder))).toBe(true);
  await end(running.page);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
  await expect.poll(() => commandLines().filter((line) => line.includes(folder))).toEqual([]);
  removeFolder(folder);
}

test('no process and no file is left after quitting, nor after SIGKILL', async () => {
  await leavesNothing(() => parley.close());
  await leavesNothing(() => parley.kill());
});

test('a window that is gone leaves nothing in memory', async () => {
  const { app } = await start();
  const alive = await app.evaluate(async ({ BrowserWindow }) => {
    const open = async (): Promise<WeakRef<object>> => {
      const window = new BrowserWindow({ show: false });
      const { webContents } = window;
      await window.loadURL('data:text/html,gone');
      window.destroy();
      while (!webContents.isDestroyed()) await new Promise((resolve) => setTimeout(resolve, 20));
      return new WeakRef(webContents);
    };
    const opened: WeakRef<object>[] = [];
    for (let count = 0; count < 5; count += 1) opened.push(await open());
    process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void;
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      collect();
    }
    return opened.filter((each) => each.deref() !== undefined).length;
  });
  // The last one may still be in a register.
  expect(alive).toBeLessThan(2);
});
