import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDataPlace } from '../../../src/main/backup/data-place.ts';
import { createBackupService, type BackupRooms } from '../../../src/main/backup/service.ts';
import { readMark } from '../../../src/main/backup/versions/library-mark.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { createJobs } from '../../../src/main/jobs/jobs.ts';
import type { JobResult, JobUpdate, StartedJob } from '../../../src/shared/model/jobs.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { answer, idOf } from '../store/samples.ts';
import { newRoot } from '../store/support.ts';
import { filesIn, filledProgram, fullBackups, programOn } from './rig.ts';

/** The service over a real program; the person's choices and the windows are simulated. */
async function serviceOn(root: string, more: Partial<BackupRooms> = {}) {
  const program = fs.existsSync(join(root, 'conversations'))
    ? await programOn(root, more.files)
    : await filledProgram(root);
  const ended = new Map<string, (result: JobResult) => void>();
  const results = new Map<string, JobResult>();
  const errors: unknown[] = [];
  const jobs = createJobs(
    (_name, { jobId, result }: JobUpdate) => {
      if (result === null) return;
      results.set(jobId, result);
      ended.get(jobId)?.(result);
    },
    (error) => errors.push(error),
  );
  let restarts = 0;
  let restored = 0;
  const service = createBackupService({
    ...program.target,
    store: program.store.conversations,
    jobs,
    dialogs: {
      chooseNewBackup: () => Promise.resolve(null),
      chooseBackup: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
    },
    firstFolder: null,
    version: '1.2.3',
    isStreaming: () => false,
    wouldLose: () => false,
    isInProgram: () => false,
    openFolder: () => Promise.resolve(),
    restart: () => {
      restarts += 1;
    },
    onRestored: () => {
      restored += 1;
    },
    notify: () => undefined,
    ...more,
  });
  return {
    ...program,
    ...service,
    errors,
    restarts: () => restarts,
    timesRestored: () => restored,
    end: ({ jobId }: StartedJob): Promise<JobResult> => {
      if (jobId === null) throw new Error('No job was started');
      const result = results.get(jobId);
      if (result !== undefined) return Promise.resolve(result);
      return new Promise((resolve) => ended.set(jobId, resolve));
    },
  };
}

test('a backup into the own folder is listed and can be restored by its name', async () => {
  const { handlers, conversations, end, timesRestored } = await serviceOn(newRoot());
  expect(await handlers['backup.list'](undefined)).toMatchObject({ backups: [] });
  const result = await end(await handlers['backup.create']({ to: 'folder' }));
  expect(result).toMatchObject({ kind: 'backed_up', report: { conversations: 2 } });
  const { backups } = await handlers['backup.list'](undefined);
  expect(backups).toHaveLength(1);
  await conversations.remove(idOf(1));
  const name = backups[0]?.name ?? '';
  const restored = await end(await handlers['backup.restore']({ name, mode: 'merge' }));
  expect(restored).toMatchObject({ kind: 'restored', report: { added: 1, same: 1 } });
  expect(timesRestored()).toBe(1);
  await expect(
    (async () => handlers['backup.restore']({ name: '../../x.zip', mode: 'merge' }))(),
  ).rejects.toMatchObject({ error: { kind: 'invalid' } });
});

test('replacing keeps a backup of what was there, and waits for answers', async () => {
  let streaming = true;
  const { handlers, end } = await serviceOn(newRoot(), { isStreaming: () => streaming });
  await end(await handlers['backup.create']({ to: 'folder' }));
  const [backup] = (await handlers['backup.list'](undefined)).backups;
  const input = { name: backup?.name ?? '', mode: 'replace' as const };
  expect(await end(await handlers['backup.restore'](input))).toMatchObject({
    kind: 'failed',
    error: { kind: 'invalid' },
  });
  streaming = false;
  const result = await end(await handlers['backup.restore'](input));
  expect(result).toMatchObject({ kind: 'restored', report: { same: 2 } });
  const names = (await handlers['backup.list'](undefined)).backups.map(({ name }) => name);
  expect(names.some((name) => name.includes('before-restore'))).toBe(true);
});

