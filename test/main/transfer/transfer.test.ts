import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/shared/contract/index.ts';
import type { JobResult, JobUpdate } from '../../../src/shared/model/jobs.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { createDroppedFiles } from '../../../src/main/attachments/dropped-files.ts';
import { createJobs } from '../../../src/main/jobs/jobs.ts';
import { createDraggedFiles } from '../../../src/main/transfer/dragged/dragged-files.ts';
import { asClient } from '../as-client.ts';
import { nodeConfined } from '../confined/rig.ts';
import { createTransferHandlers } from '../../../src/main/transfer/transfer.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { newRoot } from '../store/support.ts';
import { fileWith, openProfile, zipWith } from '../search/profile.ts';
import { codePrint } from '../../../src/shared/code-print.ts';
import { conversationOf, said } from './export/rig.ts';

const claude = (uuid: string, name: string) => ({
  uuid,
  name,
  chat_messages: [{ uuid: '1', sender: 'human', text: 'Hi', created_at: '2026-01-01T00:00:00Z' }],
});

/** The handlers over a real profile; the person's dialogs are simulated. */
async function rig() {
  const profile = await openProfile();
  const updates: JobUpdate[] = [];
  const unexpected: unknown[] = [];
  const waiting = new Map<string, (result: JobResult) => void>();
  const jobs = createJobs(
    (_name, update) => {
      updates.push(update);
      if (update.result !== null) waiting.get(update.jobId)?.(update.result);
    },
    (error) => unexpected.push(error),
  );
  const answers: { imports: readonly string[]; target: string | null } = {
    imports: [],
    target: null,
  };
  const suggested: object[] = [];
  const copied: { readonly text: string; readonly html: string | undefined }[] = [];
  const dropped = createDroppedFiles();
  const dragged: string[] = [];
  const draggedFiles = createDraggedFiles(newRoot(), (error) => {
    throw error;
  });
  const handlers = asClient(
    createTransferHandlers({
      conversations: profile.conversations,
      attachments: profile.attachments,
      assistants: profile.assistants,
      files: nodeFileSystem,
      dialogs: {
        chooseUsageTarget: async () => answers.target,
        chooseCodeTarget: async (name) => {
          suggested.push({ name });
          return answers.target;
        },
        chooseImports: async () => answers.imports,
        chooseExport: async (suggestion) => {
          suggested.push(suggestion);
          return answers.target;
        },
      },
      dropped,
      jobs,
      confined: nodeConfined(),
      mathFont: () => Promise.resolve(null),
      importThread: join(
        import.meta.dirname,
        '../../../src/main/transfer/import/understanding-thread.ts',
      ),
      createPdfPrinter: () => ({
        print: (html) => Promise.resolve(Buffer.from(`%PDF-${html}`)),
        close: () => undefined,
      }),
      copy: async (text, html) => void copied.push({ text, html }),
      conversation: (id) => profile.conversations.get(id),
      draggedFiles,
      startDrag: async (_client, path) => void dragged.push(path),
    }),
  );
  const result = (jobId: string | null): Promise<JobResult> => {
    if (jobId === null) throw new Error('nothing was started');
    const ended = updates.find((update) => update.jobId === jobId && update.result !== null);
    if (ended?.result !== null && ended !== undefined) return Promise.resolve(ended.result);
    return new Promise((resolve) => {
      waiting.set(jobId, resolve);
    });
  };
  return {
    profile,
    updates,
    unexpected,
    jobs,
    answers,
    suggested,
    dropped,
    dragged,
    handlers,
    result,
  };
}

describe('import', () => {
  test('of files chosen in the dialog, one report for all; a refused one is an item of it', async () => {
    const { handlers, answers, result, updates, profile } = await rig();
    answers.imports = [
      fileWith('a.json', [claude('a', 'A'), claude('b', 'B')]),
      fileWith('b.json', { nothing: 'here' }),
      await zipWith({ 'conversations.json': [claude('b', 'B'), claude('c', 'C')] }),
    ];
    const { jobId } = await handlers['library.import']({});
    expect(await result(jobId)).toMatchObject({
      kind: 'imported',
      report: { added: 3, alreadyThere: 1, skipped: 1 },
    });
    expect(profile.conversations.heads()).toHaveLength(3);
    const last = updates.at(-1);
    expect(last?.done).toBe(last?.total);
    for (const [index, update] of updates.entries()) {
      expect(update.done).toBeGreaterThanOrEqual(updates[index - 1]?.done ?? 0);
    }
  });

  test('starts nothing when the dialog is closed, and fails with the reason when the file is no export', async () => {
    const { handlers, answers, result } = await rig();
    expect(await handlers['library.import']({})).toEqual({ jobId: null });
    answers.imports = [fileWith('b.json', { nothing: 'here' })];
    const { jobId } = await handlers['library.import']({});
    const ended = await result(jobId);
    expect(ended).toMatchObject({ kind: 'failed', error: { kind: 'invalid' } });
    expect(ended.kind === 'failed' ? sentenceOf(ended.error) : '').toMatch(/^No conversations/);
  });

  test('of dropped files by the names they were given, once; a path is no name', async () => {
    const { handlers, dropped, result } = await rig();
    const path = fileWith('a.json', [claude('a', 'A')]);
    const files = dropped.add([path]);
    expect(commands['library.import'].input.safeParse({ files: [path] }).success).toBe(false);
    expect(commands['library.import'].input.safeParse({ files }).success).toBe(true);
    const { jobId } = await handlers['library.import']({ files: [...files] });
    expect(await result(jobId)).toMatchObject({ kind: 'imported', report: { added: 1 } });
    await expect(handlers['library.import']({ files: [...files] })).rejects.toThrow(
      /Drop them again/,
    );
  });

  test('two at a time run one after another, and a cancelled one that has not begun does nothing', async () => {
    const { handlers, jobs, answers, result } = await rig();
    answers.imports = [fileWith('a.json', [claude('a', 'A')])];
    const first = await handlers['library.import']({});
    const second = await handlers['library.import']({});
    const third = await handlers['library.import']({});
    jobs.cancel(third.jobId ?? '');
    expect(await result(first.jobId)).toMatchObject({ report: { added: 1 } });
    expect(await result(second.jobId)).toMatchObject({ report: { added: 0, alreadyThere: 1 } });
    expect(await result(third.jobId)).toEqual({ kind: 'cancelled', report: null });
    jobs.cancel('long gone');
  });
});

