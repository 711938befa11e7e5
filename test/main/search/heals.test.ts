import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLibrary, type Library } from '../../../src/main/search/library.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import type { LibraryState } from '../../../src/shared/model/library.ts';
import { conversationOf, idOf, question } from '../store/samples.ts';
import { workerPath } from './support.ts';
import { searchTroubleWords } from '../../../src/shared/words/search-words.ts';
import { removeFolder } from '../../scratch.ts';

const patience = 120_000;

/** A data folder that does not exist yet, and the library that a test opens on it. */
interface Rig {
  readonly base: string;
  readonly root: string;
  readonly states: readonly LibraryState[];
  readonly reported: readonly unknown[];
  readonly open: (options?: { readonly mayMakeRoot?: boolean }) => Library;
  /** Resolves when the library's state passes. */
  readonly until: (passes: (state: LibraryState | undefined) => boolean) => Promise<void>;
  readonly hitsOf: (query: string) => Promise<number>;
}

/** Each test has its own, because they run at the same time: most of each is waiting. */
function newRig(onTestFinished: (clean: () => Promise<void>) => void): Rig {
  const base = mkdtempSync(join(tmpdir(), 'parley-heals-'));
  const root = join(base, 'deep', 'data');
  const states: LibraryState[] = [];
  const reported: unknown[] = [];
  let library: Library | null = null;
  onTestFinished(async () => {
    await library?.close();
    spawnSync('umount', [root], { stdio: 'ignore' });
    removeFolder(base);
  });
  return {
    base,
    root,
    states,
    reported,
    open(options = {}) {
      library = createLibrary({
        root,
        worker: workerPath,
        tell: (state) => states.push(state),
        report: (error) => reported.push(error),
        ...options,
      });
      library.start();
      return library;
    },
    async until(passes) {
      while (!passes(states.at(-1))) await wait(20);
    },
    async hitsOf(query) {
      const answer = await library?.search(query, 10);
      return answer?.kind === 'found' ? answer.total : -1;
    },
  };
}

const isReady = (state: LibraryState | undefined): boolean => state?.kind === 'ready';
const isUnavailable = (state: LibraryState | undefined): boolean => state?.kind === 'unavailable';

function messageOf(state: LibraryState | undefined): string {
  return state?.kind === 'unavailable' ? searchTroubleWords(state.trouble) : '';
}

function talk(n: number, text: string) {
  return conversationOf(n, `Talk ${n}`, [question(n * 100, null, text)]);
}

/** A disk that can be made read-only; null without permission to mount one. */
function smallDisk(
  root: string,
): { readonly lock: () => void; readonly unlock: () => void } | null {
  mkdirSync(root, { recursive: true });
  const mount = (...options: string[]): boolean =>
    spawnSync('mount', [...options, root], { stdio: 'ignore' }).status === 0;
  if (!mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs')) return null;
  const remount = (how: string): void => {
    if (!mount('-o', `remount,${how}`)) throw new Error(`The disk cannot be made ${how}`);
  };
  return { lock: () => remount('ro'), unlock: () => remount('rw') };
}

it.concurrent(
  'the first start of all: nothing is there, not even the folder, and nothing is reported',
  async ({ onTestFinished }) => {
    const { root, reported, open, hitsOf } = newRig(onTestFinished);
    const opened = open();
    await opened.settled();
    expect(opened.state()).toEqual({ kind: 'ready' });
    expect(reported).toEqual([]);
    expect(statSync(root).mode & 0o777).toBe(0o700);
    const one = talk(1, 'a quokka smiled');
    opened.changed(headOf(one), Object.values(one.messages));
    expect(await hitsOf('quokka')).toBe(1);
    for (const suffix of ['', '-wal', '-shm']) {
      expect(statSync(join(root, `library.sqlite${suffix}`)).mode & 0o777).toBe(0o600);
    }
  },
  patience,
);

it.concurrent(
  'a file in the place of the folder for five seconds: search works within ten, with what was told meanwhile',
  async ({ onTestFinished }) => {
    const { base, root, states, reported, open, until, hitsOf } = newRig(onTestFinished);
    mkdirSync(join(base, 'deep'));
    writeFileSync(root, 'in the way');
    const opened = open();
    await until(isUnavailable);
    expect(messageOf(states.at(-1))).toContain(`a file where the data folder should be: ${root}`);
    const one = talk(1, 'a quokka smiled');
    opened.changed(headOf(one), Object.values(one.messages));
    const two = talk(2, 'a numbat yawned');
    opened.changed(headOf(two), Object.values(two.messages));
    opened.removed(two.id);
    await wait(5000);
    expect(await hitsOf('quokka')).toBe(0);
    unlinkSync(root);
    const freed = performance.now();
    await until(isReady);
    console.log(`ready ${Math.round(performance.now() - freed)} ms after the way was free`);
    expect(await hitsOf('quokka')).toBe(1);
    expect(await hitsOf('numbat')).toBe(0);
    // Reported once, in a sentence and without a stack, however often it was tried.
    expect(reported).toEqual([expect.stringContaining('Messages cannot be searched now')]);
  },
  patience,
);

it.concurrent(
  'a folder on a disk that is away is not made in its place',
  async ({ onTestFinished }) => {
    const { root, states, open, until } = newRig(onTestFinished);
    open({ mayMakeRoot: false });
    await until(isUnavailable);
    expect(messageOf(states.at(-1))).toContain(`the data folder is missing: ${root}`);
    await wait(1500);
    expect(existsSync(root)).toBe(false);
    mkdirSync(root, { recursive: true });
    await until(isReady);
  },
  patience,
);

it.concurrent(
  'a disk that is read-only at the start and then in mid-use: the reason is named, and it heals',
  async ({ skip, onTestFinished }) => {
    const { root, states, open, until, hitsOf } = newRig(onTestFinished);
    const disk = smallDisk(root);
    if (disk === null) {
      skip('A disk cannot be mounted here');
      return;
    }
    const folder = join(root, 'conversations');
    mkdirSync(folder);
    const one = talk(1, 'a quokka smiled');
    writeFileSync(join(folder, `${idOf(1)}.json`), Buffer.concat(serializeConversation(one)));
    disk.lock();
    const opened = open();
    await until(isUnavailable);
    expect(messageOf(states.at(-1))).toContain('the disk of your data folder is read-only');
    await wait(3000);
    disk.unlock();
    await until(isReady);
    expect(await hitsOf('quokka')).toBe(1);

    // A disk cannot be locked while a file on it is open for writing. A full one refuses just the
    // same.
    const ballast = join(root, 'ballast');
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k'], { stdio: 'ignore' });
    const two = talk(2, 'numbats '.repeat(200_000));
    opened.changed(headOf(two), Object.values(two.messages));
    await until(isUnavailable);
    expect(messageOf(states.at(-1))).toContain('the disk is full');
    unlinkSync(ballast);
    await until(isReady);
    expect(await hitsOf('numbats')).toBe(1);
    expect(await hitsOf('quokka')).toBe(1);
  },
  patience,
);

it.concurrent(
  'an index that somebody else has left is replaced',
  async ({ skip, onTestFinished }) => {
    // Root may write anywhere, so it has to become another user to be denied access.
    if (process.getuid?.() === 0) {
      skip('Root is refused nothing');
      return;
    }
    const { root, open } = newRig(onTestFinished);
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'library.sqlite'), '', { mode: 0o400 });
    const opened = open();
    await opened.settled();
    expect(opened.state()).toEqual({ kind: 'ready' });
  },
  patience,
);
