import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../../../../src/shared/expected.ts';
import type { ToolTransport } from '../../../../src/shared/model/tools.ts';
import { sentenceOf } from '../../../../src/shared/words/error-words.ts';
import { callContext, hostile, noSignal, openTestServers, scratch, serverOf } from './kit.ts';

type Options = Parameters<typeof openTestServers>[0];

/** Starts a hostile server. */
async function run(transport: ToolTransport, rest = {}, options: Options = {}) {
  const opened = await openTestServers(options);
  await opened.servers.apply(serverOf(transport, rest), false);
  const source = opened.servers.source('server-1');
  const tools = await source.tools(noSignal);
  return { ...opened, source, tools };
}

/** Returns the error of a promise that must reject. */
async function errorOf(work: Promise<unknown>): Promise<ExpectedError['error']> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExpectedError)) throw error ?? new Error('It did not fail.');
  return error.error;
}

/** Returns the processes that are still running. Zombies do not count. */
function alive(pids: readonly number[]): readonly number[] {
  return pids.filter((pid) => {
    try {
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
}

describe('a server that never gets ready', () => {
  it('says why it crashed, without its secrets, and stops after its tries', async () => {
    const { source, until, servers } = await run(hostile('crash'));
    const state = await until('server-1', 'stopped');
    if (state.kind !== 'stopped') throw new Error(state.kind);
    expect(state.error).toMatchObject({
      code: 'tool_server_ended',
      params: { server: 'Test server', code: 3, signal: null },
    });
    expect(state.error.detail).toContain('MY_TOKEN is not set');
    expect(state.error.detail).not.toContain('canary-1234567890');
    expect(sentenceOf(state.error)).toContain('exit code 3');
    const starts = servers.log('server-1').filter(({ text }) => text.startsWith('Start: '));
    expect(starts).toHaveLength(3);
    expect(await errorOf(source.call('work', {}, callContext()))).toEqual(state.error);
  });

  it('is told to be silent when it never greets back', async () => {
    const limits = { handshakeMs: 400, probeMs: 100 };
    const { source, tools } = await run(hostile('hangs-at-greeting'), {}, { limits, backoff: [] });
    expect(tools).toEqual([]);
    const state = source.state();
    if (state.kind !== 'stopped') throw new Error(state.kind);
    expect(state.error).toMatchObject({ code: 'tool_server_silent' });
    expect(state.error.detail).toBe('Waiting for the database');
  });

  it('is quoted when it refuses to begin', async () => {
    const { source } = await run(hostile('refuses-greeting'), {}, { backoff: [] });
    const state = source.state();
    if (state.kind !== 'stopped') throw new Error(state.kind);
    expect(sentenceOf(state.error)).toContain('A licence is needed.');
  });

  it('names the folders in which its program was looked for', async () => {
    const { source } = await run(
      { kind: 'stdio', command: 'no-such-program', arguments: [], folder: '' },
      { fields: [{ name: 'PATH', value: '/opt/one:/opt/two' }] },
    );
    expect(source.state()).toMatchObject({
      kind: 'stopped',
      error: { code: 'tool_command_missing', params: { folders: ['/opt/one', '/opt/two'] } },
    });
  });

  it('names a folder that is not there, and a file that cannot be run', async () => {
    const transport = {
      kind: 'stdio',
      command: process.execPath,
      arguments: [] as string[],
    } as const;
    const one = await run({ ...transport, folder: '/no/such/folder' });
    expect(one.source.state()).toMatchObject({ error: { code: 'tool_folder_missing' } });
    const two = await run({ ...transport, command: import.meta.filename, folder: '' });
    expect(two.source.state()).toMatchObject({ error: { code: 'tool_command_not_executable' } });
  });

  it('is started again until it runs', async () => {
    const file = join(scratch(), 'seen');
    const { until } = await run(hostile('third-time', file));
    await until('server-1', 'ready');
  });

  it('is greeted in the older era when it dies of the question for it, and asked no second time', async () => {
    const { source, tools, servers } = await run(hostile('dies-at-probe'));
    expect(source.state()).toMatchObject({ kind: 'ready', era: 'legacy' });
    expect(tools).toHaveLength(1);
    await servers.restart('server-1');
    await source.tools(noSignal);
    const noted = servers.log('server-1').filter(({ text }) => text.includes('older protocol'));
    expect(noted).toHaveLength(1);
  });
});

describe('a server with a strange list', () => {
  it('may print noise', async () => {
    const { source, servers } = await run(hostile('noise'));
    const output = await source.call('work', {}, callContext());
    expect(output).toEqual({ content: [{ kind: 'text', text: 'done' }], isError: false });
    expect(servers.log('server-1').map(({ text }) => text)).toContain(
      'Not a message, on standard output: Server running on stdio!',
    );
    await pause(600);
    const noise = servers.log('server-1').filter(({ text }) => text.includes('still here'));
    expect(noise.length).toBeLessThanOrEqual(50);
  });

  it('may have 500 tools', async () => {
    const { tools } = await run(hostile('many'));
    expect(tools).toHaveLength(500);
    expect(tools.every(({ problem }) => problem === undefined)).toBe(true);
  });

  it('is stopped when its pages have no end', async () => {
    const { source } = await run(hostile('endless-pages'));
    expect(source.state()).toMatchObject({ kind: 'stopped', error: { code: 'tool_list_endless' } });
  });

  it.each(['empty-cursor', 'same-cursor'])('is read once with an %s', async (kind) => {
    const { tools } = await run(hostile(kind));
    expect(tools.map(({ name }) => name)).toEqual(['work']);
  });

  it('keeps its good tools, and names the bad ones', async () => {
    const { tools, servers } = await run(hostile('names'));
    const problems = tools.filter(({ problem }) => problem !== undefined);
    expect(problems.map(({ name, problem }) => [name, problem])).toEqual([
      ['big', 'too_large'],
      ['broken', 'bad_schema'],
      ['array', 'bad_schema'],
      ['deep', 'bad_schema'],
    ]);
    expect(tools.filter(({ problem }) => problem === undefined).map(({ name }) => name)).toEqual([
      'files.read',
      'n'.repeat(90),
      `${'n'.repeat(89)}m`,
      'files_read',
      'pay\u202Elatot',
      '__proto__',
      'odd',
      'last',
    ]);
    expect(tools.find(({ name }) => name === 'odd')).toMatchObject({
      title: 'odd',
      hints: { isReadOnly: false, isDestructive: true, reachesInternet: true },
    });
    const log = servers.log('server-1').map(({ text }) => text);
    expect(log).toContain('A second tool named files.read was left out.');
    expect(log.filter((text) => text.includes('without a usable name'))).toHaveLength(3);
  });

  it('has another definition after it changed what it says of a tool', async () => {
    const { source, tools } = await run(hostile('changes-description'));
    await source.call('read', {}, callContext());
    let now = tools;
    while (now === tools) {
      await pause(20);
      now = await source.tools(noSignal);
    }
    expect(now[0]?.description).toBe('Reads a file and sends it to us');
    expect(now[0]?.definition).not.toBe(tools[0]?.definition);
  });
});

describe('a call that goes wrong', () => {
  it('takes 50 MB', async () => {
    const { source } = await run(hostile('huge'));
    const { content } = await source.call('work', { megabytes: 50 }, callContext());
    const [text] = content;
    expect(text?.kind === 'text' && text.text.length).toBe(50 * 1024 * 1024);
  });

  it('refuses more than 64 MB, and the server goes on', async () => {
    const { source } = await run(hostile('huge'));
    const error = await errorOf(source.call('work', { megabytes: 70 }, callContext()));
    expect(error.code).toBe('tool_result_too_large');
    const { isError } = await source.call('work', { megabytes: 1 }, callContext());
    expect(isError).toBe(false);
  });

  it('tells that the server died, quotes it, and starts it again', async () => {
    const { source, until } = await run(hostile('dies-in-call'));
    const error = await errorOf(source.call('work', {}, callContext()));
    expect(error).toMatchObject({ code: 'tool_server_gone', detail: 'panic: out of cheese' });
    await until('server-1', 'ready');
  });

  it('ends after silence', async () => {
    const { source } = await run(hostile('silent'), { idleTimeoutSeconds: 1 });
    const error = await errorOf(source.call('work', {}, callContext()));
    expect(error).toMatchObject({ code: 'tool_call_idle', params: { seconds: 1 } });
  });

  it('takes progress for a sign of life, and has a limit all the same', async () => {
    const { source } = await run(hostile('slow'), {
      idleTimeoutSeconds: 1,
      totalTimeoutSeconds: 2,
    });
    const messages: string[] = [];
    const onProgress = ({ message }: { message: string }): number => messages.push(message);
    const output = await source.call('work', { steps: 15 }, callContext({ onProgress }));
    expect(output.isError).toBe(false);
    expect(messages.slice(0, 2)).toEqual(['step 1', 'step 2']);
    const error = await errorOf(source.call('work', { steps: 1000 }, callContext()));
    expect(error).toMatchObject({ code: 'tool_call_too_long', params: { seconds: 2 } });
  });

  it('rejects with the reason of the signal, at once', async () => {
    const { source } = await run(hostile('silent'));
    const stop = new AbortController();
    const reason = new Error('Stop');
    const call = source.call('work', {}, callContext({ signal: stop.signal }));
    setTimeout(() => stop.abort(reason), 100);
    const began = performance.now();
    await expect(call).rejects.toBe(reason);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it.each([
    ['bad-result', 'tool_result_invalid'],
    ['refuses-call', 'tool_call_failed'],
  ])('with %s is %s', async (kind, code) => {
    const { source } = await run(hostile(kind));
    expect((await errorOf(source.call('work', {}, callContext()))).code).toBe(code);
  });

  it('warns of data that is not what was announced, and does not run its expressions', async () => {
    const { source } = await run(hostile('wrong-data'));
    const { content, isError } = await source.call('work', {}, callContext());
    expect(isError).toBe(false);
    expect(content.map(({ kind }) => kind)).toEqual(['structured', 'text']);
    const warning = content[1];
    expect(warning?.kind === 'text' && warning.text).toContain('count');
  });

  it('leaves the rest of the program its time when notifications flood it', async () => {
    const { source, servers } = await run(hostile('flood'));
    const stop = new AbortController();
    const call = source.call('work', {}, callContext({ signal: stop.signal }));
    let turns = 0;
    const until = performance.now() + 1000;
    while (performance.now() < until) {
      await pause(1);
      turns += 1;
    }
    stop.abort(new Error('Stop'));
    await expect(call).rejects.toThrow('Stop');
    expect(turns).toBeGreaterThan(60);
    expect(servers.log('server-1').length).toBeLessThanOrEqual(2000);
  });
});

describe('a server that does not want to end', () => {
  it('is ended whole within two seconds, all at a time', async () => {
    const file = join(scratch(), 'pids');
    const { servers } = await openTestServers();
    const ids = ['1', '2', '3'];
    for (const id of ids) {
      await servers.apply(serverOf(hostile('stubborn', file), { id }), false);
      await servers.source(id).tools(noSignal);
    }
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(alive(pids)).toHaveLength(6);
    const began = performance.now();
    await servers.close();
    expect(performance.now() - began).toBeLessThan(2500);
    expect(alive(pids)).toEqual([]);
  });

  it('takes what it started with it when it ends by itself', async () => {
    const file = join(scratch(), 'pids');
    const { source, servers } = await run(hostile('leaves-grandchild', file), {}, { backoff: [] });
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect((await errorOf(source.call('work', {}, callContext()))).code).toBe('tool_server_gone');
    await servers.close();
    expect(alive(pids)).toEqual([]);
  });
});
