import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyDataFolder } from '../../../src/main/backup/move-folder.ts';
import { backupName } from '../../../src/main/backup/backup-folder.ts';
import { createBackup } from '../../../src/main/backup/create-backup.ts';
import { createLibrary } from '../../../src/main/search/library.ts';
import { writeFileAtomic } from '../../../src/main/disk/atomic-file.ts';
import {
  nodeFileSystem,
  privateMode,
  type FileSystem,
} from '../../../src/main/disk/file-system.ts';
import { setDataPlace } from '../../../src/main/backup/data-place.ts';
import { filledProgram, never, programOn, quiet } from '../backup/rig.ts';
import { workerPath } from '../search/support.ts';
import { answer, conversationOf, idOf, question } from '../store/samples.ts';
import { newRoot, put, storeOn } from '../store/support.ts';

// A umask that restricts nothing, so that privacy comes from the program itself.
let umask = 0;
beforeAll(() => {
  umask = process.umask(0);
});
afterAll(() => void process.umask(umask));

const isWindows = process.platform === 'win32';

/** Everything under `root` that other users may open, with its mode. Links have no mode. */
function openToOthers(root: string): readonly string[] {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  return [root, ...paths].flatMap((path) => {
    const { mode } = fs.statSync(path);
    const isOpen = (mode & 0o077) !== 0;
    return isOpen ? [`${relative(root, path)} ${(mode & 0o777).toString(8)}`] : [];
  });
}

function countFiles(root: string): number {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Opens everything to everybody, as a careless copy or an old version might leave it. */
function openUp(root: string): void {
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) fs.chmodSync(path, entry.isDirectory() ? 0o755 : 0o644);
  }
  fs.chmodSync(root, 0o755);
}

/** Uses a data folder in every way that writes, and leaves it while an answer streams. */
async function used(files: FileSystem = nodeFileSystem) {
  const root = join(newRoot(), 'made', 'by', 'parley');
  const program = await filledProgram(root, files);
  const { store, conversations } = program;
  store.settings.update((before) => ({ ...before, systemPrompt: 'Be kind.' }));
  await store.tokens.update(() => [
    { id: 't', name: 'editor', hash: 'a'.repeat(64), createdAt: '2026-11-01T12:00:00.000Z' },
  ]);
  store.drafts.set(null, 'typed');
  await conversations.remove(idOf(1));
  const streaming = conversationOf(7, 'Streams', [
    question(700, null, 'Go on'),
    answer(701, idOf(700), 'So', 'streaming'),
  ]);
  await store.conversations.add(streaming);
  store.conversations.writeStreaming(streaming.id, answer(701, idOf(700), 'So far', 'streaming'));
  await store.conversations.flush();
  const backups = join(root, 'backups');
  await files.makeDirectory(backups);
  await createBackup({
    files,
    root,
    path: join(backups, backupName('automatic', Date.now())),
    unsaved: new Map(),
    version: '1.2.3',
    mode: privateMode.file,
    now: Date.now,
    signal: never,
    onProgress: quiet,
  });
  await setDataPlace(files, root, '/somewhere/else');
  const library = createLibrary({
    root,
    worker: workerPath,
    tell: quiet,
    report: (error) => {
      throw error;
    },
  });
  library.start();
  await library.settled();
  return { ...program, root, library };
}

test.skipIf(isWindows)('a folder in use holds nothing that others may open', async () => {
  // Repairs nothing afterwards, so everything must be private from its creation.
  const mendsNothing: FileSystem = {
    ...nodeFileSystem,
    closeToOthers: (paths) => Promise.resolve(paths.map(() => 'private' as const)),
  };
  const { root, library } = await used(mendsNothing);
  // Includes SQLite's companion files, which exist only while it is open.
  expect(fs.existsSync(join(root, 'library.sqlite-wal'))).toBe(true);
  expect(countFiles(root)).toBeGreaterThan(12);
  expect(openToOthers(root)).toEqual([]);
  await library.close();
  expect(openToOthers(root)).toEqual([]);
});

test.skipIf(isWindows)('a folder that was moved to an open place is closed there', async () => {
  const { root, store, library } = await used();
  await library.close();
  const to = join(newRoot(), 'shelf');
  fs.mkdirSync(to, { mode: 0o777 });
  const copied = await copyDataFolder({
    files: nodeFileSystem,
    from: root,
    to,
    flush: () => store.conversations.flush(),
    signal: never,
    onProgress: quiet,
  });
  await copied.catchUp();
  expect(countFiles(to)).toBeGreaterThan(8);
  expect(openToOthers(to)).toEqual([]);
  const moved = await programOn(to);
  expect(moved.notices.filter(({ id }) => id.startsWith('data-folder'))).toEqual([]);
});

