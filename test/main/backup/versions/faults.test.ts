import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  goBack,
  prepareLibrary,
  type PrepareOptions,
} from '../../../../src/main/backup/versions/prepare-library.ts';
import { attackedFiles, settleDisk, type Fate } from '../../store/attacked-files.ts';
import { idOf } from '../../store/samples.ts';
import {
  copyOfNewer,
  filledRoot,
  library,
  newerRoot,
  newRoot,
  next,
  startFully,
  startOf,
} from './rig.ts';

const kinds = ['death', 'death_half_way', 'ENOSPC'] as const;

function fateOf(kind: (typeof kinds)[number]): Fate {
  return kind === 'ENOSPC' ? { kind: 'error', code: kind } : { kind };
}

describe('at every system call', () => {
  /** Runs `work` once for each of its calls, which meets the fate, and then what comes next. */
  async function attack(
    kind: (typeof kinds)[number],
    prepareRoot: () => Promise<string>,
    work: (options: PrepareOptions) => Promise<unknown>,
    after: (root: string) => Promise<void>,
  ): Promise<number> {
    const made = await prepareRoot();
    let calls = Number.POSITIVE_INFINITY;
    for (let number = 1; number <= calls; number += 1) {
      const root = newRoot();
      fs.cpSync(made, root, { recursive: true });
      const files = attackedFiles((call) =>
        call.number === number ? fateOf(kind) : { kind: 'works' },
      );
      // A dead program never answers.
      const died = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (files.calls.length < number) return;
          clearInterval(look);
          resolve();
        }, 1);
      });
      const ended = work(startOf(root, { files })).catch(() => null);
      if (number === 1) calls = 1_000;
      await (kind.startsWith('death') ? Promise.race([ended, died]) : ended);
      await settleDisk();
      if (files.calls.length < number) calls = number;
      await after(root);
    }
    return calls - 1;
  }

  test.each(kinds)(
    '%s in an update loses nothing, and the next start completes it',
    async (kind) => {
      let before = {};
      let wanted = {};
      const count = await attack(
        kind,
        async () => {
          const root = await filledRoot();
          before = library(root);
          await startFully(startOf(root));
          const example = newRoot();
          fs.cpSync(root, example, { recursive: true });
          await prepareLibrary(startOf(example, next));
          wanted = library(example);
          return root;
        },
        (options) => prepareLibrary({ ...options, ...next }),
        async (root) => {
          const old = newRoot();
          fs.cpSync(root, old, { recursive: true });
          // The version before can go on, with what it had, unless the update was complete.
          const { readOnly } = await prepareLibrary(startOf(old));
          expect(library(old)).toEqual(readOnly === null ? before : wanted);
          expect((await prepareLibrary(startOf(root, next))).readOnly).toBeNull();
          expect(library(root)).toEqual(wanted);
        },
      );
      expect(count).toBeGreaterThan(50);
      console.log(`update: ${kind} at each of ${count} calls`);
    },
  );

  test.each(kinds)('%s in going back loses nothing', async (kind) => {
    let before = {};
    let newer = {};
    const count = await attack(
      kind,
      async () => {
        const made = await newerRoot();
        ({ before, newer } = made);
        return made.root;
      },
      async (options) => {
        await goBack(options, copyOfNewer);
        await prepareLibrary(options);
      },
      async (root) => {
        const { readOnly } = await prepareLibrary(startOf(root));
        expect(library(root)).toEqual(readOnly === null ? before : newer);
      },
    );
    expect(count).toBeGreaterThan(50);
    expect(newer).toHaveProperty([`conversations/${idOf(1)}.json`]);
    console.log(`going back: ${kind} at each of ${count} calls`);
  });
});
