import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyDataFolder } from '../../../src/main/backup/move-folder.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { letter, summary } from '../../shared/model/prompts/samples.ts';
import { newRoot } from '../store/support.ts';
import { never, programOn, quiet } from './rig.ts';

const assistants = [
  { id: 'a1', name: 'Translator', icon: '', instructions: 'Into French.', starters: [] },
];
const models = { 'p/m': { name: 'Mine', favourite: true as const, vision: false } };

/** A program with assistants, prompts, and a model that the person has described. */
async function filled() {
  const program = await programOn(newRoot());
  const { store } = program;
  await store.assistants.update(() => assistants);
  await store.prompts.update(() => [letter, summary]);
  store.settings.update((before) => ({ ...before, models }));
  return program;
}

type Program = Awaited<ReturnType<typeof programOn>>;

const whoAnswersIn = ({ store }: Program) => ({
  assistants: store.assistants.read(),
  prompts: store.prompts.read(),
  models: store.settings.read().models,
});

test('assistants, prompts and what is known of models are in a backup and come out of it', async () => {
  const program = await filled();
  const path = join(newRoot(), 'backup.zip');
  await program.backUp(path);
  const other = await programOn(newRoot());
  const restored = await other.restore(path, 'replace');
  expect(restored.failed).toBe(0);
  expect(whoAnswersIn(other)).toEqual({ assistants: [], prompts: [letter, summary], models: {} });
  // A stranger's assistant brings instructions, and a model tools, so the person is asked.
  const asked = JSON.stringify(restored.withheld?.changes);
  expect(asked).toContain('Translator');
  expect(asked).toContain('Mine');
});

test('they move with the data folder', async () => {
  const program = await filled();
  const to = join(newRoot(), 'new place');
  const { store } = program;
  const flush = () => store.conversations.flush();
  const files = nodeFileSystem;
  await copyDataFolder({ files, from: program.root, to, flush, signal: never, onProgress: quiet });
  const moved = await programOn(to);
  expect(moved.notices).toEqual([]);
  expect(whoAnswersIn(moved)).toEqual({ assistants, prompts: [letter, summary], models });
});
