import { expect, it } from 'vitest';
import { lastAnswer } from '../../../../../../src/renderer/features/chat/popup/sources/last-answer.ts';

const ready = (leafRole: string) => ({
  kind: 'ready',
  messages: { a: { role: 'user' }, b: { role: leafRole } },
});

function found(changes: object): unknown {
  const state = {
    heads: { c: { leafId: 'b' } },
    open: { c: ready('assistant') },
    streaming: new Set(),
    ...changes,
  };
  return lastAnswer(state as never, 'c');
}

it('the last answer is the end of the branch on show, if it can be asked for again', () => {
  expect(found({})).toBe('b');
  expect(found({ streaming: new Set(['c']) })).toBeNull();
  expect(found({ heads: { c: { leafId: 'b', readOnly: 'by_newer' } } })).toBeNull();
  expect(found({ heads: { c: { leafId: null } } })).toBeNull();
  expect(found({ heads: {} })).toBeNull();
  expect(found({ open: {} })).toBeNull();
  expect(found({ open: { c: ready('user') } })).toBeNull();
});
