import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { storeOn } from '../store/support.ts';
import { running } from '../tools/mcp/orphans.ts';
import { callOf } from '../tools/rig.ts';
import { notesRig, type NotesRig } from '../terminal/notes-rig.ts';
import { hasTerminals } from '../terminal/terminal.ts';
import { parseEvents } from './support.ts';

const program = join(import.meta.dirname, '../../../src/main/serve/serve.ts');

/** `npm run serve` on the rig's data folder, with its tool server on for new conversations. */
async function served(rig: NotesRig, chosen: readonly string[] = ['notes', 'calculator']) {
  const tools = { on: chosen, off: [] };
  writeFileSync(join(rig.root, 'settings.json'), JSON.stringify({ version: 1, tools }));
  const { OPENAI_API_KEY: _key, ...environment } = process.env;
  const child = spawn(process.execPath, [program, '--port', '0', '--data', rig.root], {
    env: { ...environment, OPENAI_BASE_URL: rig.provider.baseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  await expect.poll(() => output, { timeout: 20_000 }).toContain('Ctrl+C');
  const address = /serves (http:\S+)/.exec(output)?.[1] ?? '';
  const authorization = `Bearer ${/Token: (\S+)/.exec(output)?.[1] ?? ''}`;
  return {
    child,
    exited,
    output: () => output,
    ask: (path: string, body: object) =>
      fetch(`${address}${path}`, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify(body),
      }),
  };
}

const write = (text: string, id = 'a') => callOf(id, 'Notes__write', { text });
const calculate = callOf('b', 'calculate', { expression: '6*7' });

it('runs what is allowed, denies what is not, and says which calls were run', async () => {
  const rig = await notesRig();
  const { ask, child, exited } = await served(rig);
  rig.script(write('one'), calculate);
  const wish = { prompt: 'Go', conversation: 'new', run_tools: true };
  const response = await ask('/chat/sse', wish);
  const events = parseEvents(await response.text());
  const told = events.filter(({ event }) => event === 'tool_state' || event === 'tool_result');
  expect(told.map(({ event, data }) => [event, JSON.parse(data) as unknown])).toMatchObject([
    ['tool_state', { id: 'a', state: 'proposed' }],
    ['tool_state', { id: 'a', state: 'denied' }],
    ['tool_result', { id: 'a', is_error: true }],
    ['tool_state', { id: 'b', state: 'proposed' }],
    ['tool_state', { id: 'b', state: 'approved' }],
    ['tool_state', { id: 'b', state: 'running' }],
    ['tool_state', { id: 'b', state: 'done' }],
    ['tool_result', { id: 'b', content: '42', is_error: false }],
  ]);
  const conversation = response.headers.get('parley-conversation') ?? '';
  rig.script(calculate);
  const whole = await ask('/v1/chat/completions', {
    model: 'scripted-model',
    messages: [{ role: 'user', content: 'Again' }],
    conversation,
    run_tools: true,
  });
  expect(await whole.json()).toMatchObject({
    choices: [{ message: { content: 'The end.' }, finish_reason: 'stop' }],
  });
  rig.script(calculate);
  expect(await (await ask('/chat', { ...wish, conversation })).text()).toBe('The end.');
  expect(rig.noted()).not.toContain('write');
  const before = performance.now();
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(performance.now() - before).toBeLessThan(2000);
  expect(running(rig.serverPids())).toEqual([]);
});

it.runIf(hasTerminals)(
  'runs what was allowed for good at a terminal, while it serves',
  async () => {
    const rig = await notesRig();
    const { ask } = await served(rig);
    const terminal = rig.chatAtTerminal();
    rig.script(write('asked'));
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    terminal.type('a');
    await terminal.shows('The end.');
    rig.script(write('served'));
    const answer = await ask('/chat/sse', { prompt: 'Go', run_tools: true });
    expect(await answer.text()).toContain('Noted: served');
    const { tools } = await storeOn(rig.root);
    await tools.update((before) => ({ ...before, permissions: [] }));
    rig.script(write('revoked'));
    const last = await ask('/chat/sse', { prompt: 'Go', run_tools: true });
    expect(await last.text()).toContain('"state":"denied"');
    expect(rig.noted().match(/^write .*$/gm)).toEqual(['write asked', 'write served']);
  },
);

it.each(['SIGINT', 'SIGHUP'] as const)('%s ends the answers and the tool servers', async (name) => {
  const rig = await notesRig();
  const { ask, child, exited } = await served(rig);
  rig.script(callOf('a', 'Notes__write', { text: 'x' }));
  await (await ask('/chat', { prompt: 'Go', run_tools: true })).text();
  expect(running(rig.serverPids())).toHaveLength(1);
  const live = rig.provider.live();
  const asked = ask('/chat/sse', { prompt: 'Go', run_tools: true, conversation: 'new' });
  await rig.provider.waitForRequest(3);
  void live.write('Some');
  const response = await asked;
  await pause(100);
  child.kill(name);
  expect(await response.text()).toContain('event: error');
  expect(await exited).toBe(0);
  expect(running(rig.serverPids())).toEqual([]);
});

it('after a kill, the next start ends what was left running', async () => {
  const rig = await notesRig();
  const first = await served(rig);
  rig.script();
  await (await first.ask('/chat', { prompt: 'Go', run_tools: true })).text();
  const [pid = 0] = rig.serverPids();
  // A stopped process does not notice that its input has ended.
  process.kill(pid, 'SIGSTOP');
  first.child.kill('SIGKILL');
  await first.exited;
  expect(running([pid])).toEqual([pid]);
  await served(rig);
  await expect.poll(() => running([pid])).toEqual([]);
});
