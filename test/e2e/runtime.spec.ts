import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchParley, type LaunchOptions, type Parley } from './launch.ts';

const appPath = join(import.meta.dirname, '..', 'runtime', 'fixture');

/** What the fixture exposes to its page. */
interface Fixture {
  readonly invoke: (channel: string, value?: unknown) => Promise<unknown>;
  readonly send: (channel: string, ...values: unknown[]) => void;
  readonly describe: (value: unknown) => Promise<string>;
  readonly throws: () => void;
  readonly rejects: () => Promise<void>;
  readonly call: (action: (...values: unknown[]) => unknown, ...values: unknown[]) => unknown;
  readonly seesPage: () => string;
  readonly nested: { readonly list: unknown[]; readonly when: Date };
}

/** What the fixture's main process has noticed. */
interface Seen {
  readonly secondInstance: { argv: string[]; cwd: string; data: unknown }[];
  readonly navigations: string[];
  readonly opened: string[];
  readonly gone: string[];
  readonly requests: string[];
}

declare global {
  var fixture: Fixture;
  var pongs: unknown[];
  var seen: Seen;
  var store: {
    get: (name: string) => unknown;
    set: (name: string, value: unknown) => void;
    path: string;
  };
}

let parley: Parley;

async function launch(options: LaunchOptions = {}): Promise<Parley> {
  parley = await launchParley({ appPath, ...options });
  return parley;
}

const seen = (): Promise<Seen> => parley.app.evaluate(() => globalThis.seen);

test.afterEach(() => parley.close());

test('the worlds of page and preload share nothing but what is exposed', async () => {
  const { page } = await launch();
  const found = await page.evaluate(async () => {
    const message = (error: unknown): string =>
      error instanceof Error ? `${error.constructor === Error} ${error.message}` : 'not an error';
    let thrown = '';
    try {
      globalThis.fixture.throws();
    } catch (error) {
      thrown = message(error);
    }
    return {
      preloadSecret: 'secretOfPreload' in globalThis,
      require: 'require' in globalThis,
      process: 'process' in globalThis,
      binding: Object.getOwnPropertyNames(globalThis).filter((name) => /standIn/i.test(name)),
      pageSecret: globalThis.fixture.seesPage(),
      frozen:
        Object.isFrozen(globalThis.fixture) && Object.isFrozen(globalThis.fixture.nested.list),
      nested: globalThis.fixture.nested.list,
      when: globalThis.fixture.nested.when instanceof Date,
      thrown,
      rejected: await globalThis.fixture.rejects().catch(message),
      callback: globalThis.fixture.call((a, b) => [a, b], 1, { two: 2 }),
      callbackThrows: (() => {
        try {
          return globalThis.fixture.call(() => {
            throw new Error('thrown in the page');
          });
        } catch (error) {
          return message(error);
        }
      })(),
      assigned: Reflect.set(globalThis, 'fixture', 1),
    };
  });
  expect(found).toEqual({
    preloadSecret: false,
    require: false,
    process: false,
    binding: [],
    pageSecret: 'undefined',
    frozen: true,
    nested: [1, { two: 2 }],
    when: true,
    thrown: 'true thrown in the preload',
    rejected: 'true rejected in the preload',
    callback: [1, { two: 2 }],
    callbackThrows: 'true thrown in the page',
    assigned: false,
  });
});

