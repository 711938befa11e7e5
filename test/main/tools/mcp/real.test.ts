import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ToolTransport } from '../../../../src/shared/model/tools.ts';
import { fromNpm } from './from-npm.ts';
import { callContext, noSignal, openTestServers, program, scratch, serverOf } from './kit.ts';

async function run(transport: ToolTransport, rest = {}, surroundings = {}) {
  const opened = await openTestServers({ backoff: [] }, surroundings);
  await opened.servers.apply(serverOf(transport, rest), false);
  const source = opened.servers.source('server-1');
  const tools = await source.tools(noSignal);
  return { ...opened, source, tools };
}

describe('the servers of npm over stdio', () => {
  it('everything: texts, pictures, links, resources, data, progress and errors', async () => {
    const { source, tools, kept } = await run(fromNpm('everything', 'stdio'));
    expect(source.state()).toMatchObject({ kind: 'ready', era: 'legacy' });
    expect(source.instructions()).not.toBe('');
    expect(tools.length).toBeGreaterThan(8);
    expect(tools.every(({ problem }) => problem === undefined)).toBe(true);
    const echo = await source.call('echo', { message: 'hello' }, callContext());
    expect(echo).toEqual({ content: [{ kind: 'text', text: 'Echo: hello' }], isError: false });
    const image = await source.call('get-tiny-image', {}, callContext());
    expect(image.content.map(({ kind }) => kind)).toContain('file');
    expect(kept.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['image.png', 'image/png'],
    ]);
    expect(
      Buffer.from(kept[0]?.bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const links = await source.call('get-resource-links', { count: 2 }, callContext());
    expect(links.content.filter(({ kind }) => kind === 'link')).toHaveLength(2);
    const structured = await source.call(
      'get-structured-content',
      { location: 'Chicago' },
      callContext(),
    );
    const data = structured.content.find(({ kind }) => kind === 'structured');
    expect(data?.kind === 'structured' && JSON.parse(data.json)).toHaveProperty('temperature');
    const wrong = await source.call('echo', { message: 5 }, callContext());
    expect(wrong.isError).toBe(true);
    const unknown = await source.call('no-such-tool', {}, callContext());
    expect(unknown.isError).toBe(true);
  });

  it('everything: progress of a long call, which Stop ends', async () => {
    const { source } = await run(fromNpm('everything', 'stdio'));
    const seen: (readonly [number, number | null])[] = [];
    const stop = new AbortController();
    const call = source.call(
      'trigger-long-running-operation',
      { duration: 60, steps: 300 },
      callContext({
        signal: stop.signal,
        onProgress({ done, total }) {
          seen.push([done, total]);
          if (done === 2) stop.abort(new Error('Stop'));
        },
      }),
    );
    await expect(call).rejects.toThrow('Stop');
    expect(seen).toEqual([
      [1, 300],
      [2, 300],
    ]);
  });

  it('everything: it gets no more of the environment than is documented', async () => {
    process.env['PARLEY_CANARY'] = 'canary-of-the-environment';
    const fields = [
      { name: 'PLAIN', value: 'plain value' },
      { name: 'SECRET', value: null },
    ];
    const secretsOf = () => Promise.resolve({ SECRET: 'entered-secret-123456' });
    const { source } = await run(fromNpm('everything', 'stdio'), { fields }, { secretsOf });
    const { content } = await source.call('get-env', {}, callContext());
    delete process.env['PARLEY_CANARY'];
    const [text] = content;
    if (text?.kind !== 'text') throw new Error('No text');
    const environment = JSON.parse(text.text) as Record<string, string>;
    expect(environment['PLAIN']).toBe('plain value');
    expect(environment['SECRET']).toBe('entered-secret-123456');
    const documented =
      /^(?:HOME|LOGNAME|PATH|SHELL|TERM|USER|LANG|TMPDIR|LC_\w+|XDG_\w+|(?:https?|all|no)_proxy|NODE_EXTRA_CA_CERTS|PARLEY_TOOL_SERVER|PLAIN|SECRET)$/i;
    expect(Object.keys(environment).filter((name) => !documented.test(name))).toEqual([]);
  });

  it('everything: prompts, their completions and resources for the composer', async () => {
    const { servers } = await run(fromNpm('everything', 'stdio'));
    const offers = servers.offers('server-1');
    const prompts = await offers.prompts(noSignal);
    expect(prompts.isCut).toBe(false);
    expect(prompts.items.find(({ name }) => name === 'args-prompt')?.arguments).toEqual([
      { name: 'city', description: 'Name of the city', isRequired: true },
      { name: 'state', description: '', isRequired: false },
    ]);
    const filled = await offers.prompt('args-prompt', { city: 'Oslo' }, noSignal);
    expect(filled).toEqual([{ kind: 'text', text: "What's weather in Oslo?" }]);
    const { items } = await offers.resources(noSignal);
    const uri = items.flatMap((each) => (each.kind === 'resource' ? [each.uri] : []))[0] ?? '';
    const read = await offers.read({ kind: 'resource', uri }, noSignal);
    expect(read.content[0]?.kind === 'file' && read.content[0].bytes.length > 0).toBe(true);
    const uriTemplate = 'demo://resource/dynamic/text/{resourceId}';
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'template',
        uriTemplate,
        variables: [{ name: 'resourceId', description: '', isRequired: true }],
      }),
    );
    const made = { kind: 'template', uriTemplate, values: { resourceId: '7' } } as const;
    expect((await offers.read(made, noSignal)).uri).toBe('demo://resource/dynamic/text/7');
  });

  it('everything: completes arguments, also by the values of others', async () => {
    const { servers } = await run(fromNpm('everything', 'stdio'));
    const offers = servers.offers('server-1');
    const prompt = { kind: 'prompt', name: 'completable-prompt' } as const;
    const department = { of: prompt, argument: { name: 'department', value: 'E' }, values: {} };
    expect(await offers.complete(department, noSignal)).toEqual(['Engineering']);
    const values = { department: 'Sales' };
    const name = { of: prompt, argument: { name: 'name', value: '' }, values };
    expect(await offers.complete(name, noSignal)).toEqual(['David', 'Eve', 'Frank']);
    const template = {
      kind: 'template',
      uriTemplate: 'demo://resource/dynamic/text/{resourceId}',
    } as const;
    const id = { of: template, argument: { name: 'resourceId', value: '7' }, values: {} };
    expect(await offers.complete(id, noSignal)).toEqual(['7']);
  });

  it('filesystem: reads what it may and says why it does not', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'note.txt'), 'a note');
    const { source } = await run(fromNpm('filesystem', folder));
    const path = join(folder, 'note.txt');
    const { content } = await source.call('read_text_file', { path }, callContext());
    expect(content[0]).toEqual({ kind: 'text', text: 'a note' });
    const denied = await source.call('read_text_file', { path: '/etc/passwd' }, callContext());
    expect(denied.isError).toBe(true);
  });

  it('memory: keeps what it is told', async () => {
    const fields = [{ name: 'MEMORY_FILE_PATH', value: join(scratch(), 'memory.json') }];
    const { source } = await run(fromNpm('memory'), { fields });
    const entities = [{ name: 'Ada', entityType: 'person', observations: ['likes numbers'] }];
    await source.call('create_entities', { entities }, callContext());
    const { content } = await source.call('read_graph', {}, callContext());
    expect(JSON.stringify(content)).toContain('likes numbers');
  });

  it('sequential-thinking: thinks', async () => {
    const { source } = await run(fromNpm('thinking'));
    const thought = {
      thought: 'One',
      thoughtNumber: 1,
      totalThoughts: 1,
      nextThoughtNeeded: false,
    };
    const { isError } = await source.call('sequentialthinking', thought, callContext());
    expect(isError).toBe(false);
  });
});

describe('a server of the newest era', () => {
  it('is found out, and works', async () => {
    const { source, tools } = await run(program('modern'));
    expect(source.state()).toMatchObject({
      kind: 'ready',
      era: 'modern',
      protocolVersion: '2026-07-28',
      title: 'Modern',
    });
    expect(tools.map(({ name }) => name)).toEqual(['add', 'ask', 'consult', 'visit', 'grow']);
    const sum = await source.call('add', { a: 2, b: 3 }, callContext());
    expect(sum.content).toEqual([{ kind: 'text', text: '5' }]);
  });

  it('tells of a new tool', async () => {
    const { source } = await run(program('modern'));
    await source.call('grow', {}, callContext());
    let names: readonly string[] = [];
    while (!names.includes('grown')) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      names = (await source.tools(noSignal)).map(({ name }) => name);
    }
    expect(names).toEqual(['add', 'ask', 'consult', 'visit', 'grow', 'grown']);
  });
});