test.skipIf(isWindows)(
  'what a restore brings in is closed, and so is the backup of before',
  async () => {
    const from = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    await from.backUp(path);
    const to = await programOn(join(newRoot(), 'fresh'));
    await to.restore(path, 'replace');
    await to.store.conversations.flush();
    expect(countFiles(to.root)).toBeGreaterThan(2);
    expect(openToOthers(to.root)).toEqual([]);
  },
);

test.skipIf(isWindows)(
  'what lies open is closed: the folders before anything is read, the files when the start is over; and it is told',
  async () => {
    const { root, library } = await used();
    await library.close();
    openUp(root);
    const before = openToOthers(root).length;
    expect(before).toBeGreaterThan(12);
    const store = await storeOn(root, { files: nodeFileSystem });
    const folders = openToOthers(root).filter((line) =>
      fs.statSync(join(root, line.split(' ')[0] ?? '')).isDirectory(),
    );
    expect(folders).toEqual([]);
    const { notices } = await store.conversations.load();
    const told = notices.filter(({ id }) => id === 'data-folder-closed');
    expect(told).toMatchObject([{ tone: 'quiet', news: { kind: 'folder_closed', folder: root } }]);
    // A quit right after the start waits for the files.
    await store.conversations.flush();
    expect(openToOthers(root)).toEqual([]);
    // The next start has nothing to report.
    const again = await (await storeOn(root, { files: nodeFileSystem })).conversations.load();
    expect(again.notices.filter(({ id }) => id.startsWith('data-folder'))).toEqual([]);
  },
);

test.skipIf(isWindows)('a folder that cannot be closed is told at each start', async () => {
  const root = newRoot();
  // A sticky folder such as /tmp is shared by everybody and not ours to restrict.
  fs.chmodSync(root, 0o1777);
  const told = async () => {
    const store = await storeOn(root, { files: nodeFileSystem });
    const { notices } = await store.conversations.load();
    await store.conversations.flush();
    return notices.map(({ id, tone }) => ({ id, tone }));
  };
  expect(await told()).toEqual([{ id: 'data-folder-open', tone: 'problem' }]);
  expect(await told()).toEqual([{ id: 'data-folder-open', tone: 'problem' }]);
  expect(fs.statSync(root).mode & 0o1777).toBe(0o1777);
});

test.skipIf(isWindows)(
  'the home folder is never closed, whoever names it as data folder',
  async () => {
    const home = newRoot();
    const before = process.env['HOME'];
    process.env['HOME'] = home;
    try {
      fs.chmodSync(home, 0o755);
      await storeOn(home, { files: nodeFileSystem });
      expect(fs.statSync(home).mode & 0o777).toBe(0o755);
    } finally {
      process.env['HOME'] = before;
    }
  },
);

test('before anything is read, a start looks at as many places with 400 conversations as with 4', async () => {
  async function looksAtStart(count: number): Promise<number> {
    const root = newRoot();
    for (let n = 1; n <= count; n += 1) {
      const conversation = conversationOf(n, `Talk ${n}`, [question(n * 10, null, 'Hi')]);
      put(join(root, 'conversations', `${conversation.id}.json`), JSON.stringify(conversation));
    }
    let looks = 0;
    const files: FileSystem = {
      ...nodeFileSystem,
      closeToOthers(paths) {
        looks += paths.length;
        return nodeFileSystem.closeToOthers(paths);
      },
    };
    await storeOn(root, { files });
    return looks;
  }
  expect(await looksAtStart(400)).toBe(await looksAtStart(4));
});

test('what a killed write left in the data folder itself is removed, locks of the dead, too', async () => {
  const root = newRoot();
  put(join(root, '.settings.json.999999-1.tmp'), '{');
  put(join(root, '.heads.cache.999999-2.tmp'), 'x');
  put(join(root, 'Preferences'), '{}');
  fs.symlinkSync('elsewhere:1:x', join(root, '.settings.json.lock'));
  const hour = new Date(Date.now() - 3_600_000);
  fs.lutimesSync(join(root, '.settings.json.lock'), hour, hour);
  const store = await storeOn(root, { files: nodeFileSystem });
  await store.conversations.load();
  await store.conversations.flush();
  expect(fs.readdirSync(root)).toEqual(['Preferences']);
});

test.skipIf(isWindows)(
  'an export to a place that the person chose is like any other file there',
  async () => {
    process.umask(0o022);
    try {
      const path = join(fs.mkdtempSync(join(tmpdir(), 'parley-chosen-')), 'export.md');
      async function* text() {
        yield Buffer.from('# Talk\n');
      }
      await writeFileAtomic(nodeFileSystem, path, text(), never);
      expect(fs.statSync(path).mode & 0o777).toBe(0o644);
    } finally {
      process.umask(0);
    }
  },
);
