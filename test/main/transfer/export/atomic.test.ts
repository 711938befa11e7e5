import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Id, Part } from '../../../../src/shared/model/conversation.ts';
import { attackedFiles } from '../../store/attacked-files.ts';
import { newRoot } from '../../store/support.ts';
import { openProfile, type Profile } from '../../search/profile.ts';
import { said, conversationOf, text, take, entriesOf } from './rig.ts';

describe('the file appears whole or not at all', () => {
  async function library(
    count: number,
  ): Promise<{ readonly profile: Profile; readonly ids: readonly Id[] }> {
    const profile = await openProfile();
    const made = Array.from({ length: count }, (_, at) =>
      conversationOf(`C ${at}`, [said('user', null, [text('words '.repeat(500))])]),
    );
    for (const conversation of made) await profile.conversations.add(conversation);
    return { profile, ids: made.map(({ id }) => id) };
  }

  test('progress is told, and a cancel leaves nothing, not even of an older file', async () => {
    const { profile, ids } = await library(30);
    const path = join(newRoot(), 'mine.zip');
    fs.writeFileSync(path, 'the older file');
    const abort = new AbortController();
    const seen: number[] = [];
    const running = take(profile, ids, {
      path,
      signal: abort.signal,
      onProgress(done, total) {
        expect(total).toBe(30);
        seen.push(done);
        if (done === 10) abort.abort();
      },
    });
    await expect(running).rejects.toThrow(/abort/i);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(fs.readdirSync(dirname(path))).toEqual([basename(path)]);
    expect(fs.readFileSync(path, 'utf8')).toBe('the older file');
    await take(profile, ids, { path });
    expect((await entriesOf(path)).size).toBe(30);
  });

  test('a disk that refuses at any call', async () => {
    const { profile, ids } = await library(3);
    const harmless = new Set(['unlink', 'syncDirectory']);
    // How many writes there are depends on how fast the disk is.
    let refusals = 0;
    for (let number = 0, isOver = false; !isOver; number += 1) {
      const path = join(newRoot(), 'out.zip');
      let wasRefused = false;
      const files = attackedFiles((call) => {
        if (call.number !== number || harmless.has(call.name)) return { kind: 'works' };
        wasRefused = true;
        return { kind: 'error', code: 'ENOSPC' };
      });
      const taking = take(profile, ids, { path, files });
      const [{ status }] = await Promise.allSettled([taking]);
      isOver = number > files.calls.length;
      if (wasRefused) {
        refusals += 1;
        await expect(taking).rejects.toThrow(/disk is full/);
        expect(fs.readdirSync(dirname(path))).toEqual([]);
      } else expect(status).toBe('fulfilled');
    }
    expect(refusals).toBeGreaterThan(4);
    // A nearly full disk accepts part of the data without an error.
    const path = join(newRoot(), 'short.zip');
    await take(profile, ids, {
      path,
      files: attackedFiles((call) => ({ kind: call.name === 'write' ? 'short' : 'works' })),
    });
    expect((await entriesOf(path)).size).toBe(3);
  });

  test('a conversation that cannot be read is left out and told', async () => {
    const { profile, ids } = await library(12);
    const [first] = ids;
    fs.rmSync(join(profile.root, 'conversations', `${first ?? ''}.json`));
    const fresh = { ...profile, read: (id: Id) => profile.conversations.get(id) };
    const report = await take(fresh, ids);
    expect(report).toMatchObject({ conversations: 11, skipped: [{ name: 'C 0' }] });
  });

  test('a picture that is gone does not stop the rest', async () => {
    const { profile } = await library(0);
    const image: Part = {
      kind: 'image',
      attachment: 'a'.repeat(64),
      mediaType: 'image/png',
      name: 'gone',
    };
    const conversation = conversationOf('Gone', [said('user', null, [image, text('x')])]);
    await profile.conversations.add(conversation);
    const { path } = await take(profile, [conversation.id], { format: 'markdown' });
    expect(fs.readFileSync(path, 'utf8')).toContain('*gone (not in this file)*');
  });
});