test('settings that decide where words go are taken only with the word of the person, and once', async () => {
  const { handlers, store, end } = await serviceOn(newRoot());
  await end(await handlers['backup.create']({ to: 'folder' }));
  const [backup] = (await handlers['backup.list'](undefined)).backups;
  const input = { name: backup?.name ?? '', mode: 'replace' as const };
  const restore = async (): Promise<string> => {
    store.settings.update((before) => ({ ...before, systemPrompt: 'Changed since' }));
    const result = await end(await handlers['backup.restore'](input));
    if (result.kind !== 'restored') throw new Error('It was restored.');
    expect(store.settings.read().systemPrompt).toBe('Changed since');
    return result.report.withheld?.offerId ?? '';
  };
  const declined = await restore();
  await handlers['backup.answerSettings']({ offerId: declined, take: false });
  const answer = (offerId: string): Promise<void> =>
    (async () => handlers['backup.answerSettings']({ offerId, take: true }))();
  await expect(answer(declined)).rejects.toMatchObject({ error: { kind: 'invalid' } });
  expect(store.settings.read().systemPrompt).toBe('Changed since');
  const offerId = await restore();
  await expect(answer(declined)).rejects.toMatchObject({ error: { kind: 'invalid' } });
  await answer(offerId);
  expect(store.settings.read().systemPrompt).toBe('Be kind');
  await expect(answer(offerId)).rejects.toMatchObject({ error: { kind: 'invalid' } });
});

test('while the disk is full, a copy elsewhere holds what is only in memory', async () => {
  const root = newRoot();
  await (await filledProgram(root)).store.conversations.flush();
  const elsewhere = newRoot();
  let full = false;
  const files = attackedFiles(({ name, path }) =>
    full && name === 'write' && path.startsWith(root)
      ? { kind: 'error', code: 'ENOSPC' }
      : { kind: 'works' },
  );
  const path = join(elsewhere, 'copy.zip');
  const { handlers, conversations, store, end } = await serviceOn(root, {
    files,
    dialogs: {
      chooseNewBackup: () => Promise.resolve(path),
      chooseBackup: () => Promise.resolve(path),
      chooseFolder: () => Promise.resolve(null),
    },
  });
  full = true;
  const { written } = await conversations.change(idOf(1), (before) => {
    const message = answer(70, idOf(11), 'nowhere but in memory', 'complete');
    const messages = { ...before.messages, [message.id]: message };
    return { ...before, leafId: message.id, messages };
  });
  expect(await written).toBe(false);
  expect(store.conversations.status().kind).toBe('unsaved');
  expect(await end(await handlers['backup.create']({ to: 'ask' }))).toMatchObject({
    kind: 'backed_up',
  });
  const other = await programOn(newRoot());
  await other.restore(path, 'merge');
  expect(JSON.stringify(await other.conversations.get(idOf(1)))).toContain('nowhere but in memory');
});

test('a backup to a full disk fails with words, and leaves nothing', async () => {
  const root = newRoot();
  await (await filledProgram(root)).store.conversations.flush();
  const files = fullBackups();
  const { handlers, end, errors } = await serviceOn(root, { files });
  const ended = await end(await handlers['backup.create']({ to: 'folder' }));
  expect(ended).toMatchObject({ kind: 'failed', error: { kind: 'storage' } });
  expect(ended?.kind === 'failed' ? sentenceOf(ended.error) : '').toContain('full');
  expect(errors).toEqual([]);
  expect(fs.readdirSync(join(root, 'backups'))).toEqual([]);
});

