import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Events } from '../../../src/shared/contract/index.ts';
import { initialState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';
import {
  attached,
  conversationId,
  finalSnapshot,
  held,
  read,
  run,
  snapshotAfter,
  started,
  stepsOf,
  turn,
  written,
} from './world.ts';
import { pieces } from './arbitrary-pieces.ts';

const loading = { kind: 'loading', conversationId } as const;

describe('a live answer', () => {
  it('holds every character once, when batches come in order, some of them twice', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(39), { maxLength: 20 }), (pieces, again) => {
        const steps = stepsOf(pieces);
        const told = steps.flatMap((step, index) => [
          step,
          // Any earlier event may be repeated at any time.
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
        // The snapshot contains at least everything sent before it was requested.
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
    const log = held(before).live[0]?.parts[0]?.log;
    const state = run(before, [...steps.slice(2), loading]);
    const opened = reduce(state, { kind: 'opened', opened: snapshotAfter(steps, 3) });
    expect(read(opened).text).toBe('one two three');
    expect(held(opened).live[0]?.parts[0]?.log?.previous).toBe(log);
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
    expect(held(state).live[0]?.hasBegun).toBe(false);
    const more = reduce(state, { kind: 'event', name: 'text', payload: [turn, 1, 0, ', and on'] });
    expect(read(more).text).toBe('so far, and on');
    expect(held(more).live[0]?.hasBegun).toBe(true);
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
    expect(held(next).live[0]?.parts[0]).toBe(held(state).live[0]?.parts[0]);
    expect(held(next).live[0]?.parts[1]?.part).toBe(held(state).live[0]?.parts[1]?.part);
    expect(held(next).live[0]?.parts[1]).not.toBe(held(state).live[0]?.parts[1]);
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
