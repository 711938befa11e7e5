import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/shared/model/settings.ts';
import { attackedFiles } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { newRoot, put, quarantined, storeOn, saidNotices, saidStatus } from './support.ts';

const defaults = settingsSchema.parse({});

describe('settings', () => {
  test('are the defaults in an empty folder, and nothing is written for that', async () => {
    const root = newRoot();
    const { settings } = await storeOn(root);
    expect(settings.read()).toEqual(defaults);
    expect(fs.readdirSync(root)).toEqual([]);
  });

  test('are kept, tell their subscribers, and keep keys that this version does not know', async () => {
    const root = newRoot();
    put(join(root, 'settings.json'), '{"version":1,"theme":"light","novelty":{"a":[1]}}');
    const { settings, conversations } = await storeOn(root);
    const heard: string[] = [];
    const stop = settings.subscribe(({ theme }) => heard.push(theme));
    settings.update((before) => ({ ...before, theme: 'dark' }));
    expect(settings.read().theme).toBe('dark');
    stop();
    settings.update((before) => ({ ...before, sidebarWidth: 300 }));
    expect(heard).toEqual(['dark']);
    await conversations.flush();
    const kept = JSON.parse(fs.readFileSync(join(root, 'settings.json'), 'utf8'));
    expect(kept).toEqual({ ...defaults, theme: 'dark', sidebarWidth: 300, novelty: { a: [1] } });
    expect((await storeOn(root)).settings.read()).toEqual(kept);
  });

  test('hold the assistants of 2,000 folders, and of no more', () => {
    const folders = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`Folder ${n}`, 'a1']));
    const holds = (count: number): boolean =>
      settingsSchema.safeParse({ folderAssistants: folders(count) }).success;
    expect([holds(2000), holds(2001)]).toEqual([true, false]);
  });

  test('a bad value gives way to its default, is reported, and its file is set aside at the next save', async () => {
    const root = newRoot();
    const text = JSON.stringify({
      theme: 'purple',
      sidebarWidth: 333,
      systemPrompt: 7,
      providers: [{ id: 'a', kind: 'demo', name: 'Demo', baseUrl: '', extra: 1 }, { id: 'b' }],
    });
    put(join(root, 'settings.json'), text);
    const { settings, conversations } = await storeOn(root);
    expect(settings.read()).toEqual({
      ...defaults,
      sidebarWidth: 333,
      providers: [{ id: 'a', kind: 'demo', name: 'Demo', baseUrl: '', extra: 1 }],
    });
    const { notices } = await conversations.load();
    expect(notices).toHaveLength(1);
    expect(saidNotices(notices)[0]).toMatch(/providers \(1 of 2\), theme, and systemPrompt/);
    settings.update((before) => ({ ...before, sidebarOpen: false }));
    await conversations.flush();
    expect(quarantined(root).map((path) => fs.readFileSync(path, 'utf8'))).toEqual([text]);
    expect((await (await storeOn(root)).conversations.load()).notices).toEqual([]);
  });

  test('a damaged price is lost alone, and reported', async () => {
    const root = newRoot();
    const sound = { prompt: 2, completion: 10, cached: 0.5 };
    const prices = { a: sound, b: { prompt: -1, completion: 1 }, c: { prompt: 'x' } };
    const models = { 'p/a': { name: 'A', newer: 1 }, 'p/b': { vision: 'yes' }, 'p/c': 3 };
    put(join(root, 'settings.json'), JSON.stringify({ version: 1, prices, models }));
    const { settings, conversations } = await storeOn(root);
    expect(settings.read().prices).toEqual({ a: sound });
    expect(settings.read().models).toEqual({ 'p/a': { name: 'A', newer: 1 } });
    const { notices } = await conversations.load();
    expect(saidNotices(notices)[0]).toMatch(/prices \(2 of 3\).*models \(2 of 3\)/);
  });

  test('a shortcut that can be none is lost alone, and reported; one of a newer Parley stays', async () => {
    const root = newRoot();
    const shortcuts = { search: 'CmdOrCtrl+J', about: 'Strg+C', print: 'CmdOrCtrl+C', newer: 'F7' };
    put(join(root, 'settings.json'), JSON.stringify({ version: 1, shortcuts }));
    const { settings, conversations } = await storeOn(root);
    expect(settings.read().shortcuts).toEqual({ search: 'CmdOrCtrl+J', newer: 'F7' });
    const { notices } = await conversations.load();
    expect(saidNotices(notices)[0]).toMatch(/shortcuts \(2 of 4\)/);
  });

  test.each([
    ['no JSON', '{"theme": "da'],
    ['a list', '[1]'],
    ['empty', ''],
    ['null', 'null'],
  ])(
    'a file that is %s gives the defaults and is set aside before it is replaced',
    async (_name, text) => {
      const root = newRoot();
      put(join(root, 'settings.json'), text);
      const { settings, conversations } = await storeOn(root);
      expect(settings.read()).toEqual(defaults);
      expect((await conversations.load()).notices).toHaveLength(1);
      expect(fs.readFileSync(join(root, 'settings.json'), 'utf8')).toBe(text);
      settings.update((before) => ({ ...before, theme: 'dark' }));
      await conversations.flush();
      expect(quarantined(root).map((path) => fs.readFileSync(path, 'utf8'))).toEqual([text]);
      expect((await storeOn(root)).settings.read().theme).toBe('dark');
    },
  );

  test('a folder in the place of the file is set aside', async () => {
    const root = newRoot();
    fs.mkdirSync(join(root, 'settings.json'));
    const { settings, conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toHaveLength(1);
    settings.update((before) => ({ ...before, theme: 'dark' }));
    await conversations.flush();
    expect((await storeOn(root)).settings.read().theme).toBe('dark');
    expect(quarantined(root)).toHaveLength(1);
  });

  test('from a newer Parley are used as far as they are understood, and not overwritten', async () => {
    const root = newRoot();
    const text = '{"version":9,"theme":"dark","sidebarWidth":"wide"}';
    put(join(root, 'settings.json'), text);
    const { settings, conversations } = await storeOn(root);
    expect(settings.read().theme).toBe('dark');
    settings.update((before) => ({ ...before, theme: 'light' }));
    await conversations.flush();
    expect(settings.read().theme).toBe('light');
    expect(saidStatus(conversations.status())).toMatchObject({
      reason: expect.stringContaining('newer'),
    });
    expect(fs.readFileSync(join(root, 'settings.json'), 'utf8')).toBe(text);
  });

  test('that cannot be written hold in memory, are reported as unsaved, and arrive by themselves', async () => {
    const root = newRoot();
    const time = manualTime();
    const disk = { full: true };
    const files = attackedFiles(({ name }) =>
      disk.full && name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { settings, conversations } = await storeOn(root, { files, clock: time, timers: time });
    settings.update((before) => ({ ...before, theme: 'dark' }));
    await conversations.flush();
    expect(saidStatus(conversations.status())).toEqual({
      kind: 'unsaved',
      reason: expect.stringContaining('disk is full'),
      conversationIds: [],
    });
    disk.full = false;
    await time.pass(5000);
    expect(conversations.status()).toEqual({ kind: 'saved' });
    expect((await storeOn(root)).settings.read().theme).toBe('dark');
  });

  test('that could not be read for now are not replaced by defaults', async () => {
    const root = newRoot();
    put(join(root, 'settings.json'), '{"theme":"dark"}');
    const files = attackedFiles(({ name, path }) =>
      name === 'read' && path.endsWith('settings.json')
        ? { kind: 'error', code: 'EIO' }
        : { kind: 'works' },
    );
    const { settings, conversations } = await storeOn(root, { files });
    settings.update((before) => ({ ...before, sidebarOpen: false }));
    await conversations.flush();
    expect(conversations.status().kind).toBe('unsaved');
    expect(fs.readFileSync(join(root, 'settings.json'), 'utf8')).toBe('{"theme":"dark"}');
  });
});
