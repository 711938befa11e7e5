import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chooseRuntime, switchesFor } from '../../scripts/runtime.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { controls, seedSettings } from './parley.ts';
import { names } from './names.ts';
import { freePort } from '../free-port.ts';
import { removeFolder } from '../scratch.ts';

let provider: Provider;
test.beforeEach(async () => {
  provider = await startProvider();
});
test.afterEach(() => provider.close());

/** curl in a separate process: its output so far, and its end. */
function curl(parameters: readonly string[]) {
  const child = spawn('curl', ['-sS', '-N', ...parameters]);
  let output = '';
  child.stdout.on('data', (piece: Buffer) => {
    output += piece.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { output: () => output, ended };
}

test('switched on in Settings, curl streams into the window; revoked, it is refused', async () => {
  const apiPort = await freePort();
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { apiPort }),
  });
  const { page } = parley;
  const ui = controls(page);
  const address = `http://127.0.0.1:${apiPort}`;
  expect(spawnSync('curl', ['-sS', `${address}/health`]).status).toBe(7);

  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.api }).click();
  await ui.settings.getByRole('switch', { name: names.serveOtherPrograms }).click();
  await expect(ui.settings.getByText(address, { exact: true })).toBeVisible();
  await ui.settings.getByRole('textbox', { name: names.nameOfTheProgram }).fill('Curl');
  await ui.settings.getByRole('button', { name: names.createToken }).click();
  const token = await ui.settings.getByText(/^parley_[\w-]{43}$/).innerText();
  await ui.settings.getByRole('button', { name: names.done }).click();
  await expect(ui.settings.getByText(token)).toHaveCount(0);
  await page.keyboard.press('Escape');

  const headers = ['-H', `Authorization: Bearer ${token}`];
  const live = provider.live();
  const data = JSON.stringify({ prompt: 'Asked from outside', conversation: 'new' });
  const streaming = curl([...headers, '-d', data, `${address}/chat`]);
  await provider.waitForRequest(1);
  await live.write('The first words ');
  await ui.conversations.getByText('Asked from outside').click();
  await expect(ui.answers.last()).toContainText('The first words');
  await expect(ui.answers.last()).toHaveAttribute('data-status', 'streaming');
  await expect.poll(streaming.output).toBe('The first words ');
  await live.write('and the last.');
  await live.finish('stop');
  expect(await streaming.ended).toBe(0);
  expect(streaming.output()).toBe('The first words and the last.');
  await expect(ui.answers.last()).toHaveAttribute('data-status', 'complete');
  await expect(ui.answers.last()).toContainText('The first words and the last.');

  // What Parley has no use for goes to the provider that has it.
  const input = JSON.stringify({ model: 'scripted/scripted-1', input: ['ferry', 'boat'] });
  const embeddings = curl([...headers, '-d', input, `${address}/v1/embeddings`]);
  expect(await embeddings.ended).toBe(0);
  expect(JSON.parse(embeddings.output())).toMatchObject({ data: [{ index: 0 }, { index: 1 }] });

  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.api }).click();
  const requests = ui.settings.getByRole('table', { name: names.recentRequests });
  await expect(
    requests.getByRole('row', { name: /Curl.*scripted\/scripted-1.*Answered/ }),
  ).toHaveCount(2);
  expect(await ui.settings.innerText()).not.toContain('Asked from outside');
  await ui.settings.getByRole('button', { name: names.revoke('Curl') }).click();
  await page.getByRole('button', { name: names.revokeToken }).click();
  await expect(ui.settings.getByRole('button', { name: names.revoke('Curl') })).toHaveCount(0);
  const refused = curl(['-w', '%{http_code}', ...headers, `${address}/chat?prompt=x`]);
  await refused.ended;
  expect(refused.output()).toMatch(/invalid_api_key.*401$/);

  // The switch follows main, a moment after the click.
  const serve = ui.settings.getByRole('switch', { name: names.serveOtherPrograms });
  await serve.click();
  await expect(serve).not.toBeChecked();
  await expect(ui.settings.getByText(address, { exact: true })).toHaveCount(0);
  expect(spawnSync('curl', ['-sS', `${address}/health`]).status).toBe(7);
  await parley.close();
});

