import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  inputBudget,
  longestSummary,
  planCut,
  summaryBudget,
  type RoomRequest,
} from '../../../../src/main/context/compaction/plan.ts';

/** Turns of a question and an answer, which take this much each. */
const turns = (...tokens: readonly number[]): RoomRequest['sent'] =>
  tokens.flatMap((each) => [
    { role: 'user' as const, tokens: each },
    { role: 'assistant' as const, tokens: each },
  ]);
const request = (more: Partial<RoomRequest>): RoomRequest => ({
  windowTokens: 32_000,
  fixedTokens: 100,
  before: 0,
  sent: [],
  ...more,
});

describe('where a checkpoint goes', () => {
  it('keeps a quarter of what a request may take, at most 20,000 tokens', () => {
    const small = request({ sent: turns(2000, 2000, 2000, 1000) });
    expect(planCut(small, 'compact')).toEqual({
      kind: 'cut',
      at: 4,
      room: { messages: 4, tokens: 8000 },
    });
    const large = request({ windowTokens: 1_000_000, sent: turns(9000, 9000, 9000, 9000) });
    expect(planCut(large, 'compact')).toMatchObject({ at: 6 });
    // Without a summary nothing has to be paid for, so more is kept.
    expect(planCut(small, 'drop')).toMatchObject({ at: 2 });
  });

  it('counts the messages before an earlier checkpoint, too', () => {
    const again = request({ before: 10, sent: turns(5000, 500, 500) });
    expect(planCut(again, 'compact')).toMatchObject({ at: 2, room: { messages: 12 } });
  });

  it('finds nothing in a single turn, and pays for no summary that would not help', () => {
    expect(planCut(request({ sent: [] }), 'compact')).toEqual({ kind: 'nothing' });
    expect(planCut(request({ sent: turns(3000) }), 'compact')).toEqual({ kind: 'nothing' });
    const huge = request({ sent: turns(100, 16_000) });
    expect(planCut(huge, 'compact')).toMatchObject({ kind: 'too_big' });
    expect(planCut(request({ fixedTokens: 40_000, sent: turns(1, 1) }), 'drop').kind).toBe(
      'too_big',
    );
    // The last turn stays whole, though it is longer than a tail should be.
    expect(planCut(request({ sent: turns(100, 10_000) }), 'compact')).toMatchObject({ at: 2 });
  });

  it('takes a part of what a server refused whose window is unknown', () => {
    const refused = request({
      windowTokens: null,
      fixedTokens: 0,
      sent: turns(500, 500, 500, 500),
    });
    expect(planCut(refused, 'compact')).toMatchObject({ kind: 'cut', at: 6 });
  });
});

test('a cut is before a later question, makes the request smaller and lets it fit', () => {
  const sent = fc.array(
    fc.record({ role: fc.constantFrom('user', 'assistant'), tokens: fc.nat(9000) }),
    { maxLength: 30 },
  );
  const window = fc.integer({ min: 1000, max: 200_000 });
  fc.assert(
    fc.property(sent, window, fc.nat(4000), fc.constantFrom('compact', 'drop'), (...given) => {
      const [messages, windowTokens, fixedTokens, way] = given;
      const cut = planCut({ windowTokens, fixedTokens, sent: messages, before: 3 }, way);
      if (cut.kind !== 'cut') return;
      expect(cut.at).toBeGreaterThan(0);
      expect(messages[cut.at]?.role).toBe('user');
      const tail = messages.slice(cut.at).reduce((sum, { tokens }) => sum + tokens, 0);
      const whole = messages.reduce((sum, { tokens }) => sum + tokens, 0);
      expect(cut.room).toEqual({ messages: 3 + cut.at, tokens: whole - tail });
      const budget = inputBudget(windowTokens);
      const summary = way === 'compact' ? summaryBudget(budget) : 0;
      expect(summary).toBeLessThanOrEqual(longestSummary);
      expect(fixedTokens + summary + tail).toBeLessThanOrEqual(budget);
    }),
    { numRuns: 200 },
  );
});
