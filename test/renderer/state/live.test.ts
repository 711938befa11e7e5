import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Events } from '../../../src/shared/contract/index.ts';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';
import {
  answer,
  attached,
  conversationId,
  finalSnapshot,
  held,
  messageId,
  read,
  run,
  settledAfter,
  snapshotAfter,
  started,
  stepsOf,
  turn,
  written,
  type Piece,
} from './world.ts';

const words = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' });
const texts: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom('text' as const, 'reasoning' as const),
  text: words,
});
const callId = fc.constantFrom('a', 'b');
const others: fc.Arbitrary<Piece> = fc.oneof(
  fc
    .tuple(callId, words)
    .map(([id, text]): Piece => ({ kind: 'tool', callId: id, name: 'find', argumentsDelta: text })),
  fc
    .tuple(callId, fc.constantFrom('running' as const, 'done' as const))
    .map(([id, state]): Piece => ({ kind: 'tool_state', callId: id, state })),
  fc.tuple(callId, words).map(([id, text]): Piece => ({
    kind: 'tool_result',
    callId: id,
    content: [{ kind: 'text', text }],
    isError: false,
  })),
  fc
    .tuple(fc.constantFrom('text' as const, 'reasoning' as const), fc.nat(9))
    .map(([from, length]): Piece => ({ kind: 'moved', from, length })),
  fc.constant<Piece>({
    kind: 'picture',
    url: 'data:',
    part: { kind: 'image', attachment: 'f'.repeat(64), mediaType: 'image/png', name: 'p' },
  }),
);
/** Answers that begin with a word: there is always something to lose. */
const pieces = fc
  .tuple(texts, fc.array(fc.oneof({ weight: 3, arbitrary: texts }, others), { maxLength: 40 }))
  .map(([first, rest]) => [first, ...rest]);
const onlyText = fc.array(texts, { minLength: 1, maxLength: 40 });
const loading = { kind: 'loading', conversationId } as const;

describe('a live answer', () => {
  it('holds every character once, when batches come in order, some of them twice', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(39), { maxLength: 20 }), (pieces, again) => {
        const steps = stepsOf(pieces);
        const told = steps.flatMap((step, index) => [
          step,
          // Anything already told may be told again at any time.
          ...again.filter((at) => at <= index).map((at) => steps[at] ?? step),
        ]);
        const state = run(attached(), told);
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(held(state).stale).toBe(false);
      }),
    );
  });

  it('never shows text with a hole in it: a gap makes it stale and keeps what came before', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), (pieces, seed) => {
        const steps = stepsOf(pieces);
        const lost = seed % steps.length;
        const state = run(attached(), [...steps.slice(0, lost), ...steps.slice(lost + 1)]);
        expect(read(state)).toEqual(written(steps, lost));
        expect(held(state).stale).toBe(lost < steps.length - 1);
      }),
    );
  });

  it('is whole again after a gap, whenever the snapshot was taken and whatever overtook it', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), fc.nat(), fc.nat(), (pieces, a, b, c) => {
        const steps = stepsOf(pieces);
        const lost = a % steps.length;
        // The snapshot holds at least what was told before it was asked for.
        const asked = lost + (b % (steps.length - lost)) + 1;
        const taken = asked + (c % (steps.length - asked + 1));
        let state = run(attached(), [...steps.slice(0, lost), ...steps.slice(lost + 1, asked)]);
        state = reduce(state, loading);
        state = run(state, steps.slice(asked));
        state = reduce(state, { kind: 'opened', opened: snapshotAfter(steps, taken) });
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(held(state).stale).toBe(false);
        expect(state.early).toBeNull();
      }),
    );
  });

  it('attaches in mid-stream: events before, while and after the snapshot comes', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), fc.nat(), (pieces, a, b) => {
        const steps = stepsOf(pieces);
        const taken = a % (steps.length + 1);
        const overtaking = taken + (b % (steps.length - taken + 1));
        let state = reduce(initialState, loading);
        state = run(state, steps.slice(0, overtaking));
        state = reduce(state, { kind: 'opened', opened: snapshotAfter(steps, taken) });
        state = run(state, steps.slice(overtaking));
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(held(state).stale).toBe(false);
      }),
    );
  });

  it('grows the log it had when it is opened again, so that a reader need not start over', () => {
    const steps = stepsOf([
      { kind: 'text', text: 'one ' },
      { kind: 'text', text: 'two ' },
      { kind: 'text', text: 'three' },
    ]);
    const before = run(attached(), steps.slice(0, 1));
    const log = held(before).live?.parts[0]?.log;
    const state = run(before, [...steps.slice(2), loading]);
    const opened = reduce(state, { kind: 'opened', opened: snapshotAfter(steps, 3) });
    expect(read(opened).text).toBe('one two three');
    expect(held(opened).live?.parts[0]?.log?.previous).toBe(log);
  });
});

