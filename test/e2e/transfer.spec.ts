import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { JobResult } from '../../src/shared/model/jobs.ts';
import { sentenceOf } from '../../src/shared/words/error-words.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { controls } from './parley.ts';

/** Sets the person's answers to the system's dialogs. */
async function answerDialogs(parley: Parley, imports: string[], target: string): Promise<void> {
  await parley.app.evaluate(
    ({ dialog }, given) => {
      Object.assign(dialog, {
        showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: given.imports }),
        showSaveDialog: () => Promise.resolve({ canceled: false, filePath: given.target }),
      });
    },
    { imports, target },
  );
}

/** Starts a job from the page and waits for its end. */
function run(
  parley: Parley,
  name: 'library.import' | 'library.export',
  input: object,
): Promise<JobResult> {
  return parley.page.evaluate(
    async ({ name, input }) => {
      const results = new Map<string, unknown>();
      window.parley.on('job', ({ jobId, result }) => {
        if (result !== null) results.set(jobId, result);
      });
      const answer = await window.parley.command(name, input);
      if (!answer.ok) throw new Error(sentenceOf(answer.error));
      const { jobId } = answer.value;
      if (jobId === null) throw new Error('nothing was started');
      while (!results.has(jobId)) await new Promise((resolve) => setTimeout(resolve, 10));
      return results.get(jobId) as never;
    },
    { name, input },
  );
}

test('conversations come in, are listed, and go out again, without any network', async () => {
  const parley = await launchParley();
  const folder = join(parley.userData, 'transfer');
  mkdirSync(folder);
  const source = join(folder, 'conversations.json');
  const target = join(folder, 'taken-out.md');
  const chat_messages = [{ uuid: '1', sender: 'human', text: 'Where does the ferry leave?' }];
  writeFileSync(source, JSON.stringify([{ uuid: 'e2e', name: 'The ferry', chat_messages }]));
  // A project of Claude comes beside its conversations, and becomes an assistant.
  const projects = join(folder, 'projects.json');
  const docs = [{ uuid: 'd', filename: 'times.md', content: '# Times' }];
  const project = { uuid: 'p', name: 'Ferry guide', prompt_template: 'Know all ferries.', docs };
  writeFileSync(projects, JSON.stringify([{ ...project, description: '' }]));
  await answerDialogs(parley, [source, projects], target);
  expect(await run(parley, 'library.import', {})).toMatchObject({
    kind: 'imported',
    report: { added: 1, assistants: 1 },
  });
  await expect(parley.page.getByRole('navigation', { name: names.conversations })).toContainText(
    'The ferry',
  );
  const { settings, settingsButton } = controls(parley.page);
  await settingsButton.press('Enter');
  await settings.getByRole('tab', { name: names.assistants }).press('Enter');
  await settings.getByRole('button', { name: 'Edit Ferry guide' }).press('Enter');
  await expect(settings.getByLabel('Instructions')).toHaveValue('Know all ferries.');
  await expect(settings).toContainText('times.md');
  const what = { kind: 'everything' };
  expect(await run(parley, 'library.export', { what, format: 'markdown' })).toMatchObject({
    kind: 'exported',
    report: { conversations: 1 },
  });
  expect(readFileSync(target, 'utf8')).toContain('Where does the ferry leave?');
  expect(parley.requestsToElsewhere()).toEqual([]);
  await parley.close();
});

test('the page cannot name a file that nobody dropped', async () => {
  const parley = await launchParley();
  const outcome = await parley.page.evaluate(async () => {
    const made = await window.parley.drop([new File(['[]'], 'made-up.json'), {}]);
    const importOf = (files: string[]) => window.parley.command('library.import', { files });
    return {
      made,
      path: await importOf(['/etc/passwd']),
      guess: await importOf(['00000000-0000-4000-8000-000000000000']),
    };
  });
  expect(outcome.made).toEqual([]);
  expect(outcome.path).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  expect(outcome.guess).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  await parley.close();
});
