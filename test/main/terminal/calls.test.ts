import { expect, it } from 'vitest';
import { createCallTeller } from '../../../src/main/terminal/calls.ts';
import type { Screen } from '../../../src/main/terminal/screen.ts';

const none = (): void => undefined;

function screenFor(notes: string[]): Screen {
  return {
    words: () => Promise.resolve(),
    thought: () => Promise.resolve(),
    note: (text) => notes.push(text),
    lines: none,
    status: none,
    question: none,
    hold: none,
    release: none,
    endLine: none,
    isTerminal: true,
  };
}

it('tells the first 300 characters of a failure, on one line', () => {
  const notes: string[] = [];
  const { onCall, end } = createCallTeller({ screen: screenFor(notes), onUnasked: null });
  onCall(
    { kind: 'tool_call', callId: 'c', name: 'write', arguments: '{}', state: 'failed' },
    { kind: 'result', text: `no\nspace ${'x'.repeat(1000)}` },
  );
  end();
  const [note = ''] = notes;
  expect(notes).toHaveLength(1);
  expect(note).toContain(`no space ${'x'.repeat(300 - 'no space '.length)}….`.slice(0, -1));
  expect(note).not.toContain('x'.repeat(300));
  expect(note).not.toContain('\n');
});

it('shows hidden characters of a call by number, but not the isolates of its sentence', () => {
  const notes: string[] = [];
  const { onCall, end } = createCallTeller({ screen: screenFor(notes), onUnasked: null });
  onCall(
    { kind: 'tool_call', callId: 'c', name: 'بحث\u202E', arguments: '{}', state: 'done' },
    { kind: 'result', text: '' },
  );
  end();
  expect(notes).toEqual([expect.stringContaining('بحث[U+202E]')]);
  expect(notes[0]).not.toMatch(/\[U\+206[89]\]|[\u2068\u2069]/);
});
