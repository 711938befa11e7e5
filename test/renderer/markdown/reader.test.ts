import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { maxBurstTask, maxTask } from '../../../src/renderer/markdown/budget/limits.ts';
import { stepsSpent } from '../../../src/renderer/markdown/budget/work.ts';
import { createReader } from '../../../src/renderer/markdown/split/reader.ts';
import { emptySplit, feed, finish } from '../../../src/renderer/markdown/split/splitter.ts';
import { appendText, type TextLog } from '../../../src/shared/model/text-log.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** In how many of 100 frames of 16 ms a growing paragraph of this length is read. */
function framesRead(length: number): number {
  const reader = createReader();
  let log = appendText(null, 'word '.repeat(length / 5));
  let last = reader.read(log, false);
  while (!reader.hasAll()) last = reader.read(log, false);
  reader.rendered();
  let count = 0;
  for (let frame = 0; frame < 100; frame += 1) {
    vi.advanceTimersByTime(16);
    log = appendText(log, 'x');
    const split = reader.read(log, false);
    expect(reader.resting()).toBe(split === last);
    if (split !== last) count += 1;
    last = split;
    reader.rendered();
  }
  expect(reader.read(log, true)).toMatchObject({ partial: expect.stringMatching(/x$/) as string });
  expect(reader.text()).toHaveLength(length + 100);
  return count;
}

test('a paragraph is read at every frame, a very long one ever more rarely, its end always', () => {
  expect(framesRead(1000)).toBe(100);
  expect(framesRead(20_000)).toBe(100);
  expect(framesRead(200_000)).toBe(20);
  expect(framesRead(1_000_000)).toBe(4);
});

test('after a slow render one frame is left to others', () => {
  const reader = createReader();
  const first = reader.read(appendText(null, 'a'), false);
  vi.advanceTimersByTime(9);
  reader.rendered();
  const log = appendText(appendText(null, 'a'), 'b');
  expect(reader.read(log, false)).toBe(first);
  reader.rendered();
  expect(reader.read(log, false)).not.toBe(first);
});

test('what takes a whole task to read is drawn in the next one, and all of it comes', () => {
  const lines = Array.from(
    { length: 300 },
    (_, index) => `[^n${index}]: see\n[a${index}]: /u "title"\n`,
  );
  const text = `${lines.join('')}\nThe end.\n`;
  const log = appendText(null, text);
  const reader = createReader();
  let last = emptySplit();
  let heavy = 0;
  do {
    const began = stepsSpent();
    const split = reader.read(log, true);
    if (stepsSpent() - began > maxTask) {
      heavy += 1;
      if (heavy > 1) expect(split).toBe(last);
      expect(reader.hasAll()).toBe(false);
    }
    last = split;
    reader.rendered();
  } while (!reader.hasAll());
  expect(heavy).toBeGreaterThan(0);
  expect(reader.resting()).toBe(false);
  expect(finish(last).groups.flat()).toEqual(finish(feed(emptySplit(), text)).groups.flat());
});

const burst = Array.from(
  { length: 400 },
  (_, index) => `A paragraph with **number** ${String(index)}, and \`code\`.\n\n- one\n- two\n\n`,
).join('');

/** A reader whose first text is in the page, and a log with much more. */
async function beginBurst() {
  const reader = createReader();
  const first = appendText(null, 'The beginning.\n\n');
  reader.read(first, false);
  reader.rendered();
  await pause(1);
  return { reader, log: appendText(first, burst) };
}

test('a burst is read in few tasks, and all of it comes', async () => {
  /** The tasks that it takes to read the rest, after the last that the page has. */
  const tasksOf = async (reader: ReturnType<typeof createReader>, log: TextLog | null) => {
    let tasks = 0;
    let last = emptySplit();
    do {
      last = reader.read(log, true);
      tasks += 1;
      await pause(1);
    } while (!reader.hasAll());
    return { tasks, groups: finish(last).groups.flat() };
  };
  const { reader, log } = await beginBurst();
  const inBurst = await tasksOf(reader, log);
  // Nothing is in the page yet, so that the first text waits for no more than usual.
  const atFirst = await tasksOf(createReader(), log);
  expect(inBurst.tasks).toBeLessThan(atFirst.tasks * 0.6);
  expect(inBurst.groups).toEqual(atFirst.groups);
});

test('one answer at a time has the large task of a burst', async () => {
  const [one, other] = [await beginBurst(), await beginBurst()];
  const began = stepsSpent();
  one.reader.read(one.log, false);
  const afterOne = stepsSpent();
  other.reader.read(other.log, false);
  expect(afterOne - began).toBeGreaterThan(maxBurstTask / 3);
  expect(stepsSpent() - afterOne).toBeLessThan(maxBurstTask / 3);
});

test('the same text in one piece is not read again', () => {
  const reader = createReader();
  const pieces = ['# Title\n\nSome ', 'text that **came**', ' in pieces.\n\n- one\n- two\n'];
  const log = pieces.reduce<TextLog | null>((sum, piece) => appendText(sum, piece), null);
  const split = reader.read(log, true);
  const whole = appendText(null, pieces.join(''));
  expect(reader.read(whole, true)).toBe(split);
  expect(reader.text()).toBe(pieces.join(''));
  // It grows from there on.
  expect(reader.read(appendText(whole, '- three\n'), false).groups[0]?.[0]).toBe(
    split.groups[0]?.[0],
  );
  // Another text is.
  expect(reader.read(appendText(null, pieces.join('').toUpperCase()), true)).not.toBe(split);
});

test('the whole text in one piece is read on from where its growing form was seen last', () => {
  const reader = createReader();
  const seen = appendText(appendText(null, '# Title\n\nOne.\n\n'), 'Two.\n\n');
  const split = reader.read(seen, false);
  const began = stepsSpent();
  // The end of a burst: its last text and the finished message come before the next frame.
  const whole = appendText(null, '# Title\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n');
  const after = reader.read(whole, true);
  const steps = stepsSpent() - began;
  expect(after.groups[0]?.[0]).toBe(split.groups[0]?.[0]);
  expect(reader.text()).toBe(whole?.piece);
  expect(finish(after).groups).toEqual(finish(feed(emptySplit(), reader.text())).groups);
  // As much as reading only what is new.
  const beganAgain = stepsSpent();
  feed(split, 'Three.\n\nFour.\n');
  expect(steps).toBe(stepsSpent() - beganAgain);
});
