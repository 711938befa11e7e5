import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { ExpectedError } from '../../../src/shared/expected.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { attackedFiles, type Call, type Fate } from './attacked-files.ts';
import { manualTime, type ManualTime } from './manual-time.ts';
import { answer } from './samples.ts';
import { fileOf, newRoot, quarantined, storeOn } from './support.ts';
import { asked, storyWith, text, textOf } from './story.ts';

/** What the person was told is safe, and what the program has attempted since. */
interface Progress {
  /** The last state known to be on disk; null before the first. */
  committed: Conversation | null;
  /** Length of the answer's text that was certainly on disk. */
  committedText: number;
  /** Everything that may be found instead, because it was requested later. */
  readonly attempted: Conversation[];
  trashed: 'no' | 'perhaps' | 'yes';
}

/**
 * The life of a conversation: asked, streamed, renamed mid-stream, ended, deleted, restored,
 * renamed.
 */
async function live(store: Store, time: ManualTime, progress: Progress): Promise<void> {
  const { conversations } = store;
  const save = async (state: Conversation): Promise<void> => {
    progress.attempted.push(state);
    if (await conversations.write(state)) {
      progress.committed = state;
      progress.attempted.length = 0;
    }
  };
  await save(storyWith(0, 'streaming'));
  for (let length = 10; length < text.length; length += 10) {
    if (length === 40) await save(storyWith(0, 'streaming', 'Tale'));
    const growing = answer(12, asked.id, text.slice(0, length), 'streaming');
    conversations.writeStreaming(storyWith(0, 'streaming').id, growing);
    await time.pass(250);
    const journal = conversations.status().kind === 'saved';
    if (journal) progress.committedText = length;
  }
  await save(storyWith(text.length, 'complete', 'Tale'));
  await time.pass(10);
  progress.trashed = 'perhaps';
  await conversations.remove(storyWith(0, 'streaming').id);
  if (conversations.status().kind === 'saved') progress.trashed = 'yes';
  const trashed = progress.trashed;
  progress.trashed = trashed === 'yes' ? 'perhaps' : trashed;
  await conversations.restore(storyWith(0, 'streaming').id);
  progress.trashed = 'no';
  await save(storyWith(text.length, 'complete', 'The end'));
  await conversations.flush();
}

async function attack(decide: (call: Call) => Fate): Promise<{
  root: string;
  progress: Progress;
  calls: readonly Call[];
  store: Store;
  time: ManualTime;
}> {
  const root = newRoot();
  const time = manualTime();
  // Counting starts with the first conversation, once an empty folder has been opened.
  let before = Number.POSITIVE_INFINITY;
  const files = attackedFiles((call) =>
    call.number <= before ? { kind: 'works' } : decide({ ...call, number: call.number - before }),
  );
  const progress: Progress = { committed: null, committedText: 0, attempted: [], trashed: 'no' };
  const store = await storeOn(root, { files, clock: time, timers: time });
  await store.conversations.load();
  before = files.calls.length;
  try {
    await live(store, time, progress);
  } catch (error) {
    // restore() is the only call that throws.
    if (!(error instanceof ExpectedError) || error.error.kind !== 'storage') throw error;
  }
  return { root, progress, calls: files.calls.slice(before), store, time };
}

const dryRun = await attack(() => ({ kind: 'works' }));
const numbers = dryRun.calls.map((_, index) => index + 1);

/** Compares what a new start finds with what it may and must find. */
async function checkAfterDeath(root: string, progress: Progress): Promise<void> {
  const { conversations } = await storeOn(root);
  const { heads, notices } = await conversations.load();
  expect(notices).toEqual([]);
  expect(quarantined(root)).toEqual([]);
  const { committed } = progress;
  const id = storyWith(0, 'streaming').id;
  let found: Conversation;
  if (heads.length > 0) {
    expect(heads).toHaveLength(1);
    found = await conversations.read(id);
  } else if (committed === null) return;
  else {
    expect(progress.trashed).not.toBe('no');
    found = await conversations.restore(id);
  }
  const titles = [committed, ...progress.attempted].flatMap((state) => state?.title ?? []);
  expect(titles).toContain(found.title);
  expect(found.messages[asked.id]).toEqual(asked);
  expect(text.startsWith(textOf(found))).toBe(true);
  expect(textOf(found).length).toBeGreaterThanOrEqual(progress.committedText);
  const states = Object.values(found.messages).map(({ status }) => status);
  expect(states).not.toContain('streaming');
  if (committed !== null && textOf(committed) === text) expect(textOf(found)).toBe(text);
  await conversations.flush();
  // The next start removes half-written files of a dead process. Here the dead one has our own
  // process id.
  const names = fs.readdirSync(`${root}/conversations`).filter((name) => !name.endsWith('.tmp'));
  expect(names).toEqual([`${id}.json`]);
}

describe(`${numbers.length} system calls in the life of a conversation`, () => {
  test.each(['death', 'death_half_way', 'death_after'] as const)(
    '%s at each: the old or the new state is found, never neither',
    async (kind) => {
      let died = 0;
      for (const number of numbers) {
        const { root, progress } = await attack((call) =>
          call.number === number ? { kind } : { kind: 'works' },
        );
        died += 1;
        await checkAfterDeath(root, progress).catch((error: unknown) => {
          throw new Error(`after ${kind} at call ${number}`, { cause: error });
        });
      }
      expect(died).toBe(numbers.length);
      console.log(`save, stream, delete, restore: ${kind} at each of ${died} calls`);
    },
    60_000,
  );

  test.each(['ENOSPC', 'EACCES', 'EIO', 'EMFILE', 'short'])(
    '%s at each: nothing is lost, nothing is doubled, and all is saved soon after',
    async (code) => {
      for (const number of numbers) {
        const fate: Fate = code === 'short' ? { kind: 'short' } : { kind: 'error', code };
        const { root, store, time, progress } = await attack((call) =>
          call.number === number ? fate : { kind: 'works' },
        );
        try {
          const { conversations } = store;
          const id = storyWith(0, 'streaming').id;
          await time.pass(60_000);
          if (progress.trashed !== 'no') await conversations.restore(id);
          const end = storyWith(text.length, 'complete', 'The end');
          expect(await conversations.write(end)).toBe(true);
          await conversations.flush();
          expect(conversations.status()).toEqual({ kind: 'saved' });
          expect(JSON.parse(fs.readFileSync(fileOf(root, id), 'utf8'))).toEqual(end);
          const next = await storeOn(root);
          expect((await next.conversations.load()).heads).toHaveLength(1);
          expect(await next.conversations.read(id)).toEqual(end);
          await next.conversations.flush();
          expect(fs.readdirSync(`${root}/conversations`)).toEqual([`${id}.json`]);
        } catch (error) {
          throw new Error(`after ${code} at call ${number}`, { cause: error });
        }
      }
      console.log(`save, stream, delete, restore: ${code} at each of ${numbers.length} calls`);
    },
    60_000,
  );
});
