import { expect, test } from 'vitest';
import type { QueuedMessage } from '../../../../src/shared/model/conversation.ts';
import {
  withoutQueued,
  withQueue,
  withReleasedQueue,
  withStrangersWaiting,
  withWaitingQueue,
} from '../../../../src/shared/model/message/queue.ts';

const a: QueuedMessage = { id: 'a', text: 'a', attachments: [] };
const b: QueuedMessage = { id: 'b', text: 'b', attachments: [] };
const both = [a, b];

test('an empty queue leaves no trace', () => {
  expect(withQueue({ queue: both }, [])).toEqual({});
  expect(withoutQueued(withoutQueued({ queue: both }, 'a'), 'b')).toEqual({});
});

test('a queue waits and is released as a whole', () => {
  const waiting = withWaitingQueue({ queue: both });
  expect(waiting.queue.map(({ id, waits }) => [id, waits])).toEqual([
    ['a', true],
    ['b', true],
  ]);
  expect(withWaitingQueue(waiting)).toBe(waiting);
  expect(withReleasedQueue(waiting)).toEqual({ queue: both });
});

test('what another process has queued is its own to send', () => {
  const joined = withStrangersWaiting({ queue: both }, { queue: both.slice(0, 1) });
  expect(joined.queue).toEqual([a, { ...b, waits: true }]);
});

test('what waits for another process does not wait here', () => {
  const theirs = [{ ...a, waits: true as const }, b];
  const own = { queue: [a, { ...b, waits: true as const }] };
  expect(withStrangersWaiting({ queue: theirs }, own)).toEqual(own);
});
