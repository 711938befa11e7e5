import { expect, it } from 'vitest';
import type { SetAsideReason } from '../../../src/shared/model/news.ts';
import { newsWords, setAsideWords } from '../../../src/shared/words/news-words.ts';

const damaged = (kept: number, mended: number, lost: number): SetAsideReason => ({
  kind: 'conversation_damaged',
  kept,
  mended,
  lost,
});

it.each([
  [damaged(0, 0, 0), '0 messages could be saved.'],
  [damaged(1, 0, 0), '1 message could be saved.'],
  [damaged(2, 0, 1), '2 messages could be saved, 1 could not.'],
  [damaged(1, 1, 0), '2 messages could be saved, 1 of them only in part.'],
  [
    damaged(1200, 1, 2),
    '1,201 messages could be saved, 1 of them only in part, and 2 could not be saved.',
  ],
] as const)('counts what was saved: %j', (reason, words) => {
  expect(setAsideWords(reason)).toBe(`The file was damaged: ${words}`);
});

it('puts two whole sentences one after the other', () => {
  const reason = {
    kind: 'conversation_from_journal',
    reason: 'empty',
    kept: 1,
    mended: 0,
    lost: 0,
  } as const;
  expect(
    newsWords({ kind: 'conversation_repaired', title: 'Wrens', reason, original: '/q/a.json' }),
  ).toBe(
    '“Wrens”: The file is empty. The file was damaged: 1 message could be saved. The original is kept in /q/a.json',
  );
});

it('lists the settings that were damaged', () => {
  const settings = [
    { name: 'Providers', part: { lost: 1, of: 1200 } },
    { name: 'Theme', part: null },
  ];
  expect(setAsideWords({ kind: 'settings_damaged', settings })).toBe(
    'These settings were damaged and are back to their defaults: Providers (1 of 1,200) and Theme.',
  );
});

it.each([
  [['write'], 'Acme refused a tool for gpt: write. The question was asked without it.'],
  [
    ['write', 'read'],
    'Acme refused tools for gpt: write and read. The question was asked without them.',
  ],
])('counts the tools that were left out: %j', (tools, words) => {
  expect(newsWords({ kind: 'tools_left_out', provider: 'Acme', model: 'gpt', tools })).toBe(words);
});

it('names the program that has the port, if it is known, and groups no digits', () => {
  expect(
    newsWords({ kind: 'port_taken', port: 7175, holder: { name: 'node', pid: 12345 } }),
  ).toMatch(/^The program node \(process 12345\) has port 7175, so/);
  expect(newsWords({ kind: 'port_taken', port: 7175, holder: null })).toMatch(
    /^Another program has port 7175, so/,
  );
});
