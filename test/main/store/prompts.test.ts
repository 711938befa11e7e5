import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RestoreMode } from '../../../src/shared/model/backups.ts';
import type { Prompts } from '../../../src/shared/model/prompts/prompt.ts';
import { letter, summary } from '../../shared/model/prompts/samples.ts';
import { programOn } from '../backup/rig.ts';
import { attackedFiles } from './attacked-files.ts';
import { newRoot, put, quarantined, saidNotices, storeOn } from './support.ts';

const pathIn = (root: string): string => join(root, 'prompts.json');
const inFile = (root: string): unknown => JSON.parse(fs.readFileSync(pathIn(root), 'utf8'));

describe('the prompts', () => {
  test('come back after a restart', async () => {
    const root = newRoot();
    const { prompts } = await storeOn(root);
    expect(prompts.read()).toEqual([]);
    await prompts.update(() => [summary, letter]);
    expect(inFile(root)).toEqual({ version: 1, prompts: [summary, letter] });
    const next = await storeOn(root);
    expect(next.prompts.read()).toEqual([summary, letter]);
    expect((await next.conversations.load()).notices).toEqual([]);
  });

  test('lose a damaged entry and nothing else, say so, and the original is kept', async () => {
    const root = newRoot();
    const kept = { ...letter, mood: 'good' };
    // Values and times only help the person; damaged ones do not cost the prompt.
    const forgetful = { ...summary, values: 7, usedAt: 'yesterday' };
    const entries = [kept, forgetful, { ...summary, id: '../a' }, { ...letter, text: ' ' }, 7];
    put(pathIn(root), JSON.stringify({ version: 1, prompts: entries, later: 1 }));
    const { prompts, conversations } = await storeOn(root);
    expect(saidNotices((await conversations.load()).notices)[0]).toContain(
      'prompts.json: Some prompts are damaged',
    );
    expect(prompts.read()).toMatchObject([kept, summary]);
    await prompts.update(() => [letter]);
    expect(inFile(root)).toEqual({ version: 1, prompts: [letter], later: 1 });
    expect(quarantined(root).length).toBeGreaterThan(0);
  });

  test('of a newer Parley are read and never written', async () => {
    const root = newRoot();
    const text = JSON.stringify({ version: 9, prompts: [letter, { shape: 'new' }] });
    put(pathIn(root), text);
    const { prompts } = await storeOn(root);
    expect(prompts.read()).toEqual([letter]);
    await expect(prompts.update(() => [])).rejects.toThrow('newer');
    expect(fs.readFileSync(pathIn(root), 'utf8')).toBe(text);
  });

  test('are the old or the new ones after a kill at any call', async () => {
    /** The number of calls until the change is done, or dies at this one. */
    async function run(root: string, dieAt: number): Promise<number> {
      const first = await storeOn(root);
      await first.prompts.update(() => [letter]);
      let from = Infinity;
      const files = attackedFiles(({ number }) =>
        number - from === dieAt ? { kind: 'death_half_way' } : { kind: 'works' },
      );
      const { prompts } = await storeOn(root, { files });
      from = files.calls.length;
      // A dead program hears nothing.
      await prompts.update(() => [letter, summary]).catch(() => undefined);
      return files.calls.length - from;
    }
    const calls = await run(newRoot(), Infinity);
    const found = new Set<number>();
    for (let dieAt = 1; dieAt <= calls; dieAt += 1) {
      const root = newRoot();
      await run(root, dieAt);
      const { prompts } = await storeOn(root);
      const after = prompts.read();
      found.add(after.length);
      expect(after).toEqual([letter, summary].slice(0, after.length));
    }
    expect(found).toEqual(new Set([1, 2]));
  });
});

describe('a backup with prompts in it', () => {
  const changed = { ...letter, text: 'Another text.' };

  async function restored(mode: RestoreMode, mine: Prompts, theirs: Prompts): Promise<Prompts> {
    const other = await programOn(newRoot());
    await other.store.prompts.update(() => theirs);
    const path = join(other.root, 'backup.zip');
    await other.backUp(path);
    const here = await programOn(newRoot());
    await here.store.prompts.update(() => mine);
    expect((await here.restore(path, mode)).failed).toBe(0);
    return here.store.prompts.read();
  }

  test('adds those that are not here', async () => {
    expect(await restored('merge', [letter], [changed, summary])).toEqual([letter, summary]);
  });

  test('brings them back as they were, if everything is replaced', async () => {
    expect(await restored('replace', [letter], [changed, summary])).toEqual([changed, summary]);
  });
});
