import { expect, it } from 'vitest';
import { createUnseenRounds } from '../../../src/main/local-api/unseen-rounds.ts';
import type { QuestionMessage } from '../../../src/main/wire/protocol.ts';

const user = (content: string) => ({ role: 'user', content });
const calling = (...ids: readonly string[]) => ({
  role: 'assistant',
  content: null,
  tool_calls: ids.map((id) => ({ id, type: 'function' })),
});
const round = (text: string): readonly QuestionMessage[] => [{ role: 'tool', callId: 'x', text }];

it('finds rounds by all that was said before and by the calls that followed', () => {
  const unseen = createUnseenRounds();
  unseen.keep([user('One')], ['a', 'b'], round('first'));
  const first = [user('One'), calling('a', 'b')];
  unseen.keep([...first, user('Done')], ['a'], round('second'));
  const all = [...first, user('Done'), calling('a'), user('And?')];
  expect([...unseen.of(all)]).toEqual([
    [1, round('first')],
    [3, round('second')],
  ]);
  for (const other of [
    [user('Another'), calling('a', 'b')],
    [user('One'), calling('a')],
    [calling('a', 'b')],
    [user('One'), { role: 'assistant', content: 'a', tool_calls: 'a' }],
  ]) {
    expect([...unseen.of(other)]).toEqual([]);
  }
});

it('forgets the oldest beyond 200 answers and 16 million code units', () => {
  const unseen = createUnseenRounds();
  const has = (text: string): boolean => unseen.of([user(text), calling('a')]).size > 0;
  for (let count = 0; count <= 200; count += 1) {
    unseen.keep([user(String(count))], ['a'], round('x'));
  }
  expect([has('0'), has('1'), has('200')]).toEqual([false, true, true]);
  unseen.keep([user('long')], ['a'], round('x'.repeat(15_999_000)));
  expect([has('200'), has('long')]).toEqual([true, true]);
  unseen.keep([user('longer')], ['a'], round('x'.repeat(10_000)));
  expect([has('long'), has('longer')]).toEqual([false, true]);
  unseen.keep([user('too long')], ['a'], round('x'.repeat(16_000_001)));
  expect([has('longer'), has('too long')]).toEqual([false, false]);
  expect(unseen.of([]).size).toBe(0);
});
