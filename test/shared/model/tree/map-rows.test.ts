import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import { hasForks } from '../../../../src/shared/model/tree/forks.ts';
import { mapRows } from '../../../../src/shared/model/tree/map-rows.ts';
import { pathTo } from '../../../../src/shared/model/tree.ts';
import { messageAt, randomTree, treeOf } from './random-tree.ts';

test('a turn is a row; older branches are indented and come before the newest', () => {
  const q1 = messageAt(null, 'user', 'Q1');
  const a1 = messageAt(q1.id, 'assistant', 'A1');
  const q2 = messageAt(a1.id, 'user', 'Q2');
  const a2 = messageAt(q2.id, 'assistant', 'A2');
  const q3 = messageAt(a2.id, 'user', 'Q3');
  const again = messageAt(q2.id, 'assistant', 'A2 again');
  const edited = messageAt(a1.id, 'user', 'Q2 edited');
  const { messages } = treeOf([q1, a1, q2, a2, q3, again, edited]);
  expect(
    mapRows(messages, q3.id).map(({ id, depth, parent, isShown }) => [id, depth, parent, isShown]),
  ).toEqual([
    [q1.id, 0, -1, true],
    [a2.id, 1, 0, true],
    [q3.id, 1, 1, true],
    [again.id, 1, 0, false],
    [edited.id, 0, 0, false],
  ]);
  expect(hasForks(messages)).toBe(true);
  expect(hasForks(treeOf([q1, a1, q2, a2]).messages)).toBe(false);
});

test('every message has a row, rows follow their parents, and the path on show is marked', () => {
  fc.assert(
    fc.property(randomTree, ({ messages, leafId }) => {
      const rows = mapRows(messages, leafId);
      const covered = rows.flatMap(({ question, answer }) => [question, answer]);
      expect(new Set(covered.filter((id) => id !== null))).toEqual(new Set(Object.keys(messages)));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const [index, { parent, depth }] of rows.entries()) {
        expect(parent).toBeLessThan(index);
        if (parent >= 0) {
          expect([0, 1]).toContain(depth - (rows[parent]?.depth ?? 0));
        }
      }
      const shown = rows.filter(({ isShown }) => isShown);
      const ids = shown.flatMap(({ question, answer }) => [question, answer]);
      const path = pathTo(messages, leafId).map(({ id }) => id);
      // A question at the end of the path whose answers are not on it is no whole turn.
      const last = path.at(-1);
      const whole = ids.includes(last ?? '') ? path : path.slice(0, -1);
      expect(ids.filter((id) => id !== null)).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test('the work grows with the number of messages, whatever their shape', () => {
  const reads = (make: (n: number) => readonly Message[], n: number): number => {
    const { messages, leafId } = treeOf(make(n));
    let count = 0;
    const counted = new Proxy(messages, {
      get: (target, key, receiver) => {
        count += 1;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    expect(mapRows(counted, leafId).length).toBeGreaterThan(n / 3);
    return count;
  };
  const chain = (n: number): readonly Message[] => {
    const made: Message[] = [];
    for (let at = 0; at < n; at += 1) {
      made.push(messageAt(made.at(-1)?.id ?? null, at % 2 === 0 ? 'user' : 'assistant', ''));
    }
    return made;
  };
  const star = (n: number): readonly Message[] => {
    const root = messageAt(null, 'user', '');
    return [root, ...Array.from({ length: n }, () => messageAt(root.id, 'assistant', ''))];
  };
  const comb = (n: number): readonly Message[] => {
    const made: Message[] = [messageAt(null, 'user', '')];
    let last = made[0];
    while (made.length < n && last !== undefined) {
      const next = messageAt(last.id, last.role === 'user' ? 'assistant' : 'user', '');
      made.push(messageAt(last.id, next.role, ''), next);
      last = next;
    }
    return made;
  };
  for (const make of [chain, star, comb]) {
    expect(reads(make, 5000)).toBeLessThan(5000 * 6);
  }
});
