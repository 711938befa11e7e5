import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { createPromptService } from '../../../src/main/prompts/service.ts';
import { longestText, maxPrompts } from '../../../src/shared/model/prompts/prompt.ts';
import { letter, summary } from '../../shared/model/prompts/samples.ts';
import { newRoot, storeOn } from '../store/support.ts';

const now = Date.parse('2026-11-29T12:00:00Z');

const temporaryId = '0198b1f4-0000-7000-8000-0000000000aa';

async function rig(clipboard = '') {
  const { prompts } = await storeOn(newRoot());
  let made = 0;
  const told: unknown[] = [];
  let reads = 0;
  const path = { chosen: null as string | null };
  const { handlers } = createPromptService({
    file: prompts,
    newId: () => `new-${String((made += 1))}`,
    now: () => now,
    readClipboard: () => {
      reads += 1;
      return Promise.resolve(clipboard);
    },
    files: nodeFileSystem,
    dialogs: {
      choosePrompts: () => Promise.resolve(path.chosen),
      chooseTarget: () => Promise.resolve(path.chosen),
    },
    isTemporary: (id) => id === temporaryId,
    tell: (name, payload) => void told.push([name, payload]),
  });
  return { prompts, handlers, told, path, reads: () => reads };
}

const form = { name: 'Poem', folder: 'Fun', text: 'Write a poem.' };

describe('a prompt', () => {
  test('is saved, told to windows and changed in its place; its values stay', async () => {
    const { prompts, handlers, told } = await rig();
    await prompts.update(() => [letter]);
    expect(await handlers['prompts.save']({ prompt: form })).toEqual({ id: 'new-1', ...form });
    expect(told.at(-1)).toEqual(['prompts', [letter, { id: 'new-1', ...form }]]);
    const saved = await handlers['prompts.save']({ prompt: { ...form, id: letter.id } });
    expect(saved).toEqual({ ...letter, ...form });
    expect(handlers['prompts.list'](undefined)).toEqual([saved, { id: 'new-1', ...form }]);
    await expect(handlers['prompts.save']({ prompt: { ...form, id: 'gone' } })).rejects.toThrow(
      'no longer exists',
    );
  });

  test('is deleted', async () => {
    const { prompts, handlers } = await rig();
    await prompts.update(() => [letter, summary]);
    await handlers['prompts.delete']({ promptId: letter.id });
    expect(prompts.read()).toEqual([summary]);
  });

  test('remembers when it was used and with which values', async () => {
    const { prompts, handlers } = await rig();
    await prompts.update(() => [letter, summary]);
    await handlers['prompts.used']({
      promptId: letter.id,
      values: { topic: 'rain' },
      conversationId: null,
    });
    const usedAt = new Date(now).toISOString();
    expect(prompts.read()).toEqual([{ ...letter, values: { topic: 'rain' }, usedAt }, summary]);
    const secret = { promptId: summary.id, values: { topic: 'secret' } };
    await handlers['prompts.used']({ ...secret, conversationId: temporaryId });
    expect(prompts.read()[1]).toEqual(summary);
  });

  test('gets the clipboard only if it has a variable for it', async () => {
    const { prompts, handlers, reads } = await rig('copied');
    await prompts.update(() => [letter, { ...summary, text: 'Summarize {{text: clipboard}}' }]);
    await expect(handlers['prompts.clipboard']({ promptId: letter.id })).rejects.toThrow(
      'does not use the clipboard',
    );
    await expect(handlers['prompts.clipboard']({ promptId: 'gone' })).rejects.toThrow('no longer');
    expect(reads()).toBe(0);
    expect(await handlers['prompts.clipboard']({ promptId: summary.id })).toBe('copied');
    const long = await rig('a'.repeat(1_000_001));
    await long.prompts.update(() => [{ ...summary, text: '{{clipboard}}' }]);
    await expect(long.handlers['prompts.clipboard']({ promptId: summary.id })).rejects.toThrow(
      '1,000,000',
    );
  });

  test('is one of a limited number, and all together are not too long', async () => {
    const { prompts, handlers } = await rig();
    const many = (count: number, text: string) =>
      Array.from({ length: count }, (_each, at) => ({ ...summary, id: `m${String(at)}`, text }));
    await prompts.update(() => many(maxPrompts, 'a'));
    await expect(handlers['prompts.save']({ prompt: form })).rejects.toThrow('at most 2,000');
    await prompts.update(() => many(100, 'a'.repeat(longestText)));
    await expect(handlers['prompts.save']({ prompt: form })).rejects.toThrow('10,000,000');
  });
});

describe('a file of prompts', () => {
  test('is written without what was filled in, and read without what is here', async () => {
    const { prompts, handlers, path } = await rig();
    expect(await handlers['prompts.export'](undefined)).toBe(false);
    expect(await handlers['prompts.import'](undefined)).toBeNull();
    path.chosen = join(newRoot(), 'prompts.json');
    await prompts.update(() => [letter, summary]);
    expect(await handlers['prompts.export'](undefined)).toBe(true);
    expect(readFileSync(path.chosen, 'utf8')).not.toMatch(/garden|p1|usedAt/u);
    await prompts.update(() => [summary]);
    expect(await handlers['prompts.import'](undefined)).toEqual({ added: 1, known: 1, skipped: 0 });
    const { name, folder, text } = letter;
    expect(prompts.read()).toEqual([summary, { id: 'new-1', name, folder, text }]);
  });

  test('of a stranger is taken entry by entry, or refused with the reason', async () => {
    const { prompts, handlers, path } = await rig();
    path.chosen = join(newRoot(), 'prompts.json');
    const put = (value: unknown): void =>
      writeFileSync(path.chosen ?? '', typeof value === 'string' ? value : JSON.stringify(value));
    const file = { format: 'parley-prompts', version: 1 };
    const good = { id: 'evil', name: ' A ', folder: 7, text: 'b', values: { c: 'd' }, more: 1 };
    put({ ...file, prompts: [good, good, { name: '', text: 'c' }, 7, { name: 'D', text: ' ' }] });
    expect(await handlers['prompts.import'](undefined)).toEqual({ added: 1, known: 1, skipped: 3 });
    expect(prompts.read()).toEqual([{ id: 'new-1', name: 'A', folder: '', text: 'b' }]);
    const refused = async (value: unknown): Promise<void> => {
      put(value);
      await handlers['prompts.import'](undefined);
    };
    await expect(refused('{')).rejects.toThrow('not a file of prompts');
    await expect(refused({ prompts: [good] })).rejects.toThrow('not a file of prompts');
    await expect(refused({ ...file, prompts: [7] })).rejects.toThrow('not a file of prompts');
    await expect(refused({ ...file, version: 2, prompts: [good] })).rejects.toThrow('newer');
    const many = Array.from({ length: maxPrompts }, (_each, at) => ({
      ...good,
      name: String(at),
    }));
    await expect(refused({ ...file, prompts: many })).rejects.toThrow('at most 2,000');
    path.chosen = join(newRoot(), 'gone.json');
    await expect(
      Promise.resolve().then(() => handlers['prompts.import'](undefined)),
    ).rejects.toThrow('no longer there');
  });
});
