import { expect, it } from 'vitest';
import { newId } from '../../../src/main/conversations/id.ts';
import { idSchema } from '../../../src/shared/model/conversation.ts';

it('makes ids that are valid, distinct and sorted by the order they were made in', () => {
  const now = Date.now();
  const ids = Array.from({ length: 20_000 }, () => newId(now));
  for (const id of ids.slice(0, 100)) expect(idSchema.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

it('stays sorted when the clock goes back', () => {
  const first = newId(Date.now() + 60_000);
  expect(newId(Date.now()) > first).toBe(true);
});