test("values cross IPC as structured clones, in order; errors with Electron's words", async () => {
  const { page, app } = await launch();
  const found = await page.evaluate(async () => {
    const { fixture } = globalThis;
    const bytes = (await fixture.invoke('echo', new Uint8Array([0, 255, 128]))) as Uint8Array;
    const map = (await fixture.invoke('echo', new Map([['a', new Date(7)]]))) as Map<string, Date>;
    const odd = (await fixture.invoke('echo', {
      nothing: undefined,
      not: Number.NaN,
      zero: -0,
      big: 10n,
      set: new Set([1]),
      astral: '😀\ud800',
    })) as Record<string, unknown>;
    const failure = (channel: string, value?: unknown): Promise<string> =>
      fixture.invoke(channel, value).then(
        () => 'no error',
        (error: Error) => error.message,
      );
    return {
      bytes: [...bytes],
      map: map.get('a')?.getTime(),
      odd: [
        'nothing' in odd && odd['nothing'] === undefined,
        Number.isNaN(odd['not']),
        Object.is(odd['zero'], -0),
        odd['big'] === 10n,
        odd['set'] instanceof Set,
        odd['astral'] === '😀\ud800',
      ],
      regExp: await fixture.describe(/x/g),
      large: ((await fixture.invoke('echo', 'x'.repeat(3_000_000))) as string).length,
      fails: await failure('fail'),
      missing: await failure('nobody'),
      functions: await failure('function'),
      who: await fixture.invoke('who'),
    };
  });
  expect(found).toEqual({
    bytes: [0, 255, 128],
    map: 7,
    odd: [true, true, true, true, true, true],
    regExp: '[object RegExp]',
    large: 3_000_000,
    fails: "Error invoking remote method 'fail': RangeError: out of range",
    missing: "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    functions: 'An object could not be cloned.',
    who: {
      url: 'app://fixture/index.html',
      origin: 'app://fixture',
      parent: null,
      isMain: true,
    },
  });
  await page.evaluate(() => {
    globalThis.fixture.send('ping', ...Array.from({ length: 500 }, (_, index) => index));
  });
  await expect.poll(() => page.evaluate(() => globalThis.pongs.length)).toBe(500);
  expect(await page.evaluate(() => globalThis.pongs)).toEqual(
    Array.from({ length: 500 }, (_, index) => index),
  );
  const message = await app.evaluate(({ BrowserWindow }) => {
    try {
      BrowserWindow.getAllWindows()[0]?.webContents.send('pong', () => 1);
      return 'no error';
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toBe('Error: An object could not be cloned.');
});

test("the app's own pages come from protocol.handle, under a real policy", async () => {
  const { page } = await launch();
  const found = await page.evaluate(async () => ({
    secure: isSecureContext,
    inline: 'inlineRan' in globalThis,
    echo: await (await fetch('/echo', { method: 'POST', body: 'sent' })).text(),
    elsewhere: await fetch('https://elsewhere.invalid/').catch((error: Error) => error.name),
    evaluated: (() => {
      try {
        return String(new Function('return 1')());
      } catch (error) {
        return error instanceof Error ? error.name : '';
      }
    })(),
    size: [innerWidth, innerHeight],
  }));
  expect(found).toEqual({
    secure: true,
    inline: false,
    echo: 'sent',
    elsewhere: 'TypeError',
    evaluated: 'EvalError',
    size: [900, 640],
  });
  expect((await seen()).requests).toContain('app://fixture/echo');
  expect(parley.requestsToElsewhere()).toEqual([]);
});

test('a request that no policy stops is written down', async () => {
  const { app, page } = await launch();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('app://fixture/loose.html'),
  );
  await page.evaluate(() => {
    new WebSocket('wss://elsewhere.invalid/socket');
  });
  await expect
    .poll(() =>
      parley
        .requestsToElsewhere()
        .map(({ kind, url }) => `${kind} ${url}`)
        .sort(),
    )
    .toEqual([
      'request https://elsewhere.invalid/leak.png',
      'websocket wss://elsewhere.invalid/socket',
    ]);
});

test("navigation and new windows are the main process's decision", async () => {
  const { app, page } = await launch();
  await page.getByRole('link', { name: 'away' }).click();
  await page.getByRole('link', { name: 'blank' }).click();
  const opened = await page.evaluate(() => [
    open('https://elsewhere.invalid/open'),
    // A fresh frame still has the browser's own `open`.
    document.body
      .appendChild(document.createElement('iframe'))
      .contentWindow?.open('https://elsewhere.invalid/frame') === undefined,
  ]);
  expect(opened[0]).toBe(null);
  await page.evaluate(() => {
    location.href = 'https://elsewhere.invalid/script';
  });
  await expect
    .poll(async () => (await seen()).navigations)
    .toEqual(['https://elsewhere.invalid/away', 'https://elsewhere.invalid/script']);
  expect((await seen()).opened).toEqual([
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
  const { app, page } = await launch();
  await page.reload();
  expect(await page.evaluate(() => globalThis.fixture.invoke('echo', 1))).toBe(1);
  expect((await seen()).navigations).toEqual([]);
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await crashed;
  await expect.poll(async () => (await seen()).gone).toEqual(['crashed']);
  const title = (): Promise<string> =>
    app.evaluate(async ({ BrowserWindow }) =>
      String(
        await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'fixture.invoke("echo", document.title)',
        ),
      ),
    );
  await expect.poll(title).toBe('Fixture');
  const ended = new Promise((resolve) => {
    app.process().once('exit', resolve);
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  expect(app.process().exitCode).toBe(0);
});

test('menu shortcuts, theme, clipboard, paths and stores do what the app expects', async () => {
  const { app, page, userData } = await launch();
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
  const { app, userData } = await launch();
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
  const first = await launch();
  const second = first.relaunch({ args: ['--from', 'second'] }).catch(() => 'ended');
  await expect.poll(async () => (await seen()).secondInstance.length).toBe(1);
  expect((await seen()).secondInstance[0]?.argv.slice(-2)).toEqual(['--from', 'second']);
  expect(await second).toBe('ended');
});

/** Command lines of running processes; Linux only. */
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
  const running = await launch({ env: { TMPDIR: folder } });
  expect(commandLines().some((line) => line.includes(folder))).toBe(true);
  await end(running.page);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
  await expect.poll(() => commandLines().filter((line) => line.includes(folder))).toEqual([]);
  rmSync(folder, { recursive: true });
}

test('no process and no file is left after quitting, nor after SIGKILL', async () => {
  await leavesNothing(() => parley.close());
  await leavesNothing(() => parley.kill());
});
