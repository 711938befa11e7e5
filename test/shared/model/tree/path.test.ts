import { expect, it } from 'vitest';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../../src/shared/model/tree.ts';

const message = (id: string, parentId: string | null): Message => ({
  id,
  parentId,
  role: 'user',
  parts: [],
  status: 'complete',
  createdAt: '2026-01-01T00:00:00.000Z',
});

/** Messages `m0`, `m1`, …, each below the one before, and the first below `root`. */
const chain = (length: number, root: string | null): Readonly<Record<string, Message>> =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `m${index}`,
      message(`m${index}`, index === 0 ? root : `m${index - 1}`),
    ]),
  );

it('goes from the first message to the leaf, and stops where a parent is missing', () => {
  for (const root of [null, 'gone']) {
    const path = pathTo(chain(5, root), 'm4').map(({ id }) => id);
    expect(path).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  }
  expect(pathTo(chain(5, null), null)).toEqual([]);
  expect(pathTo(chain(5, null), 'gone')).toEqual([]);
});

it('takes each message of a cycle once, wherever the cycle begins', () => {
  for (let length = 1; length < 40; length += 1) {
    for (let entry = 0; entry < length; entry += 1) {
      const path = pathTo(chain(length, `m${entry}`), `m${length - 1}`);
      expect(path.map(({ id }) => id)).toEqual(Object.keys(chain(length, null)));
    }
  }
});
