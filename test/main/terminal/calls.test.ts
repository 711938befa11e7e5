import { expect, it } from 'vitest';
import { createCallTeller } from '../../../src/main/terminal/calls.ts';
import type { Screen } from '../../../src/main/terminal/screen.ts';

it('tells the first 300 characters of a failure, on one line', () => {
  const notes: string[] = [];
  const none = (): void => undefined;
  const screen: Screen = {
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
  const { onCall, end } = createCallTeller({ screen, onUnasked: null });
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
