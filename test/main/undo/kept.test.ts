import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Draft } from '../../../src/shared/contract/chat.ts';
import { undoProgram } from './program.ts';

const opened = () => undoProgram({ prompts: '', assistants: '' });

test('of a temporary conversation that is gone, nothing is left to take back', async () => {
  const { run, core } = await opened();
  const begin = async (): Promise<string> => {
    await run('conversation.createTemporary', undefined);
    return core.conversations.heads().at(-1)?.id ?? '';
  };
  const id = await begin();
  const draft = { conversationId: id, text: '', attachments: [] };
  await run('draft.set', { ...draft, pasted: ['secret'] });
  await run('draft.set', { ...draft, pasted: [], isRemoval: true });
  await run('conversation.update', { conversationIds: [id], patch: { title: 'Secret' } });
  await run('conversation.delete', { conversationId: id });
  expect(await run('undo.undo', { key: null })).toMatchObject({ what: { conversationId: id } });
  await run('conversation.delete', { conversationId: id });
  // Twenty deleted ones can be restored.
  for (let n = 0; n < 20; n += 1)
    await run('conversation.delete', { conversationId: await begin() });
  for (let n = 0; n < 20; n += 1) {
    expect(await run('undo.undo', { key: null })).not.toMatchObject({
      what: { conversationId: id },
    });
  }
  // All that is left is from before.
  const rest = JSON.stringify(await run('undo.state', undefined));
  expect(rest).toContain('conversations_deleted');
  expect(rest).not.toMatch(new RegExp(`Secret|draft_changed|${id}`, 'u'));
});

test('a deleted key is in no file and in nothing that windows hear, and comes back', async () => {
  const { run, store, told, root } = await opened();
  const key = 'sk-of-the-person-0123';
  await run('providers.setKey', { providerId: 'p', key });
  const { ciphertext = '' } = Object.values(store.secrets.sealed())[0] ?? {};
  const files = (): string =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
      .join('\n');
  expect(files()).toContain(ciphertext);
  await run('providers.deleteKey', { providerId: 'p' });
  expect(files()).not.toContain(ciphertext);
  const state = JSON.stringify([told, await run('undo.state', undefined)]);
  expect(state).toContain('key_deleted');
  expect(state).not.toMatch(/sk-of-the-person|ciphertext/u);
  expect(state).not.toContain(ciphertext);
  await run('undo.undo', { key: null });
  expect(await store.secrets.read('p')).toMatchObject({ key });
});

test('a list that was emptied comes back beside what was typed and added since', async () => {
  const { run, temporary } = await opened();
  const draft = (): Draft | undefined =>
    temporary.drafts.all().find(({ conversationId }) => conversationId === null);
  const set = (text: string, pasted: readonly string[], isRemoval?: true) =>
    run('draft.set', { conversationId: null, text, pasted: [...pasted], isRemoval });
  await set('', ['one']);
  await set('', [], true);
  expect(draft()).toBeUndefined();
  await set('Typed', []);
  await run('undo.undo', { key: null });
  expect(draft()).toMatchObject({ text: 'Typed', pasted: ['one'] });
  await run('undo.redo', undefined);
  expect(draft()).toMatchObject({ text: 'Typed', pasted: [] });
  await set('', []);
  await run('undo.undo', { key: null });
  await run('undo.redo', undefined);
  expect(draft()).toBeUndefined();
});
