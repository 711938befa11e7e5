import { describe, expect, it } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Part } from '../../../src/shared/model/conversation.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';

const text = (value: string): ChatStep => ({ kind: 'delta', text: value });
const reasoning = (value: string): ChatStep => ({ kind: 'reasoning', text: value });
const tool = (callId: string, name: string, argumentsDelta: string): ChatStep => ({
  kind: 'tool',
  callId,
  name,
  argumentsDelta,
});

function fold(
  steps: readonly (ChatStep | { readonly passMs: number })[],
  before: readonly Part[] = [],
): readonly Part[] {
  let now = 1000;
  const answer = createAnswer(before, () => now);
  for (const step of steps) {
    if ('passMs' in step) now += step.passMs;
    else answer.push(step);
  }
  return answer.parts();
}

describe('an answer', () => {
  it('has no parts before it begins', () => {
    expect(fold([])).toEqual([]);
    expect(fold([{ kind: 'stopped' }])).toEqual([]);
  });

  it('holds reasoning with the time until the text, then text', () => {
    expect(
      fold([reasoning('a'), { passMs: 700 }, reasoning('b'), { passMs: 50 }, text('c'), text('d')]),
    ).toEqual([
      { kind: 'reasoning', text: 'ab', durationMs: 750 },
      { kind: 'text', text: 'cd' },
    ]);
  });

  it('times reasoning that never led to text by its end', () => {
    expect(fold([reasoning('a'), { passMs: 30 }, { kind: 'stopped' }])).toEqual([
      { kind: 'reasoning', text: 'a', durationMs: 30 },
    ]);
    expect(fold([reasoning('a'), { passMs: 30 }])).toEqual([{ kind: 'reasoning', text: 'a' }]);
  });

  it('goes on with the same text when it is continued, even after more reasoning', () => {
    const before: readonly Part[] = [
      { kind: 'reasoning', text: 'r', durationMs: 100 },
      { kind: 'text', text: '```js\nlet a' },
    ];
    expect(fold([reasoning('s'), { passMs: 20 }, text(' = 1')], before)).toEqual([
      { kind: 'reasoning', text: 'rs', durationMs: 120 },
      { kind: 'text', text: '```js\nlet a = 1' },
    ]);
    expect(before[1]).toEqual({ kind: 'text', text: '```js\nlet a' });
  });

  it('collects tool calls by id and starts anew after a result', () => {
    const before: readonly Part[] = [
      { kind: 'text', text: 'Looking.' },
      { kind: 'tool_call', callId: 'a', name: 'find', arguments: '{}' },
      { kind: 'tool_result', callId: 'a', text: 'found' },
    ];
    expect(
      fold(
        [text('Now '), tool('b', 'x', '{"a"'), tool('c', '', ''), tool('b', 'x', ':1}')],
        before,
      ),
    ).toEqual([
      ...before,
      { kind: 'text', text: 'Now ' },
      { kind: 'tool_call', callId: 'b', name: 'x', arguments: '{"a":1}' },
      { kind: 'tool_call', callId: 'c', name: '', arguments: '' },
    ]);
  });

  it('gives snapshots that do not change later', () => {
    const answer = createAnswer();
    answer.push(text('a'));
    const early = answer.parts();
    answer.push(text('b'));
    expect(early).toEqual([{ kind: 'text', text: 'a' }]);
  });
});
