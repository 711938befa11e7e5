import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../../../src/main/disk/file-system.ts';
import { attackedFiles } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { answer, withTitle } from './samples.ts';
import { fileOf, newRoot, storeOn, saidStatus } from './support.ts';
import { asked, storyWith, text, textOf } from './story.ts';

describe('a disk that is full for a while', () => {
  async function fill(code: string) {
    const root = newRoot();
    const time = manualTime();
    const disk = { full: false };
    const files = attackedFiles(({ name }) =>
      disk.full && (name === 'write' || name === 'open')
        ? { kind: 'error', code }
        : { kind: 'works' },
    );
    const store = await storeOn(root, { files, clock: time, timers: time });
    return { root, time, disk, files, conversations: store.conversations };
  }

  test.each([
    ['ENOSPC', 'disk is full'],
    ['EDQUOT', 'disk is full'],
    ['EACCES', 'not allowed'],
    ['EPERM', 'not allowed'],
    ['EROFS', 'read-only'],
    ['EIO', 'disk reported an error'],
    ['EMFILE', 'Too many files'],
    ['EBUSY', 'Another program'],
    ['ESTALE', 'ESTALE'],
  ])(
    '%s: the text stays in memory, the status says so, and it arrives by itself',
    async (code, words) => {
      const { root, time, disk, conversations } = await fill(code);
      const changes: string[] = [];
      conversations.onStatus(({ kind }) => changes.push(kind));
      const state = storyWith(0, 'streaming');
      expect(await conversations.write(state)).toBe(true);
      conversations.writeStreaming(state.id, answer(12, asked.id, 'Once', 'streaming'));
      await time.pass(300);
      disk.full = true;
      conversations.writeStreaming(state.id, answer(12, asked.id, 'Once upon', 'streaming'));
      await time.pass(300);
      expect(await conversations.write(withTitle(storyWith(80, 'complete'), 'Full'))).toBe(false);
      expect(saidStatus(conversations.status())).toEqual({
        kind: 'unsaved',
        reason: expect.stringContaining(words),
        conversationIds: [state.id],
      });
      expect(textOf(await conversations.read(state.id))).toBe(text.slice(0, 80));
      await time.pass(120_000);
      expect(conversations.status().kind).toBe('unsaved');
      expect(JSON.parse(fs.readFileSync(fileOf(root, state.id), 'utf8'))).toEqual(state);
      disk.full = false;
      await time.pass(30_000);
      expect(conversations.status()).toEqual({ kind: 'saved' });
      expect(changes).toEqual(['unsaved', 'saved']);
      const next = await storeOn(root);
      await next.conversations.load();
      expect(await next.conversations.read(state.id)).toEqual(
        withTitle(storyWith(80, 'complete'), 'Full'),
      );
      expect(fs.readdirSync(`${root}/conversations`)).toEqual([`${state.id}.json`]);
    },
  );

  test('retries come after 1, 2, 4 … 30 s, and at once when asked for', async () => {
    const { time, disk, files, conversations } = await fill('ENOSPC');
    disk.full = true;
    const began = time.now();
    const attempts: number[] = [];
    await conversations.write(storyWith(80, 'complete'));
    for (let second = 1; second <= 100; second += 1) {
      const before = files.calls.length;
      await time.pass(1000);
      if (files.calls.length > before) attempts.push((time.now() - began) / 1000);
    }
    expect(attempts).toEqual([1, 3, 7, 15, 31, 61, 91]);
    disk.full = false;
    await conversations.retry();
    expect(conversations.status()).toEqual({ kind: 'saved' });
  });

  test('a disk that takes a part of the bytes and then no more never gets a torso for a file', async () => {
    const root = newRoot();
    const time = manualTime();
    const disk = { left: Number.POSITIVE_INFINITY };
    const files = attackedFiles(({ name }) => {
      if (name !== 'write') return { kind: 'works' };
      disk.left -= 1;
      if (disk.left > 0) return { kind: 'works' };
      return disk.left === 0 ? { kind: 'short' } : { kind: 'error', code: 'ENOSPC' };
    });
    const { conversations } = await storeOn(root, { files, clock: time, timers: time });
    const state = storyWith(80, 'complete');
    await conversations.write(state);
    disk.left = 1;
    expect(await conversations.write(withTitle(state, 'Half'))).toBe(false);
    expect(JSON.parse(fs.readFileSync(fileOf(root, state.id), 'utf8'))).toEqual(state);
    expect(fs.readdirSync(`${root}/conversations`)).toEqual([`${state.id}.json`]);
  });

  test('an error without a code of the system is reported and shown, not swallowed', async () => {
    const root = newRoot();
    const time = manualTime();
    const reported: unknown[] = [];
    const { conversations } = await storeOn(root, {
      clock: time,
      timers: time,
      report: (error) => reported.push(error),
      openJsonFile: () => Promise.reject(new TypeError('a bug')),
    });
    expect(await conversations.write(storyWith(80, 'complete'))).toBe(false);
    expect(saidStatus(conversations.status())).toMatchObject({
      reason: expect.stringContaining('a bug'),
    });
    expect(reported).toHaveLength(1);
    expect(errorCode(reported[0])).toBeNull();
  });
});