test('moving makes the new place count, starts again, and takes the last writes along', async () => {
  const first = newRoot();
  const to = join(newRoot(), 'new');
  let loses = true;
  let isInside = true;
  const { handlers, end, restarts, conversations, store, beforeExit, root } = await serviceOn(
    first,
    {
      firstFolder: first,
      wouldLose: () => loses,
      isInProgram: (folder) => folder === to && isInside,
      dialogs: {
        chooseNewBackup: () => Promise.resolve(null),
        chooseBackup: () => Promise.resolve(null),
        chooseFolder: () => Promise.resolve(to),
      },
    },
  );
  // An update would delete it there.
  await expect((async () => handlers['data.move'](undefined))()).rejects.toMatchObject({
    error: { code: 'folder_in_program' },
  });
  isInside = false;
  fs.writeFileSync(join(root, 'library.json'), '{"version":1,"format":3,"parley":"1.2.3"}');
  // A temporary conversation would end.
  expect(await end(await handlers['data.move'](undefined))).toMatchObject({
    kind: 'failed',
    error: { code: 'temporary_would_end' },
  });
  expect(fs.existsSync(to)).toBe(false);
  loses = false;
  expect(await end(await handlers['data.move'](undefined))).toMatchObject({ kind: 'moved' });
  expect(restarts()).toBe(1);
  expect(findDataPlace(first)).toEqual({ kind: 'moved', folder: to });
  await conversations.create();
  await store.conversations.flush();
  await beforeExit();
  const { 'data-folder.json': _pointer, ...old } = filesIn(root);
  expect(filesIn(to)).toEqual(old);
});

test('a folder that was given from outside is not moved from inside', async () => {
  const { handlers } = await serviceOn(newRoot());
  await expect((async () => handlers['data.move'](undefined))()).rejects.toMatchObject({
    message: expect.stringContaining('PARLEY_USER_DATA') as string,
  });
});

/** Timers that run only when they are told to. */
function heldTimers() {
  const waiting = new Map<number, () => void>();
  return {
    after(ms: number, callback: () => void) {
      waiting.set(ms, callback);
      return () => void waiting.delete(ms);
    },
    run: (ms: number) => waiting.get(ms)?.(),
    waiting: () => [...waiting.keys()],
  };
}

test('a new version copies the library once it has started, while it is in use', async () => {
  const root = newRoot();
  const timers = heldTimers();
  const { start } = await serviceOn(root, { timers });
  start(false);
  expect(timers.waiting()).not.toContain(3000);
  const stop = start(true);
  expect(fs.existsSync(join(root, 'library.json'))).toBe(false);
  timers.run(3000);
  await expect.poll(() => fs.existsSync(join(root, 'library.json'))).toBe(true);
  expect(fs.readdirSync(join(root, 'backups'))).toEqual([
    expect.stringMatching(/^parley-before-update-/),
  ]);
  stop();
});

test('a copy that the disk refuses is told, and nothing else is held up', async () => {
  const root = newRoot();
  await (await filledProgram(root)).store.conversations.flush();
  const files = fullBackups();
  const timers = heldTimers();
  const told: unknown[] = [];
  const notify = ({ news }: { readonly news: unknown }): void => void told.push(news);
  const { start } = await serviceOn(root, { files, timers, notify });
  start(true);
  timers.run(3000);
  await expect.poll(() => told).toMatchObject([{ kind: 'no_copy_before_update' }]);
  expect(fs.existsSync(join(root, 'library.json'))).toBe(false);
});

test('deleting everything waits for no question, and no copy unmarks it', async () => {
  const root = newRoot();
  const timers = heldTimers();
  let loses = true;
  const { start, handlers, restarts } = await serviceOn(root, { timers, wouldLose: () => loses });
  start(true);
  const deleteAll = async (): Promise<void> => handlers['data.deleteAll'](undefined);
  await expect(deleteAll()).rejects.toMatchObject({ error: { code: 'temporary_would_end' } });
  expect(fs.existsSync(join(root, 'library.json'))).toBe(false);
  loses = false;
  timers.run(3000);
  await deleteAll();
  expect(restarts()).toBe(1);
  expect(await readMark(nodeFileSystem, root)).toMatchObject({ deleting: true });
});
