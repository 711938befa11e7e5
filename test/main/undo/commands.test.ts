import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportedAssistant } from '../../../src/main/assistants/formats/parley.ts';
import { exportedPrompts } from '../../../src/main/prompts/prompt-file.ts';
import type { plans } from '../../../src/main/undo/plans.ts';
import type { CommandName } from '../../../src/shared/contract/index.ts';
import { newRoot } from '../store/support.ts';
import { serverOf } from '../tools/rig.ts';
import { undoProgram, type UndoProgram } from './program.ts';

type Plans = typeof plans;
type UndoableName = {
  readonly [N in CommandName]: Plans[N]['kind'] extends 'undoable' ? N : never;
}[CommandName];

const providerForm = { kind: 'openai_compatible', name: 'Renamed' } as const;
const assistant = { id: 'a1', name: 'Archivist', icon: '', instructions: 'Be long.' } as const;

/** Every command that can be taken back, as the person might give it. None can be left out. */
const cases: { readonly [N in UndoableName]: (t: UndoProgram) => Promise<unknown> } = {
  'api.allowOrigin': ({ run }) => run('api.allowOrigin', { origin: 'https://c.example' }),
  'api.forgetOrigin': ({ run }) => run('api.forgetOrigin', { origin: 'https://a.example' }),
  'assistants.save': ({ run }) =>
    run('assistants.save', { assistant: { ...assistant, starters: [] }, applyTo: 'all' }),
  'assistants.delete': ({ run }) => run('assistants.delete', { assistantId: 'a1' }),
  'assistants.import': ({ run }) => run('assistants.import', {}),
  'chat.changeQueued': ({ run, ids }) =>
    run('chat.changeQueued', { ...of(ids), queuedId: ids.queuedId, text: 'Now', waits: true }),
  'chat.removeQueued': ({ run, ids }) =>
    run('chat.removeQueued', { ...of(ids), queuedId: ids.queuedId }),
  'context.makeRoom': async ({ run, ids }) => {
    await run('context.removeCheckpoint', { ...of(ids), messageId: ids.question });
    return run('context.makeRoom', { ...of(ids), way: 'drop' });
  },
  'context.editSummary': ({ run, ids }) =>
    run('context.editSummary', { ...of(ids), messageId: ids.question, text: 'They met.' }),
  'context.removeCheckpoint': ({ run, ids }) =>
    run('context.removeCheckpoint', { ...of(ids), messageId: ids.question }),
  'conversation.update': ({ run, ids }) =>
    run('conversation.update', {
      conversationIds: [ids.id],
      patch: { title: 'Renamed', folder: 'Work', pinned: true, archived: true, assistantId: null },
    }),
  'conversation.delete': ({ run, ids }) => run('conversation.delete', of(ids)),
  'conversation.pinMessage': ({ run, ids }) =>
    run('conversation.pinMessage', { ...of(ids), messageId: ids.answerId, pinned: false }),
  'conversation.deleteBranch': ({ run, ids }) =>
    run('conversation.deleteBranch', { ...of(ids), messageId: ids.answerId }),
  'conversation.editAnswer': ({ run, ids }) =>
    run('conversation.editAnswer', { ...of(ids), messageId: ids.answerId, text: 'Mine.' }),
  'draft.set': ({ run, ids }) => {
    const draft = { ...of(ids), text: 'Not sent', pasted: ['one'], attachments: [] };
    return run('draft.set', { ...draft, isRemoval: true });
  },
  'prompts.save': ({ run }) =>
    run('prompts.save', { prompt: { id: 'p1', name: 'Note', folder: '', text: 'Write.' } }),
  'prompts.delete': ({ run }) => run('prompts.delete', { promptId: 'p1' }),
  'prompts.import': ({ run }) => run('prompts.import', undefined),
  'models.change': ({ run }) =>
    run('models.change', { providerId: 'p', model: 'm', patch: { name: 'Mine' } }),
  'models.setParameters': ({ run }) =>
    run('models.setParameters', { providerId: 'p', model: 'm', parameters: { temperature: 1 } }),
  'prices.set': ({ run }) => run('prices.set', { model: 'm', price: null }),
  'providers.save': ({ run, provider }) =>
    run('providers.save', { id: 'p', ...providerForm, baseUrl: provider.baseUrl }),
  'providers.delete': ({ run }) => run('providers.delete', { providerId: 'p' }),
  'providers.setKey': ({ run }) => run('providers.setKey', { providerId: 'p', key: 'sk-third' }),
  'providers.deleteKey': ({ run }) => run('providers.deleteKey', { providerId: 'p' }),
  'providers.addKey': ({ run }) => run('providers.addKey', { providerId: 'p', key: 'sk-third' }),
  'providers.preferKey': ({ run }) => run('providers.preferKey', { providerId: 'p', place: '2' }),
  'settings.update': ({ run }) =>
    run('settings.update', {
      systemPrompt: '',
      folderAssistants: {},
      shortcuts: { search: 'CmdOrCtrl+J' },
      theme: 'dark',
    }),
  'tools.saveServer': ({ run }) =>
    run('tools.saveServer', { ...serverOf('here'), isEnabled: false, name: 'There', fields: [] }),
  'tools.removeServer': ({ run }) => run('tools.removeServer', { serverId: 'here' }),
  'tools.revoke': ({ run }) => run('tools.revoke', { id: 'one' }),
  'tools.setSearch': ({ run }) =>
    run('tools.setSearch', { engine: 'tavily', url: '', key: 'tvly-secret-of-mine' }),
  'trash.restore': ({ run, ids }) => run('trash.restore', { keys: [ids.trashedKey] }),
};

function of({ id }: UndoProgram['ids']) {
  return { conversationId: id };
}

/** A program, and files for it to import. */
async function opened(): Promise<UndoProgram> {
  const root = newRoot();
  const [prompts, assistants] = [join(root, 'prompts.json'), join(root, 'assistant.json')];
  const prompt = { id: 'p9', name: 'Imported', folder: '', text: 'Sum it up.' };
  writeFileSync(prompts, exportedPrompts([prompt]));
  const imported = { id: 'a9', name: 'Imported', icon: '', instructions: 'Be quick.' };
  writeFileSync(assistants, exportedAssistant({ ...imported, starters: [] }));
  return undoProgram({ prompts, assistants });
}

describe('each command that can be taken back', () => {
  test('is taken back and made again without a trace', async () => {
    const t = await opened();
    for (const [name, act] of Object.entries(cases)) {
      const before = await t.everything();
      await act(t);
      const after = await t.everything();
      expect(after, `${name} changes something`).not.toEqual(before);
      const { theme } = after.settings;
      const back = { ...before, settings: { ...before.settings, theme } };
      const steps = name === 'context.makeRoom' ? 2 : 1;
      const undo = async (): Promise<void> => {
        for (let n = 0; n < steps; n += 1) await t.run('undo.undo', { key: null });
      };
      await undo();
      expect(await t.everything(), `${name} is taken back`).toEqual(back);
      for (let n = 0; n < steps; n += 1) await t.run('undo.redo', undefined);
      expect(await t.everything(), `${name} is made again`).toEqual(after);
      await undo();
      expect(await t.everything(), `${name} is taken back again`).toEqual(back);
    }
  }, 30_000);
});
