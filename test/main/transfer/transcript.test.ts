import { expect, test } from 'vitest';
import { headingOf } from '../../../src/main/transfer/transcript.ts';

test.each([
  ['## You', { role: 'user', rest: '' }],
  ['# \tHuman: \t', { role: 'user', rest: '' }],
  ['## Assistant · gpt-5 · 2026-11-01', { role: 'assistant', rest: 'gpt-5 · 2026-11-01' }],
  ['###### System Prompt  |  x ', { role: 'system', rest: 'x ' }],
  ['## AI —', { role: 'assistant', rest: '' }],
  ['## Model (a) b', { role: 'assistant', rest: 'a) b' }],
  ['## You and me', null],
  ['## You: then', null],
  ['##You', null],
  ['You', null],
  ['####### You', null],
  ['', null],
])('%j is the heading of a message, or not', (line, head) => {
  expect(headingOf(line)).toEqual(head === null ? null : { ...head, column: null });
});

const chosen = { number: 2, count: 3, isChosen: true };
test.each([
  ['## Вы <!-- user -->', { role: 'user', rest: '', column: null }],
  ['## 系统提示词 <!-- system -->', { role: 'system', rest: '', column: null }],
  [
    '## Assistent · gpt-5 · 2026-11-01 · Antwort 2 von 3, gewählt <!-- assistant 2/3 chosen -->',
    { role: 'assistant', rest: 'gpt-5 · 2026-11-01', column: chosen },
  ],
  // The mark counts, whatever the words say.
  [
    '## You · 2026-11-01 <!-- assistant -->',
    { role: 'assistant', rest: '2026-11-01', column: null },
  ],
  ['## Вы <!-- nobody -->', null],
  ['## Вы <!-- user --> too', null],
  ['Вы <!-- user -->', null],
])('%j is read by its mark', (line, head) => {
  expect(headingOf(line)).toEqual(head);
});

test.each([
  ['# You(', ' ', '\n'],
  ['# You', ' ', 'x'],
  ['#', '\t', '1'],
  ['# You -', '\t', ''],
])('a line of blanks is told at once: %j', (start, blank, end) => {
  // With three runs of blanks in one expression, this took hours.
  expect(() => headingOf(start + blank.repeat(500_000) + end)).not.toThrow();
});
