import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { libraryFormat } from '../../../../src/main/backup/versions/library-mark.ts';
import {
  copyInUse,
  prepareLibrary,
  type LibraryMigrations,
  type PreparedLibrary,
  type PrepareOptions,
} from '../../../../src/main/backup/versions/prepare-library.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import { writeAtomic } from '../../../../src/main/disk/files.ts';
import type { Notice } from '../../../../src/shared/model/news.ts';
import { removeFolder, scratchFolder } from '../../../scratch.ts';
import { filesIn, filledProgram, never } from '../rig.ts';

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach(removeFolder));

/** A folder in memory, because thousands of files are synced here. */
export function newRoot(): string {
  const root = fs.mkdtempSync(join(scratchFolder(), 'parley-versions-'));
  roots.push(root);
  return root;
}

export const day = 24 * 60 * 60 * 1000;
export const began = Date.parse('2026-11-01T12:00:00.000Z');

export function startOf(root: string, change: Partial<PrepareOptions> = {}): PrepareOptions {
  return {
    files: nodeFileSystem,
    root,
    version: '1.0.0',
    format: libraryFormat,
    migrations: {},
    now: () => began,
    ...change,
  };
}

export async function filledRoot(): Promise<string> {
  const root = newRoot();
  await filledProgram(root);
  return root;
}

/** The next form: another file for every conversation, and one that is new. */
export const toNext: LibraryMigrations = {
  [libraryFormat]: async (files, root) => {
    const folder = join(root, 'conversations');
    for (const name of (await files.list(folder)).toSorted()) {
      const text = fs.readFileSync(join(folder, name), 'utf8');
      await writeAtomic(files, join(folder, name), [Buffer.from(`${text.trimEnd()} \n`)]);
    }
    await writeAtomic(files, join(root, 'prompts.json'), [Buffer.from('{"version":1}')]);
  },
};
export const next = { version: '2.0.0', format: libraryFormat + 1, migrations: toNext } as const;

/** What a person would miss: everything but the mark, backups and what is half-written. */
export function library(root: string): Readonly<Record<string, string>> {
  const entries = Object.entries(filesIn(root));
  return Object.fromEntries(
    entries.filter(([name]) => !/^(?:library\.json$|backups\/)|(?:^|\/)\./.test(name)),
  );
}

export function copiesIn(root: string): readonly string[] {
  const folder = join(root, 'backups');
  return fs.existsSync(folder)
    ? fs.readdirSync(folder).filter((name) => name.startsWith('parley-before-update-'))
    : [];
}

/** A start, and the copy that is made while the library is in use, if it is due. */
export async function startFully(
  options: PrepareOptions,
): Promise<PreparedLibrary & { readonly lacking: Notice | null }> {
  const prepared = await prepareLibrary(options);
  return { ...prepared, lacking: prepared.isCopyDue ? await copyInUse(options, never) : null };
}

/** A library that this version has used, and the next one a day later. */
export async function newerRoot(): Promise<{
  readonly root: string;
  readonly before: Readonly<Record<string, string>>;
  readonly newer: Readonly<Record<string, string>>;
}> {
  const root = await filledRoot();
  const before = library(root);
  await startFully(startOf(root));
  await startFully(startOf(root, { ...next, now: () => began + day }));
  return { root, before, newer: library(root) };
}

/** The copy that {@link newerRoot} can go back to. */
export const copyOfNewer = 'parley-before-update-2026-11-02T12-00-00.000Z.zip';
