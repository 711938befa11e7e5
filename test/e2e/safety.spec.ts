import { expect } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import type { Bridge } from '../../src/shared/contract/index.ts';
import { answered, ask, controls, test as ownTest } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

/** Declared for the page: the API that the preload exposes. */
declare global {
  interface Window {
    readonly parley: Bridge;
  }
}

/**
 * Hostile Markdown, see FIELD. Anything here that runs, sends a request or navigates leaves a
 * trace.
 */
const attacks = [
  '<script>window.pwned = 1</script>',
  '<img src=x onerror="window.pwned = 1">',
  '<svg onload="window.pwned = 1"></svg>',
  '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
  '<meta http-equiv="refresh" content="0;url=http://leak.example/">',
  '<base href="http://leak.example/">',
  '<link rel="stylesheet" href="http://leak.example/x.css">',
  '<style>@import url(http://leak.example/y.css); * { background: url(http://leak.example/z) }</style>',
  '<form action="http://leak.example/"><button autofocus>go</button></form>',
  '[click](javascript:window.pwned=1)',
  '[click](JaVaScRiPt:window.pwned=1)',
  '[click](data:text/html,<script>window.pwned=1</script>)',
  '[click](vbscript:x) [file](file:///etc/passwd) [unc](\\\\leak.example\\share)',
  '<javascript:window.pwned=1>',
  '![leak](http://leak.example/a.png)',
  '![leak](//leak.example/b.png)',
  '![leak][ref]\n\n[ref]: http://leak.example/c.png',
  '[![leak](http://leak.example/d.png)](http://leak.example/e)',
  '![x](file:///etc/passwd)',
  '```mermaid\n%%{init: {"securityLevel": "loose"}}%%\ngraph TD; A["<img src=x onerror=window.pwned=1>"]-->B\n```',
  '$\\href{javascript:window.pwned=1}{x}$ and $\\url{http://leak.example/f}$',
  '> '.repeat(2000) + 'deep',
  '[a](<http://leak.example/\u202Egnp.exe>)',
  '__proto__: [x]: y',
].join('\n\n');

test('hostile Markdown, one character at a time: no script, no request, no navigation', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  const before = page.url();
  provider.script({ kind: 'text', text: attacks, tokenSize: 1, tokensPerSecond: 4000 });
  await ask(page, attacks.slice(0, 500));
  const answer = await answered(page);
  for (const link of await answer.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(https?:|mailto:)/);
  }
  await expect(answer.locator('script, iframe, form, meta, base, link, object, embed')).toHaveCount(
    0,
  );
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(page.url()).toBe(before);
  expect(parley.requestsToElsewhere()).toEqual([]);
});

ownTest(
  'hostile words in reasoning, titles, errors and names of models are words',
  async ({ provider, parley }) => {
    const { page } = parley;
    const ui = controls(page);
    const before = page.url();
    const hostile =
      '<img src=http://leak.example/t onerror="window.pwned=1"> [x](javascript:window.pwned=1) ![y](http://leak.example/u) \u202Egpj';
    provider.scriptModels({
      kind: 'http',
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ object: 'list', data: [{ id: hostile, object: 'model' }] }),
    });
    provider.script({ kind: 'text', text: 'Done.', reasoning: attacks, tokenSize: 3 });
    await ask(page, hostile);
    const answer = await answered(page);
    await answer.locator('button[aria-expanded]').first().click();
    await expect(answer).toContainText('window.pwned = 1');
    await expect(ui.conversations.getByRole('button', { name: /<img src=/ }).first()).toBeVisible();
    await page.getByRole('combobox', { name: names.model }).click();
    await expect(page.getByRole('option').first()).toContainText('<img src=');
    await page.keyboard.press('Escape');
    provider.next({ kind: 'error', status: 400, message: hostile });
    await ask(page, 'Again');
    await expect(await answered(page, 'failed')).toBeVisible();
    for (const details of await page.getByRole('alert').locator('summary').all()) {
      await details.click();
    }
    for (const link of await ui.log.getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(/^(https?:|mailto:)/);
    }
    await expect(page.locator('main img')).toHaveCount(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(page.url()).toBe(before);
    expect(parley.requestsToElsewhere()).toEqual([]);
  },
);