describe('the end of an answer', () => {
  it('joins the text that was streamed to what main says', () => {
    fc.assert(
      fc.property(pieces, (pieces) => {
        const steps = stepsOf(pieces);
        const state = run(attached(), [...steps, settledAfter(steps)]);
        expect(held(state).live).toBeNull();
        expect(held(state).stale).toBe(false);
        expect(held(state).messages[messageId]?.status).toBe('complete');
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(state.streaming.has(conversationId)).toBe(false);
      }),
    );
  });

  it('is not believed when a batch is missing: the conversation is opened again', () => {
    fc.assert(
      fc.property(onlyText, fc.nat(), (pieces, seed) => {
        const steps = stepsOf(pieces);
        const lost = seed % steps.length;
        let state = run(attached(), [
          ...steps.slice(0, lost),
          ...steps.slice(lost + 1),
          settledAfter(steps),
        ]);
        expect(held(state).stale).toBe(true);
        expect(state.streaming.has(conversationId)).toBe(false);
        state = run(state, [loading, { kind: 'opened', opened: finalSnapshot(steps) }]);
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(held(state).live).toBeNull();
      }),
    );
  });

  it('that overtakes a snapshot is not lost: an older snapshot is asked for once more', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), fc.boolean(), (pieces, a, isOpen) => {
        const steps = stepsOf(pieces);
        const taken = a % (steps.length + 1);
        let state = reduce(isOpen ? attached() : initialState, loading);
        state = run(state, [...steps, settledAfter(steps)]);
        state = reduce(state, { kind: 'opened', opened: snapshotAfter(steps, taken) });
        expect(held(state).stale).toBe(true);
        state = run(state, [loading, { kind: 'opened', opened: finalSnapshot(steps) }]);
        expect(held(state)).toMatchObject({ stale: false, live: null });
        expect(read(state)).toEqual(written(steps, steps.length));
        expect(state.streaming.has(conversationId)).toBe(false);
      }),
    );
  });

  it('is believed however many parts it has, and nothing is fetched again', () => {
    const round = (id: string): readonly Piece[] => [
      { kind: 'reasoning', text: `thought ${id}` },
      { kind: 'text', text: `said ${id}` },
      { kind: 'tool', callId: id, name: 'find', argumentsDelta: '{}' },
      { kind: 'tool_result', callId: id, content: [{ kind: 'text', text: 'x' }], isError: false },
    ];
    const steps = stepsOf([...round('a'), ...round('b'), { kind: 'text', text: 'the end' }]);
    const state = run(attached(), [...steps, settledAfter(steps)]);
    expect(held(state)).toMatchObject({ stale: false, live: null });
    expect(read(state).parts).toHaveLength(9);
    expect(read(state)).toEqual(written(steps, steps.length));
  });

  it('does not put the same text into two places', () => {
    const steps = stepsOf([{ kind: 'text', text: 'once' }]);
    const twoParts = answer({
      status: 'complete',
      parts: [
        { kind: 'text', text: '' },
        { kind: 'tool_call', callId: 'a', name: 'look', arguments: '', state: 'done' },
        { kind: 'text', text: '' },
      ],
    });
    const state = run(attached(), [
      ...steps,
      {
        kind: 'event',
        name: 'settled',
        payload: { conversationId, message: twoParts, lengths: [4, 2, 0] },
      },
    ]);
    expect(held(state).stale).toBe(true);
  });

  it('marks a conversation out of sight as unread, but not one that was deleted', () => {
    const steps = stepsOf([{ kind: 'text', text: 'done' }]);
    const out = run(attached(), [...steps, settledAfter(steps)]);
    expect(out.unread.has(conversationId)).toBe(true);
    const deleted = run(attached(), [
      { kind: 'event', name: 'removed', payload: { conversationId } },
      settledAfter(steps),
    ]);
    expect(deleted.unread.has(conversationId)).toBe(false);
    expect(deleted.streaming.has(conversationId)).toBe(false);
  });
});

