import { describe, expect, it } from 'vitest';
import type { ChatStep } from '../../../../src/shared/model/chat-event.ts';
import { delta, finished, reasoning, rig } from './relay-rig.ts';

describe('the relay', () => {
  it('sends the first text at once and joins what follows until the window asks', () => {
    const { relay, sent } = rig();
    relay.push(delta('a'));
    expect(sent).toEqual([{ name: 'text', seq: 1, text: 'a' }]);
    relay.push(delta('b'));
    relay.push(delta('c'.repeat(100_000)));
    expect(sent).toHaveLength(1);
    relay.acknowledge(1);
    expect(sent[1]).toEqual({ name: 'text', seq: 2, text: `b${'c'.repeat(100_000)}` });
    expect(sent).toHaveLength(2);
  });

  it('sends at once what comes after the window has asked', () => {
    const { relay, sent } = rig();
    relay.push(delta('a'));
    relay.acknowledge(1);
    expect(sent).toHaveLength(1);
    relay.push(delta('b'));
    expect(sent).toHaveLength(2);
  });

  it('sends what is pending when the kind changes', () => {
    const { relay, sent } = rig();
    relay.push(reasoning('r1'));
    relay.push(reasoning('r2'));
    relay.push(delta('t1'));
    expect(sent.map((one) => one.name)).toEqual(['reasoning', 'reasoning']);
    relay.acknowledge(2);
    expect(sent[2]).toEqual({ name: 'text', seq: 3, text: 't1' });
  });

  it('gathers while a batch is unacknowledged, then sends one', () => {
    const { relay, sent } = rig();
    relay.push(delta('a'));
    for (let count = 0; count < 1000; count += 1) relay.push(delta('c'));
    expect(sent).toHaveLength(1);
    relay.acknowledge(0);
    expect(sent).toHaveLength(1);
    relay.acknowledge(1);
    expect(sent[1]).toEqual({ name: 'text', seq: 2, text: 'c'.repeat(1000) });
    relay.acknowledge(2);
    expect(sent).toHaveLength(2);
  });

  it('does not let the first text of a part wait for a batch', () => {
    const { relay, sent } = rig();
    relay.push(reasoning('r'));
    relay.push(delta('t1'));
    expect(sent[1]).toEqual({ name: 'text', seq: 2, text: 't1' });
    relay.push(delta('t2'));
    relay.acknowledge(1);
    expect(sent).toHaveLength(2);
    relay.acknowledge(2);
    expect(sent[2]).toEqual({ name: 'text', seq: 3, text: 't2' });
  });

  it('lets the end wait for nobody, after all text', () => {
    const { relay, sent, text } = rig();
    relay.push({ kind: 'started', conversationId: 'c', messageId: 'm' });
    for (const piece of 'abcdef') relay.push(delta(piece));
    relay.push({
      kind: 'usage',
      usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
    });
    relay.push(finished);
    expect(text()).toBe('abcdef');
    const last = sent.at(-1);
    expect(last?.name === 'turn' && last.event.kind).toBe('finished');
    expect(sent.map((one) => one.seq)).toEqual(sent.map((_, index) => index + 1));
    const count = sent.length;
    relay.push(delta('late'));
    relay.push(finished);
    relay.acknowledge(99);
    expect(sent).toHaveLength(count);
  });

  it('joins the fragments of a tool call', () => {
    const { relay, sent } = rig();
    const tool = (argumentsDelta: string): ChatStep => ({
      kind: 'tool',
      callId: 'x',
      name: 'search',
      argumentsDelta,
    });
    for (const piece of ['{', '"a"', ':1', '}']) relay.push(tool(piece));
    relay.acknowledge(1);
    const call = { kind: 'tool_call', callId: 'x', name: 'search', state: 'proposed' } as const;
    expect(sent).toEqual([
      {
        name: 'turn',
        seq: 1,
        event: { kind: 'part', turn: 7, seq: 1, index: 0, part: { ...call, arguments: '{' } },
      },
      { name: 'arguments', seq: 2, text: '"a":1}' },
    ]);
  });

  it('announces a part with its first text, and then only names its number', () => {
    const { relay, raw } = rig();
    for (const step of [reasoning('a'), reasoning('b'), delta('c'), delta('d'), reasoning('e')]) {
      relay.push(step);
      relay.acknowledge(relay.seq());
    }
    expect(raw).toEqual([
      { kind: 'part', turn: 7, seq: 1, index: 0, part: { kind: 'reasoning', text: 'a' } },
      [7, 2, 0, 'b'],
      { kind: 'part', turn: 7, seq: 3, index: 1, part: { kind: 'text', text: 'c' } },
      [7, 4, 1, 'd'],
      { kind: 'part', turn: 7, seq: 5, index: 2, part: { kind: 'reasoning', text: 'e' } },
    ]);
  });

  it('spends on a batch no more than its envelope', () => {
    const { relay, raw } = rig();
    for (let count = 0; count < 1000; count += 1) {
      relay.push(delta(' word'));
      relay.acknowledge(relay.seq());
    }
    const bytes = raw.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
    // [7,1000,0," word"] is 18 bytes, and the part is announced once.
    expect(bytes).toBeLessThanOrEqual(18 * 1000 + 80);
  });

  it('tells a state and a result after all text before them', () => {
    const { relay, raw, shown, parts } = rig();
    relay.push(delta('Let me'));
    relay.push(delta(' look.'));
    relay.push({ kind: 'tool', callId: 'x', name: '', argumentsDelta: '' });
    relay.push({ kind: 'tool', callId: 'x', name: 'find', argumentsDelta: '{}' });
    relay.push({ kind: 'tool_state', callId: 'x', state: 'running' });
    relay.push({ kind: 'tool_result', callId: 'x', content: [], isError: true });
    relay.push({ kind: 'tool_state', callId: 'x', state: 'failed' });
    relay.push(delta('Found'));
    relay.push({ kind: 'finished', finishReason: 'stop' });
    expect(raw.map((one) => ('kind' in one ? one.kind : one[3]))).toEqual([
      'part',
      ' look.',
      'part',
      'call',
      '{}',
      'call',
      'part',
      'call',
      'part',
      'finished',
    ]);
    expect(shown().map(({ part }) => part.kind)).toEqual(parts().map(({ kind }) => kind));
    expect(parts()[1]).toMatchObject({ name: 'find', arguments: '{}', state: 'failed' });
  });

  it('never cuts a character in two', () => {
    const { relay, sent, text } = rig();
    relay.push(delta('a\ud83d'));
    expect(sent[0]).toMatchObject({ text: 'a' });
    relay.acknowledge(1);
    expect(sent).toHaveLength(1);
    relay.push(delta('\ude00'));
    expect(sent[1]).toMatchObject({ text: '😀' });
    relay.push(delta('\ud83d'));
    relay.push(finished);
    expect(text()).toBe('a😀\ud83d');
  });

  it('sends nothing without a window, and everything later from there on', () => {
    const { relay, sent } = rig();
    relay.push(delta('a'));
    relay.push(delta('dropped'));
    relay.detach();
    relay.push(delta('dropped too'));
    relay.acknowledge(1);
    expect(sent).toHaveLength(1);
    relay.attach();
    expect(relay.seq()).toBe(1);
    relay.push(delta('b'));
    expect(sent[1]).toEqual({ name: 'text', seq: 2, text: 'b' });
  });

  it('says nothing of an end that no window saw', () => {
    const { relay, sent } = rig();
    relay.detach();
    relay.push(finished);
    relay.attach();
    relay.push(delta('late'));
    expect(sent).toEqual([]);
  });
});