test('a link opens in the system browser, and only a web or mail address does', async ({
  provider,
  parley,
}) => {
  const { page } = parley;
  provider.script({ kind: 'text', text: 'See [the page](https://example.org/a?b=c).' });
  await ask(page, 'A link, please');
  const answer = await answered(page);
  await answer.getByRole('link', { name: 'the page' }).click();
  await expect
    .poll(() => parley.outside().map(({ url }) => url))
    .toContain('https://example.org/a?b=c');
  const refused = await page.evaluate(() =>
    window.parley.command('app.openLink', { url: 'file:///etc/passwd' }),
  );
  expect(refused).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  expect(parley.outside().map(({ url }) => url)).not.toContain('file:///etc/passwd');
});

test('the page has no Node, no way out and no more bridge than the contract', async ({
  parley,
}) => {
  const { page, app } = parley;
  await controls(page).composer.waitFor();
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.parley).sort(),
  }));
  expect(found).toEqual({ globals: [], bridge: ['command', 'drop', 'on'] });
  const outcomes = await page.evaluate(async () => {
    const { parley: bridge } = window as unknown as {
      parley: { command: (name: string, input: unknown) => Promise<unknown> };
    };
    const send = (name: string, input: unknown): Promise<unknown> => bridge.command(name, input);
    return Promise.all([
      send('no.such.command', {}),
      send('__proto__', {}),
      send('conversation.open', { conversationId: '../../secrets' }),
      send('chat.send', { conversationId: 7, text: [] }),
      send('settings.update', { theme: 'pink' }),
    ]);
  });
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  }
  // The unsubscribe function exposes nothing of Electron.
  expect(await page.evaluate(() => typeof window.parley.on('menu', () => undefined)())).toBe(
    'undefined',
  );
  const blocked = await page.evaluate(async () => {
    const tried: string[] = [];
    await fetch('http://127.0.0.1:9/').catch(() => tried.push('fetch'));
    const inline = document.createElement('script');
    try {
      inline.textContent = 'window.pwned = 1';
      document.head.append(inline);
    } catch {
      tried.push('inline script');
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    return { tried, pwned: 'pwned' in window };
  });
  expect(blocked.pwned).toBe(false);
  expect(blocked.tried).toContain('fetch');
  const preferences = await app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  );
  expect(preferences).toBe(1);
  await page.evaluate(() => window.open('https://leak.example/'));
  await page.evaluate(() => {
    location.href = 'https://leak.example/';
  });
  // One of our pages, but one that processes model output.
  await page.evaluate(() => {
    location.href = '/sandbox/diagram.html';
  });
  await expect(controls(page).composer).toBeVisible();
  expect(parley.requestsToElsewhere().filter(({ kind }) => kind === 'request')).toEqual([]);
});

test('no dictionary is asked of Google until the person wants spelling checked', async ({
  parley,
}) => {
  // Electron itself would download them and does not reveal from where.
  test.skip((await chooseRuntime()).kind !== 'stand-in');
  const { page, app } = parley;
  const state = (): Promise<unknown> =>
    app.evaluate(({ session }) => {
      const found = session.defaultSession as typeof session.defaultSession & {
        readonly dictionaryUrl: string;
      };
      return { from: found.dictionaryUrl, isOn: found.spellCheckerEnabled };
    });
  await controls(page).composer.waitFor();
  expect(await state()).toEqual({ from: 'https://dictionaries.invalid/', isOn: false });
  await controls(page).settingsButton.click();
  await controls(page).settings.getByRole('tab', { name: names.general }).click();
  await controls(page).settings.getByRole('switch', { name: names.checkSpelling }).click();
  await expect
    .poll(state)
    .toEqual({ from: expect.stringMatching(/^https:\/\/redirector\.gvt1\.com\//), isOn: true });
});
