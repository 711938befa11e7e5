import { describe, expect, it } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { AttachmentPart, Part } from '../../../src/shared/model/conversation.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';

const text = (value: string): ChatStep => ({ kind: 'delta', text: value });
const reasoning = (value: string): ChatStep => ({ kind: 'reasoning', text: value });
const tool = (callId: string, name: string, argumentsDelta: string): ChatStep => ({
  kind: 'tool',
  callId,
  name,
  argumentsDelta,
});

const found: Part = {
  kind: 'tool_result',
  callId: 'a',
  content: [{ kind: 'text', text: 'found' }],
  isError: false,
};
const result: ChatStep = { ...found, kind: 'tool_result' };

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
      { kind: 'tool_call', callId: 'a', name: 'find', arguments: '{}', state: 'done' },
      found,
    ];
    expect(
      fold(
        [text('Now '), tool('b', 'x', '{"a"'), tool('c', '', ''), tool('b', 'x', ':1}')],
        before,
      ),
    ).toEqual([
      ...before,
      { kind: 'text', text: 'Now ' },
      { kind: 'tool_call', callId: 'b', name: 'x', arguments: '{"a":1}', state: 'proposed' },
      { kind: 'tool_call', callId: 'c', name: '', arguments: '', state: 'proposed' },
    ]);
  });

  it('gives snapshots that do not change later', () => {
    const answer = createAnswer([], () => 0);
    answer.push(text('a'));
    const early = answer.parts();
    answer.push(text('b'));
    expect(early).toEqual([{ kind: 'text', text: 'a' }]);
  });

  it('keeps reasoning and text in the order in which they came', () => {
    const steps = [reasoning('r1'), text('t1'), reasoning('r2'), { passMs: 5 }, text('t2')];
    expect(fold(steps)).toEqual([
      { kind: 'reasoning', text: 'r1', durationMs: 0 },
      { kind: 'text', text: 't1' },
      { kind: 'reasoning', text: 'r2', durationMs: 5 },
      { kind: 'text', text: 't2' },
    ]);
  });

  it('begins anew after a picture, a call and a result', () => {
    const picture = {
      kind: 'image',
      attachment: 'f'.repeat(64),
      mediaType: 'image/png',
      name: 'p',
    };
    const steps: readonly ChatStep[] = [
      text('a'),
      { kind: 'picture', url: 'data:', part: picture as AttachmentPart },
      text('b'),
      tool('a', 'find', '{}'),
      text('c'),
      result,
      text('d'),
    ];
    const kinds = fold(steps).map((part) => ('text' in part ? part.text : part.kind));
    expect(kinds).toEqual(['a', 'image', 'b', 'tool_call', 'c', 'tool_result', 'd']);
  });

  it('takes blank text between two pieces of reasoning for reasoning', () => {
    expect(fold([reasoning('a'), text('\n\n'), reasoning('b'), text('c')])).toEqual([
      { kind: 'reasoning', text: 'a\n\nb', durationMs: 0 },
      { kind: 'text', text: 'c' },
    ]);
    expect(fold([text('\n'), reasoning('b'), text('c')])).toEqual([
      { kind: 'reasoning', text: '\nb', durationMs: 0 },
      { kind: 'text', text: 'c' },
    ]);
  });

  it('makes two texts of what a server sends in alternating deltas', () => {
    const steps = Array.from({ length: 300 }, (_, at) => [reasoning(`r${at} `), text(`t${at} `)]);
    const parts = fold([reasoning('A long thought. '.repeat(20)), text('Well. '), ...steps.flat()]);
    expect(parts.map(({ kind }) => kind)).toEqual(['reasoning', 'text', 'reasoning']);
    const all = (letter: string): string => steps.map((_, at) => `${letter}${at} `).join('');
    const joined = (kind: Part['kind']): string =>
      parts.map((part) => (part.kind === kind && 'text' in part ? part.text : '')).join('');
    expect(joined('text')).toBe(`Well. ${all('t')}`);
    expect(joined('reasoning')).toBe('A long thought. '.repeat(20) + all('r'));
  });

  it('has a limit to how often long reasoning and text take turns', () => {
    const long = 'x'.repeat(500);
    const steps = Array.from({ length: 300 }, () => [reasoning(long), text(long)]);
    const parts = fold(steps.flat());
    expect(parts.length).toBeLessThanOrEqual(64);
    const length = parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);
    expect(length).toBe(300 * 2 * 500);
  });

  it('goes on with cut text although the model thinks first', () => {
    const before: readonly Part[] = [{ kind: 'text', text: '```js\nlet a' }];
    const after = fold([reasoning('s'), text(' = 1;'), text('\n```')], before);
    expect(after).toEqual([
      { kind: 'reasoning', text: 's', durationMs: 0 },
      { kind: 'text', text: '```js\nlet a = 1;\n```' },
    ]);
    expect(fold([reasoning('u'), text('!')], after)).toEqual([
      { kind: 'reasoning', text: 'su', durationMs: 0 },
      { kind: 'text', text: '```js\nlet a = 1;\n```!' },
    ]);
  });

  it('goes on with cut text although its first words turn out to be reasoning', () => {
    const before: readonly Part[] = [{ kind: 'text', text: 'Once' }];
    const steps: readonly ChatStep[] = [
      text('hm'),
      { kind: 'moved', from: 'text', length: 2 },
      text(' upon'),
    ];
    expect(fold(steps, before)).toEqual([
      { kind: 'reasoning', text: 'hm', durationMs: 0 },
      { kind: 'text', text: 'Once upon' },
    ]);
  });

  it('moves text that was reasoning, and reasoning that was text', () => {
    expect(fold([text('ab'), { kind: 'moved', from: 'text', length: 2 }, text('c')])).toEqual([
      { kind: 'reasoning', text: 'ab', durationMs: 0 },
      { kind: 'text', text: 'c' },
    ]);
    expect(fold([reasoning('abc'), { kind: 'moved', from: 'reasoning', length: 2 }])).toEqual([
      { kind: 'reasoning', text: 'a', durationMs: 0 },
      { kind: 'text', text: 'bc' },
    ]);
    expect(fold([reasoning('abc'), { kind: 'moved', from: 'reasoning', length: 3 }])).toEqual([
      { kind: 'text', text: 'abc' },
    ]);
  });

  it('completes reasoning with what has to be sent back with it', () => {
    const opaque = { provider: 'p', model: 'm', data: 'c2lnbmF0dXJl' };
    const steps: readonly ChatStep[] = [
      reasoning('a'),
      { kind: 'reasoning', text: 'b', opaque },
      { kind: 'reasoning', text: '', opaque },
      reasoning('c'),
      { kind: 'tool', callId: 'x', name: 'n', argumentsDelta: '{}', opaque },
    ];
    expect(fold(steps)).toEqual([
      { kind: 'reasoning', text: 'ab', durationMs: 0, opaque },
      { kind: 'reasoning', text: '', durationMs: 0, opaque },
      { kind: 'reasoning', text: 'c', durationMs: 0 },
      { kind: 'tool_call', callId: 'x', name: 'n', arguments: '{}', state: 'proposed', opaque },
    ]);
  });

  it('follows the state of a call, of the newest if an id comes again', () => {
    const steps: readonly ChatStep[] = [
      tool('a', 'find', '{}'),
      tool('b', 'look', '{}'),
      { kind: 'tool_state', callId: 'a', state: 'running' },
      result,
      { kind: 'tool_state', callId: 'a', state: 'done' },
      { kind: 'tool_state', callId: 'b', state: 'denied' },
      tool('a', 'find', '{"again":true}'),
      { kind: 'tool_state', callId: 'a', state: 'running' },
      { kind: 'tool_state', callId: 'nobody', state: 'running' },
    ];
    const states = (parts: readonly Part[]) =>
      parts.flatMap((part) => (part.kind === 'tool_call' ? [part.state] : []));
    expect(states(fold(steps))).toEqual(['done', 'denied', 'running']);
    expect(states(fold([...steps, { kind: 'stopped' }]))).toEqual([
      'done',
      'denied',
      'interrupted',
    ]);
    expect(states(fold([...steps, { kind: 'finished', finishReason: 'stop' }]))).toEqual([
      'done',
      'denied',
      'running',
    ]);
  });

  it('remembers since when a call runs, and only while it does', () => {
    const running: ChatStep = { kind: 'tool_state', callId: 'a', state: 'running', startedAt: 5 };
    const begun = [tool('a', 'find', '{}'), running];
    expect(fold(begun)).toMatchObject([{ state: 'running', startedAt: 5 }]);
    expect(
      fold([...begun, { kind: 'tool_state', callId: 'a', state: 'done' }])[0],
    ).not.toHaveProperty('startedAt');
    expect(fold([...begun, { kind: 'stopped' }])[0]).not.toHaveProperty('startedAt');
  });

  it('tells every change, so that whoever follows them has the same parts', () => {
    const answer = createAnswer([], () => 0);
    expect(answer.push(reasoning('a'))).toEqual([
      { kind: 'part', index: 0, part: { kind: 'reasoning', text: '' } },
      { kind: 'grow', index: 0, text: 'a' },
    ]);
    expect(answer.push(text('\n'))).toEqual([
      { kind: 'part', index: 1, part: { kind: 'text', text: '' } },
      { kind: 'grow', index: 1, text: '\n' },
    ]);
    expect(answer.push(reasoning('b'))).toEqual([
      { kind: 'moved', from: 1, to: 0, length: 1 },
      { kind: 'grow', index: 0, text: 'b' },
    ]);
    expect(answer.push(text(''))).toEqual([]);
  });

  it('hands out an unchanged part as the same object', () => {
    const answer = createAnswer([], () => 0);
    for (const step of [reasoning('a'), text('b')]) answer.push(step);
    const before = answer.parts();
    answer.push(text('c'));
    expect(answer.parts()[0]).toBe(before[0]);
    expect(answer.parts()[1]).not.toBe(before[1]);
  });
});