test('an allowed web page may ask at once, a removed one no longer; what is said is kept only when asked for', async () => {
  const apiPort = await freePort();
  const parley = await launchParley({
    prepare: (userData) => seedSettings(userData, provider, { apiPort, apiEnabled: true }),
  });
  const { page } = parley;
  const ui = controls(page);
  const address = `http://127.0.0.1:${apiPort}`;
  await ui.settingsButton.click();
  await ui.settings.getByRole('tab', { name: names.api }).click();
  await ui.settings.getByRole('textbox', { name: names.nameOfTheProgram }).fill('Page');
  await ui.settings.getByRole('button', { name: names.createToken }).click();
  const token = await ui.settings.getByText(/^parley_[\w-]{43}$/).innerText();
  await ui.settings.getByRole('button', { name: names.done }).click();

  const origin = 'https://chat.example.com';
  const preflight = (): string =>
    spawnSync('curl', [
      '-sSi',
      '-XOPTIONS',
      `-HOrigin: ${origin}`,
      '-HAccess-Control-Request-Method: POST',
      '-HAccess-Control-Request-Headers: authorization',
      `${address}/chat`,
    ]).stdout.toString();
  expect(preflight()).toMatch(/^HTTP\/1.1 403/);
  const field = ui.settings.getByRole('textbox', { name: names.originOfAWebPage });
  await field.fill('chat.example.com');
  await field.press('Enter');
  await expect(ui.settings.getByRole('alert')).toContainText('Begin with https:// or http://');
  await field.fill(`${origin}/`);
  await field.press('Enter');
  const allowed = ui.settings.getByRole('list', { name: names.allowedOrigins });
  await expect(allowed).toContainText(origin);
  await expect(field).toHaveValue('');
  expect(preflight()).toMatch(/^HTTP\/1.1 204[^]*access-control-allow-origin: https:\/\/chat/i);

  const headers = ['-H', `Authorization: Bearer ${token}`, '-H', `Origin: ${origin}`];
  const ask = async (prompt: string): Promise<string> => {
    const asked = curl([
      ...headers,
      '-G',
      '--data-urlencode',
      `prompt=${prompt}`,
      `${address}/chat`,
    ]);
    await asked.ended;
    return asked.output();
  };
  await ask('Said before');
  const requests = ui.settings.getByRole('table', { name: names.recentRequests });
  const show = requests.getByRole('button', { name: names.showWhatWasSaid });
  await expect(requests.getByRole('row', { name: /Page.*Answered/ })).toHaveCount(1);
  await expect(show).toHaveCount(0);
  const keep = ui.settings.getByRole('switch', { name: names.keepWhatIsAskedAndAnswered });
  await keep.click();
  await expect(keep).toBeChecked();
  await ask('Said after');
  await expect(show).toHaveCount(1);
  await expect(ui.settings).not.toContainText('Said after');
  await show.click();
  const said = ui.settings.getByRole('log', { name: names.whatWasSaid });
  await expect(said).toContainText('Said after');
  await expect(said).toContainText('Hello from the script.');
  await keep.click();
  await expect(said).toHaveCount(0);
  await expect(show).toHaveCount(0);

  await allowed.getByRole('button', { name: `Remove ${origin}` }).click();
  await expect(allowed).toHaveCount(0);
  expect(preflight()).toMatch(/^HTTP\/1.1 403/);
  expect(await ask('No more')).toContain('origin_not_allowed');
  await parley.close();
});

test('with --serve the app has no window, serves, and ends on Ctrl+C', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-serve-'));
  const userData = join(home, 'data');
  seedSettings(userData, provider, { apiPort: await freePort() });
  const runtime = await chooseRuntime();
  const env = {
    ...process.env,
    ...runtime.env,
    HOME: home,
    PARLEY_USER_DATA: userData,
    PARLEY_RUNTIME_HEADLESS: '1',
  };
  // Started like npm's `electron`, whose own script finds the executable.
  const root = join(import.meta.dirname, '../..');
  const cli = join(root, 'node_modules/electron/cli.js');
  const child = spawn(process.execPath, [cli, ...switchesFor(runtime), root, '--serve'], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8');
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  await expect.poll(() => output, { timeout: 30_000 }).toContain('Ctrl+C stops it.');
  const address = /serves (\S+)/.exec(output)?.[1] ?? '';
  const token = /Token: (\S+)/.exec(output)?.[1] ?? '';
  const asked = curl(['-H', `Authorization: Bearer ${token}`, `${address}/chat?prompt=x`]);
  expect(await asked.ended).toBe(0);
  expect(asked.output()).toBe('Hello from the script.');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  removeFolder(home);
});
