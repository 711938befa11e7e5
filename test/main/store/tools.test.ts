import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KeptPermission } from '../../../src/main/tools/kept.ts';
import type { MonthlyUsage } from '../../../src/shared/model/library.ts';
import type { ToolServer } from '../../../src/shared/model/tools.ts';
import { attackedFiles } from './attacked-files.ts';
import { newRoot, put, quarantined, saidNotices, storeOn } from './support.ts';
import { programOn } from '../backup/rig.ts';

const server: ToolServer = {
  id: 's1',
  name: 'Files',
  isEnabled: true,
  transport: { kind: 'stdio', command: 'npx', arguments: ['-y', 'files'], folder: '' },
  fields: [{ name: 'TOKEN', value: null }],
  idleTimeoutSeconds: 60,
  totalTimeoutSeconds: 600,
  usesInstructions: true,
  allowsSampling: true,
  folders: [],
};
const permission: KeptPermission = {
  id: 'p1',
  source: 's1',
  sourceName: 'Files',
  identity: 'x',
  kind: 'always',
  tools: [{ name: 'read', title: 'Read', hash: 'a'.repeat(64), definition: '{}' }],
  since: '2026-11-01T12:00:00.000Z',
};
const allowed = { host: '192.168.1.4', since: '2026-11-01T12:00:00.000Z' };

const usage: MonthlyUsage = {
  month: '2026-11',
  model: 'small',
  answers: 2,
  promptTokens: 30,
  completionTokens: 12,
  cachedTokens: 0,
};

const inFile = (root: string): Record<string, unknown> =>
  JSON.parse(fs.readFileSync(join(root, 'tools.json'), 'utf8')) as Record<string, unknown>;

