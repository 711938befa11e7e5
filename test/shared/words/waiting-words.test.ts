import { expect, it } from 'vitest';
import { waitingWords } from '../../../src/shared/words/waiting-words.ts';
import type { PendingCall } from '../../../src/shared/model/tools.ts';

const call = (title: string): PendingCall => ({
  callId: 'a',
  key: 's/read',
  source: 's',
  sourceName: 'S',
  title,
  hints: { isReadOnly: true, isDestructive: false, reachesInternet: false },
  arguments: '{"secret":1}',
  reason: { kind: 'not_allowed_yet' },
});

it('says which tool waits, and shows no argument and no hidden character', () => {
  expect(waitingWords({ calls: [call('Read\u202Ea\u200Bfile')] })).toEqual({
    title: 'A tool waits for you: Readafile',
    body: 'Open Parley to allow or deny it.',
  });
  expect(waitingWords({ calls: [call('')] }).title).toBe('A tool waits for you: s/read');
  expect(waitingWords({ calls: [call('x'.repeat(500))] }).title.length).toBeLessThan(100);
  expect(waitingWords({ calls: [call('a'), call('b')] })).toEqual({
    title: '2 calls of tools wait for you',
    body: 'Open Parley to allow or deny them.',
  });
});
