import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  stepsOf,
  written,
  type Piece,
} from './world.ts';
import { onlyText, pieces } from './arbitrary-pieces.ts';

const loading = { kind: 'loading', conversationId } as const;

describe('the end of an answer', () => {
  it('joins the text that was streamed to what main says', () => {
    fc.assert(
      fc.property(pieces, (pieces) => {
        const steps = stepsOf(pieces);
        const state = run(attached(), [...steps, settledAfter(steps)]);
        expect(held(state).live).toEqual([]);
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
        expect(held(state).live).toEqual([]);
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
        expect(held(state)).toMatchObject({ stale: false, live: [] });
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
    expect(held(state)).toMatchObject({ stale: false, live: [] });
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
        payload: { conversationId, message: twoParts, lengths: [4, 2, 0], goesOn: false },
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