describe('a turn', () => {
  it('that continues an answer starts from its text, and waits again for a word', () => {
    const opened = reduce(initialState, {
      kind: 'opened',
      opened: finalSnapshot(stepsOf([{ kind: 'text', text: 'so far' }])),
    });
    const state = reduce(opened, started);
    expect(read(state).text).toBe('so far');
    expect(held(state).live?.hasBegun).toBe(false);
    const more = reduce(state, { kind: 'event', name: 'text', payload: [turn, 1, 0, ', and on'] });
    expect(read(more).text).toBe('so far, and on');
    expect(held(more).live?.hasBegun).toBe(true);
  });

  it('of an unknown message makes the conversation stale', () => {
    const opened = reduce(initialState, {
      kind: 'opened',
      opened: finalSnapshot(stepsOf([{ kind: 'text', text: 'x' }])),
    });
    const state = reduce(opened, {
      kind: 'event',
      name: 'turn',
      payload: {
        kind: 'started',
        turn,
        seq: 0,
        conversationId,
        messageId: '00000000-0000-7000-8000-000000000099',
      },
    });
    expect(held(state).stale).toBe(true);
  });

  it('of a conversation that is not held costs nothing', () => {
    const state = reduce(initialState, { kind: 'event', name: 'text', payload: [turn, 1, 0, 'x'] });
    expect(state).toBe(initialState);
  });
});

describe('the parts of a live answer', () => {
  it('that do not grow stay the same objects', () => {
    const steps = stepsOf([
      { kind: 'reasoning', text: 'thought' },
      { kind: 'text', text: 'one' },
      { kind: 'text', text: ' two' },
    ]);
    const state = run(attached(), steps.slice(0, -1));
    const next = reduce(state, steps.at(-1) ?? started);
    expect(held(next).live?.parts[0]).toBe(held(state).live?.parts[0]);
    expect(held(next).live?.parts[1]?.part).toBe(held(state).live?.parts[1]?.part);
    expect(held(next).live?.parts[1]).not.toBe(held(state).live?.parts[1]);
  });

  it('are fetched again when an event does not fit them', () => {
    const steps = stepsOf([{ kind: 'text', text: 'one' }]);
    const seq = steps.length + 1;
    const events: readonly Events['turn'][] = [
      { kind: 'part', turn, seq, index: 5, part: { kind: 'text', text: 'x' } },
      { kind: 'moved', turn, seq, from: 0, to: 3, length: 1 },
      {
        kind: 'call',
        turn,
        seq,
        index: 0,
        call: { kind: 'tool_call', callId: 'c', name: 'find', arguments: '', state: 'done' },
      },
    ];
    for (const payload of events) {
      const state = run(attached(), [...steps, { kind: 'event', name: 'turn', payload }]);
      expect(held(state).stale).toBe(true);
      expect(read(state).text).toBe('one');
    }
    const nowhere = { kind: 'event', name: 'text', payload: [turn, seq, 4, 'x'] } as const;
    expect(held(run(attached(), [...steps, nowhere])).stale).toBe(true);
  });
});
