import { expect, it } from 'vitest';
import { createEarlyEnter } from '../../../../../src/renderer/features/chat/popup/early-enter.ts';

/** An early Enter, and what was done. */
function setUp() {
  const done: string[] = [];
  const early = createEarlyEnter();
  const send = () => void done.push('sent');
  const choose = () => void done.push('chosen');
  return { early, done, send, choose };
}

it('chooses the first match once the list is there, and does not send', () => {
  const { early, done, send, choose } = setUp();
  expect([early.hold(send), early.hold(send)]).toEqual([true, true]);
  expect(done).toEqual([]);
  early.settle(choose);
  early.settle(choose);
  expect(done).toEqual(['chosen']);
  expect(early.hold(send)).toBe(false);
});

it('sends if nothing matches', () => {
  const { early, done, send } = setUp();
  early.hold(send);
  early.settle(null);
  expect(done).toEqual(['sent']);
});

it('does nothing if the person has typed on, or has not pressed Enter', () => {
  const { early, done, send, choose } = setUp();
  early.hold(send);
  early.release();
  early.settle(choose);
  expect(done).toEqual([]);
});
