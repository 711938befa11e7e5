import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streamedText, withStreamedText } from '../../../../src/shared/model/conversation-views.ts';
import {
  toolStateSchema,
  type Message,
  type Part,
} from '../../../../src/shared/model/conversation.ts';
import {
  applyJournal,
  journalLines,
  recordsBetween,
  replayJournal,
  type JournalRecord,
} from '../../../../src/main/store/conversations/journal-format.ts';
import { takeBranch } from '../../../../src/shared/model/tree/branches.ts';
import { answer, conversationOf, question } from '../samples.ts';

const asked = question(11, null, 'Tell me a story');
const begun = answer(12, asked.id, '', 'streaming');
const story = conversationOf(1, 'Story', [asked, begun]);

function grown(text: string): Message {
  return answer(12, asked.id, text, 'streaming');
}

const partArbitrary: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'grapheme' }) }),
  fc.record({
    kind: fc.constant('reasoning' as const),
    text: fc.string(),
    durationMs: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('tool_call' as const),
    callId: fc.string(),
    name: fc.string(),
    arguments: fc.string(),
    state: fc.constantFrom(...toolStateSchema.options),
  }),
);

/** The stages of a growing answer, and some jumps that should never happen. */
const historyArbitrary = fc
  .array(fc.tuple(fc.constantFrom('grow', 'add', 'replace', 'usage'), partArbitrary), {
    maxLength: 30,
  })
  .map((steps) => {
    const history: Message[] = [begun];
    for (const [kind, part] of steps) {
      const last = history.at(-1) ?? begun;
      const tail = last.parts.at(-1);
      const streamed = tail === undefined ? null : streamedText(tail);
      if (kind === 'grow' && tail !== undefined && streamed !== null) {
        const longer = withStreamedText(tail, `${streamed}${streamedText(part) ?? 'x'}`);
        history.push({ ...last, parts: last.parts.with(last.parts.length - 1, longer) });
      } else if (kind === 'replace') history.push({ ...last, parts: [part] });
      else if (kind === 'usage') {
        const usage = { promptTokens: 1, completionTokens: last.parts.length, totalTokens: 2 };
        history.push({ ...last, usage });
      } else history.push({ ...last, parts: [...last.parts, part] });
    }
    return history;
  });

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

test('gives back any message that was written, however it changed', () => {
  fc.assert(
    fc.property(historyArbitrary, (history) => {
      const replayed = replayJournal(journalLines(recordsOf(history))).get(begun.id);
      expect(replayed).toEqual(history.at(-1));
    }),
    { numRuns: 500 },
  );
});

test('cut anywhere, it gives a state that the answer really had', () => {
  fc.assert(
    fc.property(historyArbitrary, fc.nat(), (history, cut) => {
      const bytes = journalLines(recordsOf(history));
      const replayed = replayJournal(bytes.subarray(0, cut % (bytes.byteLength + 1)));
      const message = replayed.get(begun.id);
      if (message === undefined) return;
      // One change may be several lines; each part is then in its old or new state.
      const states = history.flatMap((state) => state.parts.map((part) => JSON.stringify(part)));
      for (const part of message.parts) expect(states).toContain(JSON.stringify(part));
    }),
    { numRuns: 500 },
  );
});

test('with any byte changed, it never throws and never invents another message', () => {
  const bytes = journalLines(
    recordsOf([begun, grown('a'), grown('ab'), grown('abc'), grown('abcd')]),
  );
  for (let index = 0; index < bytes.byteLength; index += 1) {
    for (const mask of [0x01, 0x20, 0x80]) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ mask;
      expect(() => replayJournal(flipped)).not.toThrow();
    }
  }
});

test('a journal of a deleted branch brings nothing back', () => {
  const journal = new Map([[begun.id, { ...begun, status: 'complete' as const }]]);
  expect(applyJournal(conversationOf(1, 'Story', [asked]), journal).messages).toHaveProperty(
    begun.id,
  );
  for (const rootId of [asked.id, begun.id]) {
    const made = takeBranch(story, rootId);
    if (made === null) throw new Error('It was there');
    expect(applyJournal(made.conversation, journal)).toBe(made.conversation);
  }
});
