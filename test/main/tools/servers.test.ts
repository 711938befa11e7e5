import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ToolsView } from '../../../src/shared/model/tools.ts';
import { program, serverOf } from './rig.ts';
import { toolOf } from './scripted-server.ts';

const canary = 'canary-7f3a-very-secret';

const form = {
  name: 'Weather',
  isEnabled: true,
  transport: { kind: 'http', url: 'https://tools.example/mcp' },
  idleTimeoutSeconds: 60,
  totalTimeoutSeconds: 600,
  usesInstructions: true,
  allowsSampling: false,
  folders: new Array<string>(),
} as const;

describe('a tool server', () => {
  it('is kept, started and shown; its secret is nowhere but encrypted', async () => {
    const p = await program();
    p.servers.list('new-server', toolOf('forecast'));
    const { handlers } = p.tools;
    const server = await handlers['tools.saveServer']({
      ...form,
      fields: [
        { name: 'Authorization', isSecret: true, value: canary },
        { name: 'X-Unit', isSecret: false, value: 'metric' },
      ],
    });
    expect(server).toMatchObject({
      id: 'new-server',
      fields: [
        { name: 'Authorization', value: null },
        { name: 'X-Unit', value: 'metric' },
      ],
    });
    await expect.poll(() => p.servers.secrets['new-server']).toEqual({ Authorization: canary });
    for (const name of ['tools.json', 'secrets.json']) {
      expect(readFileSync(join(p.root, name), 'utf8')).not.toContain('canary');
    }
    await handlers['tools.view'](undefined);
    const shown = async (): Promise<ToolsView> => handlers['tools.view'](undefined);
    await expect
      .poll(async () => (await shown()).sources.at(-1)?.tools.map(({ key }) => key))
      .toEqual(['new-server/forecast']);
    const view = await shown();
    expect(view.secrets).toEqual({ 'new-server': ['Authorization'] });
    expect(view.sources.map(({ id }) => id)).toEqual([
      'attachments',
      'time',
      'calculator',
      'new-server',
    ]);
    expect(view.sources.at(-1)).toMatchObject({ state: { kind: 'ready' }, allowsReadOnly: false });
    expect(view.sources.at(-1)?.tools[0]?.tokens).toBeGreaterThan(5);
    await expect.poll(() => p.events.some(({ name }) => name === 'tools')).toBe(true);
    expect(JSON.stringify([view, p.events])).not.toContain('canary');
    expect(p.reported).toEqual([]);
  });

  it('keeps its secret through an edit, and never gives it to another address', async () => {
    const p = await program();
    const { handlers } = p.tools;
    const stays = [{ name: 'Authorization', isSecret: true, value: null }];
    const { id } = await handlers['tools.saveServer']({
      ...form,
      fields: [{ name: 'Authorization', isSecret: true, value: canary }],
    });
    await handlers['tools.saveServer']({ ...form, id, name: 'Renamed', fields: stays });
    expect(p.store.tools.read().servers).toMatchObject([{ name: 'Renamed' }]);
    const elsewhere = { kind: 'http', url: 'https://evil.example/mcp' } as const;
    await expect(
      handlers['tools.saveServer']({ ...form, id, transport: elsewhere, fields: stays }),
    ).rejects.toThrow('were given for https://tools.example');
    await expect(
      handlers['tools.saveServer']({
        ...form,
        id,
        fields: [{ name: 'Authorization', isSecret: false, value: null }],
      }),
    ).rejects.toThrow('is not shown again');
    expect(p.store.tools.read().servers).toMatchObject([{ transport: form.transport }]);
  });

  it.each([
    ['no address', { kind: 'http', url: 'tools' }, 'not a web address'],
    ['another scheme', { kind: 'http', url: 'file:///etc/passwd' }, 'starts with file://'],
    ['credentials', { kind: 'http', url: 'https://a:b@c.example' }, ''],
  ] as const)('with %s is refused', async (_name, transport, words) => {
    const p = await program();
    await expect(
      p.tools.handlers['tools.saveServer']({ ...form, transport, fields: [] }),
    ).rejects.toThrow(words);
    expect(p.store.tools.read().servers).toEqual([]);
  });

  it('is switched, started again, and forgotten with all that belongs to it', async () => {
    const p = await program();
    const { handlers } = p.tools;
    const { id } = await handlers['tools.saveServer']({
      ...form,
      fields: [{ name: 'Authorization', isSecret: true, value: canary }],
    });
    await handlers['tools.enableServer']({ serverId: id, isEnabled: false });
    expect(p.servers.applied.at(-1)).toMatchObject({ id, isEnabled: false });
    await handlers['tools.restartServer']({ serverId: id });
    expect(p.servers.starts.at(-1)).toBe(`restart ${id}`);
    await handlers['tools.removeServer']({ serverId: id });
    expect(p.store.tools.read().servers).toEqual([]);
    expect(p.store.secrets.status(`${id} tool fields`)).toBeNull();
    await expect(handlers['tools.restartServer']({ serverId: id })).rejects.toThrow(
      'no longer set up',
    );
    await p.tools.close();
    expect(p.servers.hasClosed()).toBe(true);
  });

  it('says in the system prompt how its tools are used, if the person lets it', async () => {
    const p = await program();
    await p.add(serverOf('files', { usesInstructions: true }));
    await p.add(serverOf('other'));
    p.servers.list('files', toolOf('read'));
    const id = await p.converse('files', 'other');
    p.script();
    await p.ask(id);
    const [{ body } = { body: null }] = p.provider.requests;
    expect(JSON.stringify(body)).toContain('Use files well.');
    expect(JSON.stringify(body)).not.toContain('Use other well.');
  });
});

describe('a search engine', () => {
  it('is set up with its key kept encrypted, and can be removed', async () => {
    const p = await program();
    const { handlers } = p.tools;
    await handlers['tools.setSearch']({ engine: 'brave', url: '', key: canary });
    const kept = readdirSync(p.root, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(kept.map(({ name }) => name)).toContain('secrets.json');
    for (const { parentPath, name } of kept) {
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain('canary');
    }
    expect(JSON.stringify(p.events)).not.toContain('canary');
    expect((await handlers['tools.view'](undefined)).search).toEqual({
      engine: 'brave',
      url: '',
      keys: ['brave'],
      allowedHosts: [],
    });
    await handlers['tools.setSearch']({ engine: 'brave', url: '', key: null });
    expect((await handlers['tools.view'](undefined)).search.keys).toEqual(['brave']);
    await handlers['tools.setSearch']({ engine: 'brave', url: '', key: '' });
    expect((await handlers['tools.view'](undefined)).search.keys).toEqual([]);
    await expect(handlers['tools.testSearch'](undefined)).rejects.toThrow('No search engine');
  });
});
