import { expect, it } from 'vitest';
import { mentionsIn } from '../../../../../../src/renderer/features/chat/popup/sources/earlier-attachments.ts';

const file = (attachment: string) => ({ kind: 'file', attachment, name: attachment });
const message = (id: string, parentId: string | null, ...files: readonly string[]) => [
  id,
  {
    id,
    parentId,
    role: id.startsWith('a') ? 'assistant' : 'user',
    parts: [{ kind: 'text', text: 'x' }, ...files.map(file)],
  },
];

it('the draft’s attachments come first, then the latest of questions, of answers, of other versions', () => {
  const state = {
    heads: { c: { leafId: 'm3' } },
    open: {
      c: {
        kind: 'ready',
        messages: Object.fromEntries([
          message('m1', null, 'old', 'both'),
          message('m2', 'm1', 'other', 'both'),
          message('a1', 'm1', 'drawn', 'old'),
          message('m3', 'a1', 'new'),
        ]) as object,
      },
    },
  };
  const found = mentionsIn(state as never, 'c', [file('draft'), file('new')] as never);
  expect(found.map(({ part, place }) => [part.name, place])).toEqual([
    ['draft', 'sent'],
    ['new', 'sent'],
    ['old', 'sent'],
    ['both', 'sent'],
    ['drawn', 'answer'],
    ['other', 'version'],
  ]);
  expect(mentionsIn({ heads: {}, open: {} }, null, [])).toEqual([]);
});
