import { expect, it } from 'vitest';
import { createTextFrames } from '../../../src/renderer/client/frame.ts';
import { createStore } from '../../../src/renderer/state/store.ts';
import { finalSnapshot, read, started, stepsOf } from './world.ts';

/** A store into which text streams, with manual frames and a key to press. */
function streaming() {
  const waiting: (() => void)[] = [];
  const schedule = (callback: () => void): void => void waiting.push(callback);
  let press = (): void => {};
  const store = createStore(
    schedule,
    createTextFrames(schedule, (listener) => {
      press = listener;
    }),
  );
  store.dispatch({ kind: 'opened', opened: finalSnapshot([]) });
  store.dispatch(started);
  let told = 0;
  let shown = '';
  store.subscribe(() => {
    told += 1;
    shown = read(store.getState()).text;
  });
  const steps = stepsOf('abcdefgh'.split('').map((text) => ({ kind: 'text', text })));
  let next = 0;
  return {
    write() {
      const step = steps[next];
      next += 1;
      if (step !== undefined) store.dispatch(step);
    },
    press: () => press(),
    frame() {
      for (const callback of waiting.splice(0)) callback();
    },
    seen: () => [told, shown],
  };
}

it('shows the first text at once, and what follows it with the frame', () => {
  const world = streaming();
  world.write();
  expect(world.seen()).toEqual([1, 'a']);
  world.write();
  world.write();
  expect(world.seen()).toEqual([1, 'a']);
  world.frame();
  expect(world.seen()).toEqual([2, 'abc']);
});

it('leaves the frame behind a key to what the key did', () => {
  const world = streaming();
  world.write();
  world.write();
  world.press();
  world.frame();
  expect(world.seen()).toEqual([1, 'a']);
  world.frame();
  expect(world.seen()).toEqual([2, 'ab']);
});

it('so does the first text after a pause', () => {
  const world = streaming();
  world.press();
  world.write();
  expect(world.seen()).toEqual([0, '']);
  world.frame();
  world.frame();
  expect(world.seen()).toEqual([1, 'a']);
});

it('text waits for one key, not for all of them', () => {
  const world = streaming();
  world.write();
  for (let n = 0; n < 6; n += 1) {
    world.write();
    world.press();
    world.frame();
  }
  expect(world.seen()).toEqual([4, 'abcdefg']);
});
