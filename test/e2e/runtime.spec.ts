import { expect, test } from '@playwright/test';
import { closeFixture, launchFixture, seenBy } from './fixture.ts';
import type { Parley } from './launch.ts';

let parley: Parley;

async function start(): Promise<Parley> {
  parley = await launchFixture();
  return parley;
}

test.afterEach(closeFixture);

test('the worlds of page and preload share nothing but what is exposed', async () => {
  const { page } = await start();
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
  const { page, app } = await start();
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
  const { page } = await start();
  const found = await page.evaluate(async () => ({
    secure: isSecureContext,
    inline: 'inlineRan' in globalThis,
    echo: await (await fetch('/echo', { method: 'POST', body: 'sent' })).text(),
    elsewhere: await fetch('https://elsewhere.invalid/').catch((error: Error) => error.name),
    wasm: await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
      () => 'compiled',
      (error: Error) => error.name,
    ),
    size: [innerWidth, innerHeight],
  }));
  expect(found).toEqual({
    secure: true,
    inline: false,
    echo: 'sent',
    elsewhere: 'TypeError',
    wasm: 'CompileError',
    size: [900, 640],
  });
  expect((await seenBy(parley)).requests).toContain('app://fixture/echo');
  expect(parley.requestsToElsewhere()).toEqual([]);
});

test('a request that no policy stops is written down', async () => {
  const { app, page } = await start();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('app://fixture/loose.html'),
  );
  await page.waitForURL(/loose/);
  await page.evaluate(() => {
    const socket = new WebSocket('wss://elsewhere.invalid/socket');
    return socket.url;
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