describe('what is kept of tools', () => {
  test('comes back after a restart, and its listeners hear of it', async () => {
    const root = newRoot();
    const { tools } = await storeOn(root);
    expect(tools.read()).toEqual({
      servers: [],
      permissions: [],
      search: { engine: null, url: '' },
      allowedHosts: [],
      modelUsage: [],
    });
    let heard = 0;
    const stop = tools.subscribe(() => (heard += 1));
    const kept = {
      servers: [server],
      permissions: [permission],
      search: { engine: 'searxng', url: 'https://search.example' } as const,
      allowedHosts: [allowed],
      modelUsage: [usage],
    };
    await tools.update(() => kept);
    stop();
    await tools.update((before) => ({ ...before, allowedHosts: [] }));
    expect(heard).toBe(1);
    expect(fs.statSync(join(root, 'tools.json')).mode & 0o777).toBe(0o600);
    const next = await storeOn(root);
    expect(next.tools.read()).toEqual({ ...kept, allowedHosts: [] });
    expect((await next.conversations.load()).notices).toEqual([]);
  });

  test('loses a damaged entry and nothing else, says so, and keeps the original', async () => {
    const root = newRoot();
    const servers = [
      { ...server, mood: 'good', transport: { ...server.transport, niceness: 3 } },
      { ...server, id: 's2', name: 7 },
      { ...server, id: 'web' },
      { ...server, id: 'a/b' },
    ];
    const text = JSON.stringify({
      version: 1,
      servers,
      permissions: [permission, { ...permission, kind: 'anything' }],
      search: { engine: 'altavista', url: '' },
      allowedHosts: [allowed, 'localhost'],
      modelUsage: [usage, { ...usage, answers: -1 }, { ...usage, month: 'May' }],
      later: { one: 1 },
    });
    put(join(root, 'tools.json'), text);
    const { tools, conversations } = await storeOn(root);
    expect(saidNotices((await conversations.load()).notices)[0]).toContain(
      'tools.json: Some tool servers or permissions are damaged',
    );
    expect(tools.read()).toMatchObject({
      servers: [servers[0]],
      permissions: [permission],
      search: { engine: null },
      allowedHosts: [allowed],
    });
    await tools.update((before) => ({ ...before, allowedHosts: [] }));
    expect(inFile(root)).toEqual({
      version: 1,
      servers: [servers[0]],
      permissions: [permission],
      search: { engine: null, url: '' },
      allowedHosts: [],
      modelUsage: [usage],
      later: { one: 1 },
    });
    expect(quarantined(root).length).toBeGreaterThan(0);
  });

  test('of a newer Parley is read and never written', async () => {
    const root = newRoot();
    const text = JSON.stringify({ version: 9, servers: [server] });
    put(join(root, 'tools.json'), text);
    const { tools } = await storeOn(root);
    expect(tools.read().servers).toEqual([server]);
    await expect(tools.update((before) => ({ ...before, servers: [] }))).rejects.toThrow('newer');
    expect(tools.read().servers).toEqual([server]);
    expect(fs.readFileSync(join(root, 'tools.json'), 'utf8')).toBe(text);
  });

  test('stays as it was when the disk refuses the change', async () => {
    const root = newRoot();
    let isFull = false;
    const files = attackedFiles(() =>
      isFull ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { tools } = await storeOn(root, { files });
    await tools.update((before) => ({ ...before, servers: [server] }));
    isFull = true;
    await expect(tools.update((before) => ({ ...before, servers: [] }))).rejects.toThrow(
      'The change was not saved',
    );
    expect(tools.read().servers).toEqual([server]);
  });
});

describe('two programs on one folder', () => {
  test('each takes in what the other has written, and nothing that is unknown to it gets lost', async () => {
    const root = newRoot();
    const [one, other] = [await storeOn(root), await storeOn(root)];
    let heard = 0;
    other.tools.subscribe(() => (heard += 1));
    await one.tools.update((before) => ({ ...before, permissions: [permission] }));
    expect(other.tools.read().permissions).toEqual([]);
    await Promise.all([other.tools.catchUp(), other.tools.catchUp()]);
    expect(other.tools.read().permissions).toEqual([permission]);
    await other.tools.catchUp();
    expect(heard).toBe(1);
    put(join(root, 'tools.json'), JSON.stringify({ ...inFile(root), later: { a: 1 } }));
    await other.tools.catchUp();
    await other.tools.update((before) => ({ ...before, permissions: [], servers: [server] }));
    await one.tools.update((before) => ({ ...before, allowedHosts: [allowed] }));
    await one.tools.catchUp();
    expect(inFile(root)).toEqual({
      version: 1,
      later: { a: 1 },
      servers: [server],
      permissions: [],
      search: { engine: null, url: '' },
      allowedHosts: [allowed],
      modelUsage: [],
    });
    expect(one.tools.read()).toMatchObject({ servers: [server], permissions: [] });
  });

  test('a file that the other has broken, or that a newer one has written, changes nothing', async () => {
    const root = newRoot();
    const { tools } = await storeOn(root);
    await tools.update((before) => ({ ...before, permissions: [permission] }));
    put(join(root, 'tools.json'), '{ broken');
    await tools.catchUp();
    expect(tools.read().permissions).toEqual([permission]);
    put(join(root, 'tools.json'), JSON.stringify({ version: 2, permissions: [] }));
    await tools.catchUp();
    expect(tools.read().permissions).toEqual([]);
    await expect(tools.update((before) => before)).rejects.toThrow('newer');
  });
});

describe('a backup with tools in it', () => {
  test('brings in servers that are not here, switched off, and allows nothing', async () => {
    const stranger = await programOn(newRoot());
    const theirs = { ...server, id: 's2', name: 'Theirs' };
    const changed = {
      ...server,
      transport: { kind: 'http' as const, url: 'https://evil.example/mcp' },
    };
    await stranger.store.tools.update(() => ({
      servers: [changed, theirs],
      permissions: [{ ...permission, source: 's2' }],
      search: { engine: 'searxng', url: 'https://evil.example' },
      allowedHosts: [allowed],
      modelUsage: [usage],
    }));
    const path = join(stranger.root, 'backup.zip');
    await stranger.backUp(path);
    for (const mode of ['merge', 'replace'] as const) {
      const mine = await programOn(newRoot());
      await mine.store.tools.update((before) => ({ ...before, servers: [server] }));
      expect((await mine.restore(path, mode)).failed).toBe(0);
      expect(mine.store.tools.read()).toEqual({
        servers: [server, { ...theirs, isEnabled: false, allowsSampling: false, folders: [] }],
        permissions: [],
        search: { engine: null, url: '' },
        allowedHosts: [],
        modelUsage: [],
      });
    }
  });
});
