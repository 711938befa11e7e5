import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message, Part } from '../../../src/shared/model/conversation.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import {
  journalLines,
  recordsBetween,
  replayJournal,
  type JournalRecord,
} from '../../../src/main/store/conversations/journal-format.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, question } from './samples.ts';
import { newRoot, storeOn } from './support.ts';

const asked = question(11, null, 'Tell me a story');
const begun = answer(12, asked.id, '', 'streaming');
const story = conversationOf(1, 'Story', [asked, begun]);

function recordsOf(history: readonly Message[]): readonly JournalRecord[] {
  const [first = begun, ...rest] = history;
  const records: JournalRecord[] = [{ kind: 'whole', message: first }];
  let before = first;
  for (const message of rest) {
    records.push(...recordsBetween(before, message));
    before = message;
  }
  return records;
}

const callIds = fc.constantFrom('a', 'b');
const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const stepArbitrary: fc.Arbitrary<ChatStep> = fc.oneof(
  words.map((text): ChatStep => ({ kind: 'delta', text })),
  words.map((text): ChatStep => ({ kind: 'reasoning', text })),
  fc.tuple(callIds, words).map(([callId, argumentsDelta]): ChatStep => ({
    kind: 'tool',
    callId,
    name: 'find',
    argumentsDelta,
  })),
  fc
    .tuple(callIds, fc.constantFrom('approved' as const, 'running' as const, 'done' as const))
    .map(([callId, state]): ChatStep => ({ kind: 'tool_state', callId, state })),
  fc.tuple(callIds, words).map(([callId, text]): ChatStep => ({
    kind: 'tool_result',
    callId,
    content: [{ kind: 'text', text }],
    isError: false,
  })),
  fc
    .tuple(fc.constantFrom('text' as const, 'reasoning' as const), fc.nat(9))
    .map(([from, length]): ChatStep => ({ kind: 'moved', from, length })),
);

/** The answer after each of these steps. */
function statesOf(steps: readonly ChatStep[], before: readonly Part[] = []): readonly Message[] {
  const growing = createAnswer(before, () => 0);
  return steps.map((step) => {
    growing.push(step);
    return { ...begun, parts: growing.parts() };
  });
}

/** What remains of a part if its program is killed. */
function afterKill(part: Part): Part {
  // A call that awaits approval names its tool; no call in this test does.
  const isUnderWay =
    part.kind === 'tool_call' &&
    (part.state === 'proposed' || part.state === 'approved' || part.state === 'running');
  return isUnderWay ? { ...part, state: 'interrupted' } : part;
}

describe('an answer of many parts', () => {
  test('is in the journal as it is, whichever of its states were written down', () => {
    fc.assert(
      fc.property(
        fc.array(stepArbitrary, { maxLength: 60 }),
        fc.array(fc.nat(5)),
        (steps, skips) => {
          const written: Message[] = [];
          let skip = 0;
          for (const [index, state] of statesOf(steps).entries()) {
            skip -= 1;
            if (skip > 0 && index < steps.length - 1) continue;
            written.push(state);
            skip = skips[written.length % (skips.length || 1)] ?? 0;
          }
          const replayed = replayJournal(journalLines(recordsOf([begun, ...written])));
          expect(replayed.get(begun.id)).toEqual(written.at(-1) ?? begun);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is there after a kill and a new start, part for part, and so is one that was continued', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepArbitrary, { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        async (steps, isContinued) => {
          const root = newRoot();
          const time = manualTime();
          const { conversations } = await storeOn(root, { clock: time, timers: time });
          const before: readonly Part[] = isContinued
            ? [
                { kind: 'reasoning', text: 'r' },
                { kind: 'text', text: 'Once' },
              ]
            : [];
          const cut: Message = {
            ...begun,
            parts: before,
            status: isContinued ? 'truncated' : 'streaming',
          };
          await conversations.write(conversationOf(1, 'Story', [asked, cut]));
          // Nothing from before a turn is ever moved.
          const taken = steps.filter(({ kind }) => !isContinued || kind !== 'moved');
          const states = statesOf(taken, before);
          for (const state of states) {
            conversations.writeStreaming(story.id, state);
            await time.pass(250);
          }
          const next = await storeOn(root);
          await next.conversations.load();
          const last = states.at(-1) ?? cut;
          const found = (await next.conversations.read(story.id)).messages[begun.id];
          const isFurther = JSON.stringify(last.parts) !== JSON.stringify(before);
          expect(found?.parts).toEqual(isFurther ? last.parts.map(afterKill) : before);
          await next.conversations.flush();
          const third = await storeOn(root);
          expect((await third.conversations.read(story.id)).messages[begun.id]).toEqual(found);
        },
      ),
      {
        numRuns: 40,
        // Regression: a call without arguments was mistaken for nothing new, and lost.
        examples: [[[{ kind: 'tool', callId: 'a', name: 'find', argumentsDelta: '' }], false]],
      },
    );
  }, 60_000);

  test('spends on new arguments of a call what they are long', () => {
    const call: Part = {
      kind: 'tool_call',
      callId: 'a',
      name: 'n',
      arguments: '',
      state: 'proposed',
    };
    const at = (length: number): Message => ({
      ...begun,
      parts: [{ ...call, arguments: 'x'.repeat(length) }],
    });
    const line = journalLines(recordsBetween(at(10_000), at(10_010)));
    expect(line.byteLength).toBeLessThan(150);
  });
});
