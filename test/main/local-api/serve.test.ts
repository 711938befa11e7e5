import { spawn } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenAI } from 'openai';
import { expect, it, onTestFinished } from 'vitest';
import { readServeSwitch } from '../../../src/main/local-api/announce.ts';
import { startProvider } from '../../provider/provider.ts';
import { removeFolder } from '../../scratch.ts';

const program = join(import.meta.dirname, '../../../src/main/serve/serve.ts');

/** Starts `npm run serve` as a real process. */
function serve(parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  return { child, exited, output: () => output };
}

async function started(served: ReturnType<typeof serve>) {
  await expect.poll(served.output, { timeout: 15_000 }).toContain('Ctrl+C');
  const output = served.output();
  const address = /serves (http:\S+)/.exec(output)?.[1] ?? '';
  const token = /Token: (\S+)/.exec(output)?.[1] ?? '';
  return { address, token };
}

it('serves without a window, says where and with which token, and stops on Ctrl+C', async () => {
  const provider = await startProvider({ apiKey: 'sk-test', models: ['alpha'] });
  onTestFinished(() => provider.close());
  const served = serve(['--port', '0', '--demo'], {
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: provider.baseUrl,
  });
  const { address, token } = await started(served);
  expect(served.output().split(token)).toHaveLength(2);
  const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: token, maxRetries: 0 });
  const models = (await client.models.list()).data.map(({ id }) => id);
  expect(models.sort()).toEqual([`127.0.0.1-${provider.port}/alpha`, 'demo/parley-demo']);
  const answer = await client.chat.completions.create({
    model: 'alpha',
    messages: [{ role: 'user', content: 'Hello?' }],
  });
  expect(answer.choices[0]?.message.content).toBe('Hello from the script.');

  const live = provider.live();
  const headers = { authorization: `Bearer ${token}` };
  const asked = fetch(`${address}/chat/sse?prompt=x&conversation=new&model=alpha`, { headers });
  await provider.waitForRequest(2);
  void live.write('Some');
  const response = await asked;
  served.child.kill('SIGINT');
  expect(await response.text()).toContain('event: error');
  expect(await served.exited).toBe(0);
  expect(served.output()).not.toContain('sk-test');
  expect(served.output()).not.toMatch(/error/i);
});

it('takes the next port when one is taken, and says so', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const served = serve(['--port', String(port), '--demo']);
  const { address } = await started(served);
  expect(served.output()).toContain(`Port ${port} is taken; `);
  expect((await fetch(`${address}/health`)).status).toBe(200);
  served.child.kill('SIGTERM');
  expect(await served.exited).toBe(0);
});

it('does not move when programs know its port by a token that is kept', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'parley-app-'));
  onTestFinished(() => removeFolder(folder));
  const token = { id: 'a', name: 'A', hash: 'ab'.repeat(32), createdAt: '2026-11-01T00:00:00Z' };
  const tokens = JSON.stringify({ version: 1, tokens: [token] });
  writeFileSync(join(folder, 'api-tokens.json'), tokens);
  const served = serve(['--port', String(port), '--demo', '--data', folder]);
  expect(await served.exited).toBe(1);
  expect(served.output()).toContain(`Another program uses port ${port}.`);
  expect(served.output()).not.toMatch(/at .*\.ts:|serves http/);
});

it('explains what is wrong with its command line, and leaves the folder of a running app alone', async () => {
  const wrong = serve(['--port', 'many']);
  expect(await wrong.exited).toBe(2);
  expect(wrong.output()).toContain('A port is a number');
  const unknown = serve(['--sing']);
  expect(await unknown.exited).toBe(2);
  expect(unknown.output()).toContain('--sing');
  const folder = mkdtempSync(join(tmpdir(), 'parley-app-'));
  onTestFinished(() => removeFolder(folder));
  symlinkSync(`${hostname()}-${process.pid}`, join(folder, 'SingletonLock'));
  const second = serve(['--demo', '--data', folder]);
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain('Parley is already running');
});

it('reads the switch of the app', () => {
  expect(readServeSwitch(['/opt/parley', '--no-sandbox'])).toBeNull();
  expect(readServeSwitch(['/opt/parley', '--serve'])).toEqual({ port: null });
  expect(readServeSwitch(['/opt/parley', '--serve=8123'])).toEqual({ port: 8123 });
  expect(readServeSwitch(['/opt/parley', '--serve=x'])).toEqual({ port: null });
});
