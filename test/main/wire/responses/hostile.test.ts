import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src/main/turns/answer.ts';
import { createResponseReader } from '../../../../src/main/wire/responses/event-reader.ts';
import type { ChatStep } from '../../../../src/shared/model/chat-event.ts';

const origin = { provider: 'p', model: 'm' };
const junk = fc.constantFrom<unknown>(null, 7, true, '', 'x', [], {}, [null], { type: 'message' });
const words = fc.constantFrom('ha', 'Hello', ' <think>', '</think>', '{"a":1}', '\n', '');

const item = fc.oneof(
  junk,
  fc.record(
    {
      type: fc.constantFrom(
        'message',
        'reasoning',
        'function_call',
        'image_generation_call',
        'web_search_call',
        'hologram',
      ),
      id: fc.constantFrom('a', 'b', ''),
      call_id: fc.oneof(fc.constantFrom('c', ''), junk),
      name: fc.oneof(fc.constant('clock'), junk),
      arguments: fc.oneof(words, junk),
      content: fc.oneof(
        fc.array(fc.oneof(fc.record({ type: fc.constant('output_text'), text: words }), junk)),
        junk,
      ),
      summary: fc.oneof(fc.array(fc.oneof(fc.record({ text: words }), junk)), junk),
      encrypted_content: fc.oneof(fc.constant('sealed'), junk),
      result: fc.oneof(fc.constant('iVBORw0KGgoAAAANSUhEUg=='), junk),
    },
    { requiredKeys: ['type'] },
  ),
);

const event = fc.oneof(
  { weight: 1, arbitrary: junk },
  {
    weight: 12,
    arbitrary: fc.record(
      {
        type: fc.constantFrom(
          'response.created',
          'response.output_item.added',
          'response.output_item.done',
          'response.output_text.delta',
          'response.output_text.done',
          'response.refusal.delta',
          'response.reasoning_summary_text.delta',
          'response.reasoning_summary_text.done',
          'response.reasoning_text.delta',
          'response.function_call_arguments.delta',
          'response.function_call_arguments.done',
          'response.output_text.annotation.added',
          'response.constructor.delta',
          'response.hologram.done',
        ),
        output_index: fc.oneof(fc.integer({ min: -1, max: 3 }), junk),
        content_index: fc.oneof(fc.integer({ min: 0, max: 2 }), junk),
        summary_index: fc.oneof(fc.integer({ min: 0, max: 2 }), junk),
        item_id: fc.oneof(fc.constantFrom('a', 'b'), junk),
        sequence_number: fc.oneof(fc.nat({ max: 9 }), junk),
        delta: fc.oneof(words, junk),
        text: fc.oneof(words, junk),
        arguments: fc.oneof(words, junk),
        annotation: junk,
        item,
      },
      { requiredKeys: ['type'] },
    ),
  },
);

const last = fc.oneof(
  junk,
  fc.record({
    type: fc.constantFrom('response.completed', 'response.incomplete', 'response.failed', 'error'),
    response: fc.oneof(
      junk,
      fc.record(
        {
          status: fc.oneof(fc.constantFrom('completed', 'incomplete', 'failed'), junk),
          output: fc.oneof(fc.array(item), junk),
          usage: junk,
          error: junk,
          incomplete_details: junk,
        },
        { requiredKeys: [] },
      ),
    ),
  }),
);

/** Reads all of it, as an exchange does. */
function readAll(events: readonly unknown[]) {
  const reader = createResponseReader({ origin });
  const steps: ChatStep[] = events.flatMap((each) => reader.read(each));
  steps.push(...reader.flush(reader.finishReason() !== null));
  // A clock that stands still: how long a model thought is part of the answer.
  const answer = createAnswer([], () => 0);
  for (const step of steps) answer.push(step);
  return { reader, steps, parts: answer.parts() };
}

describe('events of any kind', () => {
  it('are read without a throw, and every call has an id and a name of its own', () => {
    let calls = 0;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), last, (events, end) => {
        const { parts } = readAll([...events, end]);
        const made = parts.filter((part) => part.kind === 'tool_call');
        calls += made.length;
        expect(new Set(made.map(({ callId }) => callId)).size).toBe(made.length);
        expect(made.every(({ callId, name }) => callId !== '' && name !== '')).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(calls).toBeGreaterThan(0);
  });

  it('that come twice change nothing', () => {
    const counted = fc
      .array(event, { maxLength: 20 })
      .map((events) =>
        events.flatMap((each, at) =>
          typeof each === 'object' && each !== null && !Array.isArray(each)
            ? [{ ...each, sequence_number: at }]
            : [],
        ),
      );
    fc.assert(
      fc.property(counted, (events) => {
        const twice = events.flatMap((each) => [each, each]);
        expect(readAll(twice).parts).toEqual(readAll(events).parts);
      }),
      { numRuns: 500 },
    );
  });

  it('cost work for their own length alone', () => {
    const count = 100_000;
    const place = { output_index: 0, content_index: 0 };
    const deltas = Array.from({ length: count }, (_none, at) => ({
      type: 'response.output_text.delta',
      ...place,
      delta: 'word ',
      sequence_number: at,
    }));
    const whole = Array.from({ length: count }, (_none, at) => ({
      type: 'response.output_text.done',
      ...place,
      text: 'word ',
      sequence_number: count + at,
    }));
    // Joining what came at each of them would take minutes.
    const { parts } = readAll([...deltas, ...whole]);
    expect(parts).toEqual([{ kind: 'text', text: 'word '.repeat(count) }]);
  });
});
