import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import type { ToolServer, ToolTransport } from '../../src/shared/model/tools.ts';
import { fromNpm, pathFromNpm } from '../main/tools/mcp/from-npm.ts';
import type { Provider } from '../provider/provider.ts';
import { findChromium } from '../runtime/chromium.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';
import { freePort } from '../free-port.ts';

/** A call that the scripted model makes, and what its result says. */
interface Call {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result: string | RegExp;
}

/** Seeds servers that every new conversation may use. */
function launch(
  provider: Provider,
  servers: readonly { readonly name: string; readonly transport: ToolTransport }[],
): Promise<Parley> {
  return launchParley({
    prepare(userData) {
      const ids = servers.map(({ name }) => name.toLowerCase());
      seedSettings(userData, provider, { tools: { on: ids, off: [] } });
      const kept = servers.map(({ name, transport }): Partial<ToolServer> => ({
        id: name.toLowerCase(),
        name,
        isEnabled: true,
        transport,
        fields: [],
      }));
      writeFileSync(
        join(userData, 'tools.json'),
        JSON.stringify({ version: 1, servers: kept, permissions: [], allowedHosts: [] }),
      );
    },
  });
}

/** Asks a question that the model answers after one call, which the person allows. */
async function callThrough({ page }: Parley, provider: Provider, call: Call): Promise<void> {
  const before = provider.requests.length;
  provider.next({
    kind: 'text',
    text: '',
    toolCalls: [
      { id: `call_${before}`, name: call.tool, arguments: JSON.stringify(call.arguments) },
    ],
  });
  provider.next({ kind: 'text', text: `Done with ${call.tool}.` });
  await ask(page, `Use ${call.tool}!`);
  await page.getByRole('button', { name: names.allowOnce }).click();
  const answer = controls(page).answers.last();
  await expect(answer).toContainText(`Done with ${call.tool}.`, { timeout: 30_000 });
  await answered(page);
  await expect(answer.getByRole('group').first()).toHaveAttribute('data-state', 'done');
  const { body } = await provider.waitForRequest(before + 2);
  expect(JSON.stringify(body)).toMatch(call.result);
}

/** Starts a server from npm that listens on a port, and waits for the line that says so. */
async function listening(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: child.stderr })) if (ready.test(line)) break;
  child.stderr.resume();
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

test('the servers from npm work over stdio', async ({ provider }, info) => {
  const folder = info.outputPath('files');
  mkdirSync(folder, { recursive: true });
  const note = join(folder, 'note.txt');
  writeFileSync(note, 'a note for the model');
  const parley = await launch(provider, [
    { name: 'Everything', transport: fromNpm('everything', 'stdio') },
    { name: 'Filesystem', transport: fromNpm('filesystem', folder) },
    { name: 'Memory', transport: fromNpm('memory') },
    { name: 'Thinking', transport: fromNpm('thinking') },
    {
      name: 'Modern',
      transport: {
        kind: 'stdio',
        command: process.execPath,
        arguments: [join(import.meta.dirname, '../main/tools/mcp/servers/modern.ts')],
        folder: '',
      },
    },
  ]);
  const calls: readonly Call[] = [
    { tool: 'Everything__get-sum', arguments: { a: 19, b: 23 }, result: /\b42\b/ },
    { tool: 'Everything__get-tiny-image', arguments: {}, result: /data:image\/png;base64,/ },
    {
      tool: 'Filesystem__read_text_file',
      arguments: { path: note },
      result: /a note for the model/,
    },
    { tool: 'Memory__read_graph', arguments: {}, result: /entities/ },
    {
      tool: 'Thinking__sequentialthinking',
      arguments: { thought: 'One', thoughtNumber: 1, totalThoughts: 1, nextThoughtNeeded: false },
      result: /thoughtHistoryLength/,
    },
    { tool: 'Modern__add', arguments: { a: 40, b: 2 }, result: /\b42\b/ },
  ];
  for (const call of calls) await callThrough(parley, provider, call);
  await parley.close();
});

for (const [kind, path] of [
  ['streamableHttp', 'mcp'],
  ['sse', 'sse'],
] as const) {
  test(`the server with everything works over ${kind}`, async ({ provider }) => {
    const port = await freePort();
    const server = await listening(
      [pathFromNpm('everything'), kind],
      { PORT: String(port) },
      new RegExp(`port ${port}`),
    );
    const url = `http://127.0.0.1:${port}/${path}`;
    const parley = await launch(provider, [
      { name: 'Everything', transport: { kind: 'http', url } },
    ]);
    await callThrough(parley, provider, {
      tool: 'Everything__get-sum',
      arguments: { a: 19, b: 23 },
      result: /\b42\b/,
    });
    await parley.close();
    await end(server);
  });
}

const chromium = findChromium();
const browserSwitches = (outputFolder: string): readonly string[] => [
  '--output-dir',
  outputFolder,
  '--headless',
  '--isolated',
  '--no-sandbox',
  '--executable-path',
  chromium ?? '',
];

for (const kind of ['stdio', 'mcp', 'sse'] as const) {
  test(`the server of Playwright opens a page: ${kind}`, async ({ provider }, info) => {
    test.skip(chromium === null, 'It drives a Chromium, and this machine has none.');
    test.slow();
    const switches = browserSwitches(info.outputPath('browser'));
    const site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>A page of bees</title><h1>Bees dance</h1>');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const { port: sitePort } = site.address() as AddressInfo;
    const port = kind === 'stdio' ? null : await freePort();
    const server =
      port === null
        ? null
        : await listening(
            [pathFromNpm('playwright'), ...switches, '--port', String(port)],
            {},
            /Listening on/,
          );
    const parley = await launch(provider, [
      {
        name: 'Browser',
        transport:
          port === null
            ? fromNpm('playwright', ...switches)
            : { kind: 'http', url: `http://localhost:${port}/${kind}` },
      },
    ]);
    await callThrough(parley, provider, {
      tool: 'Browser__browser_navigate',
      arguments: { url: `http://127.0.0.1:${sitePort}/` },
      result: /A page of bees/,
    });
    await parley.close();
    if (server !== null) await end(server);
    site.close();
  });
}