describe('export', () => {
  test('suggests a safe name, writes where the person said, and reads back', async () => {
    const { handlers, answers, result, suggested, profile } = await rig();
    answers.imports = [fileWith('a.json', [claude('a', 'What is: "this"?'), claude('b', 'B')])];
    await result((await handlers['library.import']({})).jobId);
    // Everything is what is kept.
    await profile.conversations.create((empty) => ({ ...empty, temporary: true }));
    answers.target = join(newRoot(), 'out.zip');
    const { jobId } = await handlers['library.export']({
      what: { kind: 'everything' },
      format: 'json',
    });
    expect(await result(jobId)).toMatchObject({
      kind: 'exported',
      report: { path: answers.target, conversations: 2, skipped: [] },
    });
    const into = await openProfile();
    expect((await into.bringIn(answers.target)).report).toMatchObject({ added: 2 });

    const only = into.heads().find(({ title }) => title.startsWith('What'));
    answers.target = null;
    const what = { kind: 'conversations' as const, conversationIds: [only?.id ?? ''] };
    expect(await handlers['library.export']({ what, format: 'markdown' })).toEqual({ jobId: null });
    expect(suggested.at(-1)).toEqual({ name: 'What is this', extension: '.md' });
    expect(suggested[0]).toMatchObject({ extension: '.zip' });
  });

  test('a place that cannot be written fails with the reason', async () => {
    const { handlers, answers, result, unexpected } = await rig();
    await expect(
      handlers['library.export']({ what: { kind: 'everything' }, format: 'json' }),
    ).rejects.toThrow(/no conversations/);
    answers.imports = [fileWith('a.json', [claude('a', 'A')])];
    await result((await handlers['library.import']({})).jobId);
    answers.target = join(newRoot(), 'not', 'there', 'out.json');
    const { jobId } = await handlers['library.export']({
      what: { kind: 'everything' },
      format: 'json',
    });
    expect(await result(jobId)).toMatchObject({ kind: 'failed', error: { kind: 'storage' } });
    expect(unexpected).toEqual([]);
  });
});

test('quitting ends what runs: an export leaves nothing', async () => {
  const { handlers, answers, result, jobs } = await rig();
  const many = Array.from({ length: 60 }, (_, at) => claude(`c${at}`, `C ${at}`));
  answers.imports = [fileWith('a.json', many)];
  await result((await handlers['library.import']({})).jobId);
  const folder = newRoot();
  answers.target = join(folder, 'out.zip');
  const { jobId } = await handlers['library.export']({
    what: { kind: 'everything' },
    format: 'html',
  });
  await jobs.stop();
  expect(await result(jobId)).toEqual({ kind: 'cancelled', report: null });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('code is saved where the person says, and what is dragged is a file by then', async () => {
  const { handlers, profile, answers, suggested, dragged } = await rig();
  const answer = said('assistant', null, [{ kind: 'text', text: 'So:\n\n```py\nprint(1)\n```\n' }]);
  const conversation = conversationOf('Printing', [answer]);
  await profile.conversations.add(conversation);
  const { id: conversationId } = conversation;
  const code = { conversationId, messageId: answer.id, print: codePrint('print(1)\n') };
  await handlers['library.saveCode'](code);
  answers.target = join(newRoot(), 'one.py');
  await handlers['library.saveCode'](code);
  expect(suggested).toEqual([{ name: 'Printing.py' }, { name: 'Printing.py' }]);
  expect(fs.readFileSync(answers.target, 'utf8')).toBe('print(1)\n');
  answers.target = join(newRoot(), 'no', 'folder.py');
  await expect(handlers['library.saveCode'](code)).rejects.toThrow(/could not be saved/u);
  await handlers['library.dragOut']({ kind: 'code', ...code });
  expect(dragged.map((path) => fs.readFileSync(path, 'utf8'))).toEqual(['print(1)\n']);
});
