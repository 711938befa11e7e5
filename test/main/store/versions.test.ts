import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { conversationMigrations, migrate } from '../../../src/main/store/migrations.ts';
import { settleDisk } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { fileOf, newRoot, put, quarantined, storeOn } from './support.ts';
import {
  conversation,
  current,
  fixture,
  id,
  keptOld,
  released,
  second,
  withCodes,
} from './versions.ts';

describe('what version 1 wrote', () => {
  test('a conversation opens without a word, and means the same when it is written again', async () => {
    const root = newRoot();
    put(fileOf(root, id), released);
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const read = await conversations.read(id);
    expect(read).toEqual(withCodes(conversation, 'memory'));
    await conversations.write({ ...read, title: 'Renamed' });
    const written = JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8')) as Conversation;
    expect(written).toEqual({ ...withCodes(conversation, 'file'), title: 'Renamed' });
    // Exactly as it was before the update.
    expect(keptOld(root)).toEqual([released]);
    expect(quarantined(root)).toEqual([]);
  });

  test('a damaged conversation is saved as far as it goes, and not only shown', async () => {
    const root = newRoot();
    const damaged = released.replace('"status": "truncated"', '"status": "melted"');
    put(fileOf(root, id), damaged);
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toHaveLength(1);
    await conversations.flush();
    const written = JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8')) as Conversation;
    expect(written.version).toBe(3);
    expect(Object.keys(written.messages)).toHaveLength(5);
    const mended = written.messages['01930d2e-7a00-7000-8000-000000000003'];
    expect(mended?.parts).toEqual(
      conversation.messages['01930d2e-7a00-7000-8000-000000000003']?.parts,
    );
    expect(quarantined(root)).toHaveLength(1);
  });

  test('and was cut off has its calls of tools as well', async () => {
    const root = newRoot();
    put(
      fileOf(root, id),
      released.slice(0, released.indexOf('"01930d2e-7a00-7000-8000-000000000005": {')),
    );
    const { conversations } = await storeOn(root);
    await conversations.load();
    const read = await conversations.read(id);
    const message = read.messages['01930d2e-7a00-7000-8000-000000000003'];
    expect(message?.parts.map(({ kind }) => kind)).toEqual([
      'reasoning',
      'text',
      'tool_call',
      'tool_result',
    ]);
  });

  test('settings, drafts and a journal are read as they were meant', async () => {
    const root = newRoot();
    put(fileOf(root, id), released);
    put(fileOf(root, id, 'journal'), fixture('journal-v1.journal'));
    put(join(root, 'settings.json'), fixture('settings-v1.json'));
    put(join(root, 'drafts', `${id}.json`), fixture('draft-v1.json'));
    const { conversations, settings, drafts } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    expect(settings.read()).toMatchObject(JSON.parse(fixture('settings-v1.json')) as object);
    expect(drafts.all()).toMatchObject([{ conversationId: id, text: 'half a thou' }]);
    const message = (await conversations.read(id)).messages['01930d2e-7a00-7000-8000-000000000007'];
    expect(message).toMatchObject({
      status: 'interrupted',
      model: 'm',
      parts: [{ kind: 'text', text: 'Once upon' }, { kind: 'tool_call' }],
    });
  });

  test('many conversations are brought up to date behind the start, and what is changed meanwhile stays', async () => {
    const root = newRoot();
    const ids = Array.from({ length: 40 }, (_, n) => id.slice(0, -2) + String(n + 50));
    for (const each of ids) put(fileOf(root, each), released.replaceAll(id, each));
    const { conversations } = await storeOn(root);
    const { heads, notices } = await conversations.load();
    expect(heads).toHaveLength(40);
    expect(notices).toEqual([]);
    const versions = () =>
      ids.map(
        (each) =>
          (JSON.parse(fs.readFileSync(fileOf(root, each), 'utf8')) as Conversation)
            .version as number,
      );
    // The start itself waited for none of them.
    expect(versions().filter((version) => version === 1).length).toBeGreaterThan(30);
    const [, changed = '', , deleted = ''] = ids.toReversed();
    await conversations.write({ ...(await conversations.read(changed)), title: 'Renamed' });
    await conversations.remove(deleted);
    await expect
      .poll(
        () => {
          const left = ids.filter((each) => each !== deleted);
          return left.every((each) =>
            fs.readFileSync(fileOf(root, each), 'utf8').startsWith('{"version":3'),
          );
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    await conversations.flush();
    expect(fs.existsSync(fileOf(root, deleted))).toBe(false);
    expect((await conversations.read(changed)).title).toBe('Renamed');
    expect(keptOld(root).length).toBeGreaterThanOrEqual(39);
    const next = await storeOn(root);
    const again = await next.conversations.load();
    expect(
      again.heads.map(({ title }) => title).filter((title) => title === 'Renamed'),
    ).toHaveLength(1);
  });

  test('a file waits for a rest after the one before it', async () => {
    const root = newRoot();
    const ids = Array.from({ length: 5 }, (_, n) => id.slice(0, -2) + String(n + 50));
    for (const each of ids) put(fileOf(root, each), released.replaceAll(id, each));
    const time = manualTime();
    const { conversations } = await storeOn(root, { clock: time, timers: time });
    await conversations.load();
    const upgraded = () =>
      ids.filter((each) => fs.readFileSync(fileOf(root, each), 'utf8').startsWith('{"version":3'));
    const seen: number[] = [];
    for (const _each of ids) {
      await settleDisk();
      await conversations.flush();
      seen.push(upgraded().length);
      await time.pass(20);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('a call without a result will not run any more', () => {
    const call = { kind: 'tool_call', callId: 'c', name: 'n', arguments: '{}' };
    const empty = { kind: 'tool_result', callId: 'd', text: '', extra: 1 };
    const migrated = migrate(
      { version: 1, messages: { m: { parts: [call, { ...call, callId: 'd' }, empty, 7] } } },
      conversationMigrations,
    );
    expect(migrated).toMatchObject({
      kind: 'migrated',
      value: {
        version: 3,
        messages: {
          m: {
            parts: [
              { ...call, state: 'interrupted' },
              { ...call, callId: 'd', state: 'done' },
              { kind: 'tool_result', callId: 'd', content: [], isError: false, extra: 1 },
              7,
            ],
          },
        },
      },
    });
  });

  test('needs a migration for every version before this one', () => {
    const from = Object.keys(conversationMigrations).map(Number);
    expect(from).toEqual(Array.from({ length: from.length }, (_, index) => index + 1));
  });
});

describe('what version 2 wrote', () => {
  test('a conversation opens without a word, and means the same when it is written again', async () => {
    const root = newRoot();
    put(fileOf(root, id), second);
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const read = await conversations.read(id);
    const meant = { ...(JSON.parse(second) as Conversation), version: 3 as const };
    expect(read).toEqual(withCodes(meant, 'memory'));
    await conversations.write({ ...read, title: 'Renamed' });
    const written = JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8')) as Conversation;
    expect(written).toEqual({ ...withCodes(meant, 'file'), title: 'Renamed' });
    expect(keptOld(root)).toEqual([second]);
  });

  test('a journal is read as it was meant: a call that ran was interrupted', async () => {
    const root = newRoot();
    put(fileOf(root, id), second);
    put(fileOf(root, id, 'journal'), fixture('journal-v2.journal'));
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const message = (await conversations.read(id)).messages['01930d2e-7a00-7000-8000-000000000007'];
    expect(message).toMatchObject({
      status: 'interrupted',
      parts: [
        { kind: 'reasoning', text: 'Hm, tea.', durationMs: 40 },
        { kind: 'text', text: 'Let me look.' },
        { kind: 'tool_call', arguments: '{}', state: 'interrupted' },
      ],
    });
  });
});

describe('what version 3 wrote', () => {
  test('a conversation opens without a word, and means the same when it is written again', async () => {
    const root = newRoot();
    put(fileOf(root, id), current);
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const read = await conversations.read(id);
    expect(read).toEqual(withCodes(JSON.parse(current) as Conversation, 'memory'));
    await conversations.write({ ...read, title: 'Renamed' });
    const written = JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8')) as Conversation;
    expect(written).toEqual({
      ...withCodes(JSON.parse(current) as Conversation, 'file'),
      title: 'Renamed',
    });
    expect(keptOld(root)).toEqual([]);
  });

  test('a journal is read as it was meant: what ran or was cut off was interrupted, what waits still waits', async () => {
    const root = newRoot();
    put(fileOf(root, id), current);
    put(fileOf(root, id, 'journal'), fixture('journal-v3.journal'));
    const { conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toEqual([]);
    const message = (await conversations.read(id)).messages['01930d2e-7a00-7000-8000-000000000007'];
    expect(message).toMatchObject({
      status: 'interrupted',
      parts: [
        { kind: 'reasoning', text: 'Hm, tea.', durationMs: 40 },
        { kind: 'text', text: 'Let me look.' },
        { kind: 'tool_call', arguments: '{}', state: 'interrupted' },
        { kind: 'tool_call', callId: 'd', state: 'proposed', tool: { server: 'Weather' } },
        { kind: 'tool_call', callId: 'e', arguments: '{"ci', state: 'interrupted' },
      ],
    });
  });
});

describe('a newer version', () => {
  const newer = current
    .replace('"version": 3', '"version": 4')
    .replace('"kind": "reasoning"', '"kind": "hologram"')
    .replace('"isError": false', '"outcome": 7')
    .replace('"state": "proposed"', '"state": "dreamt"');

  test('is shown as far as it is understood, with its journal, and not a byte is changed', async () => {
    const root = newRoot();
    put(fileOf(root, id), newer);
    put(fileOf(root, id, 'journal'), fixture('journal-v2.journal'));
    const { conversations } = await storeOn(root);
    const { heads } = await conversations.load();
    expect(heads).toMatchObject([{ id, readOnly: 'saved_by_newer' }]);
    const read = await conversations.read(id);
    expect(Object.keys(read.messages)).toHaveLength(5);
    const parts = read.messages['01930d2e-7a00-7000-8000-000000000003']?.parts;
    expect(parts?.map(({ kind }) => kind)).toEqual([
      'text',
      'tool_call',
      'reasoning',
      'text',
      'citation',
    ]);
    await expect(conversations.write(read)).rejects.toThrow('newer');
    await conversations.flush();
    expect(fs.readFileSync(fileOf(root, id), 'utf8')).toBe(newer);
    expect(fs.readFileSync(fileOf(root, id, 'journal'), 'utf8')).toBe(
      fixture('journal-v2.journal'),
    );
    expect(keptOld(root)).toEqual([]);
    expect(quarantined(root)).toEqual([]);
  });
});
