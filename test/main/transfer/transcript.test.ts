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
