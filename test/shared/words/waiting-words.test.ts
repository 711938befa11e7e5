import { expect, it } from 'vitest';
import { waitingWords } from '../../../src/shared/words/waiting-words.ts';
import type { PendingCall } from '../../../src/shared/model/tools.ts';

const call = (name: string, title = 'Read a file'): PendingCall => ({
  callId: 'a',
  key: `s/${name}`,
  source: 's',
  sourceName: 'Files',
  title,
  hints: { isReadOnly: true, isDestructive: false, reachesInternet: false },
  arguments: '{"secret":1}',
  reason: { kind: 'not_allowed_yet' },
});
const titleOf = (one: PendingCall): string => waitingWords({ calls: [one] }, true).title;

it('says which tool waits, and shows no argument and no hidden character', () => {
  expect(waitingWords({ calls: [call('Read\u202Ea\u200Bfile')] }, true)).toEqual({
    title: 'A tool waits for you: Readafile on Files',
    body: 'Open Parley to allow or deny it.',
  });
  expect(titleOf(call('x'.repeat(500))).length).toBeLessThan(100);
  expect(waitingWords({ calls: [call('a'), call('b')] }, true)).toEqual({
    title: '2 calls of tools wait for you',
    body: 'Open Parley to allow or deny them.',
  });
});

it('names a tool as the card does: no title of a server hides what it is', () => {
  expect(titleOf(call('delete_all', 'Read a file'))).toBe(
    'A tool waits for you: delete_all on Files',
  );
  const own = { ...call(''), key: 'history/search_history', source: 'history', sourceName: '' };
  expect(titleOf(own)).toBe('A tool waits for you: Search past conversations on Parley');
});
