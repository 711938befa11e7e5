import { expect, it } from 'vitest';
import { createLeastUsed } from '../../../src/main/attachments/least-used.ts';

it('holds what fits, and lets go of what was not used for longest', () => {
  const kept = createLeastUsed<string>(10, (text) => text.length);
  kept.set('a', 'aaaa');
  kept.set('b', 'bbbb');
  expect(kept.get('a')).toBe('aaaa');
  kept.set('c', 'cccc');
  expect(['a', 'b', 'c'].map((key) => kept.get(key))).toEqual(['aaaa', undefined, 'cccc']);
  kept.set('d', 'd'.repeat(11));
  expect(kept.get('d')).toBeUndefined();
});
