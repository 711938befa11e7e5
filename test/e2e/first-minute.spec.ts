import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { copyProject, faultsIn, makeFreshHome, type FreshHome } from './fresh-home.ts';
import { answered, ask, controls } from './parley.ts';
import { names } from './names.ts';
import { removeFolder } from '../scratch.ts';

let home: FreshHome;
test.beforeEach(() => {
  home = makeFreshHome();
});
test.afterEach(() => home.remove());

const debugged = ['--remote-debugging-port=0'];

/** Parley's default data folder. */
function dataFolder(): string {
  return process.platform === 'darwin'
    ? join(home.path, 'Library', 'Application Support', 'Parley')
    : join(home.path, '.config', 'Parley');
}

async function finds(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: names.searchConversations }).fill(words);
  const hits = page.getByRole('listbox', { name: names.searchResults }).getByRole('option');
  await expect(hits.first()).toBeVisible();
  await page.keyboard.press('Escape');
}

test('npm start on a machine that has never seen Parley: it chats, finds and quits, twice, without a word of complaint', async () => {
  const first = await home.run('start', debugged);
  const page = await first.page();
  await page.getByRole('button', { name: names.tryTheDemo }).click();
  await ask(page, 'Is anybody here, dear platypus?');
  await expect(await answered(page)).toContainText(/demo/i);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await finds(page, 'platypus');
  // Quits as a person would. The window may be gone before the key is released.
  await page.keyboard.press('ControlOrMeta+q').catch(() => undefined);
  expect(await first.ended).toBe(0);
  expect(first.problems()).toEqual([]);
  expect(first.stdout()).toContain('Runs on');
  expect(existsSync(join(dataFolder(), 'library.sqlite'))).toBe(true);
  expect(faultsIn(dataFolder())).toEqual([]);

  const second = await home.run('start', debugged);
  const again = await second.page();
  const { conversations, answers, composer } = controls(again);
  await conversations
    .getByRole('button', { name: /platypus/ })
    .first()
    .click();
  await expect(answers).toHaveCount(1);
  await finds(again, 'platypus');
  await composer.fill('/help');
  await composer.press('Enter');
  await expect(answers).toHaveCount(2);
  await answered(again);
  await expect(again.getByRole('alert')).toHaveCount(0);
  // As the terminal ends it.
  second.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(second.problems()).toEqual([]);
  expect(faultsIn(dataFolder())).toEqual([]);
});

for (const delayMs of [0, 30, 100, 300]) {
  test(`a quit ${delayMs} ms after the window is there leaves nothing half written`, async () => {
    const run = await home.run('start', debugged);
    await run.page();
    await new Promise((resume) => setTimeout(resume, delayMs));
    run.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.problems()).toEqual([]);
    expect(faultsIn(dataFolder())).toEqual([]);
  });
}

test('npm run chat: the demo answers in the terminal, and nothing is written anywhere', async () => {
  const input = 'Is anybody here, dear platypus?\n/help\n';
  const chat = await home.run('chat', ['--demo'], { input });
  expect(await chat.ended).toBe(0);
  expect(chat.problems()).toEqual([]);
  expect(chat.stdout()).toContain('Try `/code` or `/table`');
  expect(chat.stdout()).toContain('What the demo answers to');
  expect(readdirSync(home.path)).toEqual([]);
});

test('npm run chat with nothing to talk to says what can be done, and nothing else', async () => {
  const chat = await home.run('chat', []);
  expect(await chat.ended).toBe(2);
  expect(chat.stdout()).toBe('');
  expect(chat.problems()[0]).toMatch(/^There is no model to talk to yet\./);
  expect(chat.problems().join('\n')).toContain('npm run chat -- --demo');
  expect(chat.problems().join('\n')).not.toMatch(/^\s+at /m);
});

test('npm run serve: another program gets an answer of the demo, and nothing is left', async () => {
  const serve = await home.run('serve', ['--demo', '--port', '0']);
  const [, address = ''] = await serve.says(/^Parley serves (\S+)$/m);
  const [, token = ''] = await serve.says(/^Token: (\S+)$/m);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const models = await fetch(`${address}/v1/models`, { headers });
  const { data } = (await models.json()) as { readonly data: readonly { readonly id: string }[] };
  const answer = await fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      model: data[0]?.id,
      messages: [{ role: 'user', content: 'Is anybody here, dear platypus?' }],
    }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('platypus');
  serve.kill('SIGINT');
  expect(await serve.ended).toBe(0);
  expect(serve.problems()).toEqual([]);
  expect(readdirSync(home.path)).toEqual([]);
});

test.describe('with nothing built', () => {
  let project: string;
  test.beforeEach(() => {
    // Building takes a while on a busy machine.
    test.setTimeout(300_000);
    project = mkdtempSync(join(tmpdir(), 'parley-checkout-'));
    copyProject(project);
  });
  test.afterEach(() => removeFolder(project));

  test('npm start builds in silence and opens the window', async () => {
    const run = await home.run('start', debugged, { project });
    const page = await run.page();
    await expect(page.getByRole('button', { name: names.tryTheDemo })).toBeVisible();
    run.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.problems()).toEqual([]);
    expect(run.stdout().trim().split('\n')).toEqual([expect.stringMatching(/^Runs on /)]);
  });

  test('npm run dev opens the window, and the demo answers', async () => {
    const run = await home.run('dev', ['--', ...debugged], { project });
    const page = await run.page();
    await page.getByRole('button', { name: names.tryTheDemo }).click({ timeout: 120_000 });
    await ask(page, 'Is anybody here, dear platypus?');
    await expect(await answered(page)).toContainText(/demo/i);
    run.kill('SIGINT');
    await run.ended;
    expect(run.problems()).toEqual([]);
    expect(faultsIn(dataFolder())).toEqual([]);
  });
});
