import { expect, test } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import {
  completionChunks,
  plainText,
  serverSentEvents,
  type AnswerFormat,
} from '../../../src/main/local-api/formats.ts';
import { wholeCompletion } from '../../../src/main/local-api/whole-completion.ts';
import { completionChunk, sseEvents } from '../../../src/main/local-api/schemas.ts';

// An answer of many parts, as programs receive it: one text, with a blank line between the parts.

const steps: readonly ChatStep[] = [
  { kind: 'reasoning', text: 'First.' },
  { kind: 'delta', text: 'Let me ' },
  { kind: 'delta', text: 'look.\n' },
  { kind: 'tool', callId: 'a', name: 'find', argumentsDelta: '{}' },
  { kind: 'tool_state', callId: 'a', state: 'running' },
  { kind: 'tool_result', callId: 'a', content: [{ kind: 'text', text: 'x' }], isError: false },
  { kind: 'tool_state', callId: 'a', state: 'done' },
  { kind: 'reasoning', text: 'Second.' },
  { kind: 'delta', text: '\n\n' },
  { kind: 'delta', text: 'It is x.' },
  { kind: 'finished', finishReason: 'stop' },
];
const text = 'Let me look.\n\nIt is x.';

function written(format: AnswerFormat): string {
  return steps.map((step) => format.step(step)).join('');
}

function datasOf(events: string): readonly string[] {
  return events.split('\n').flatMap((line) => (line.startsWith('data: {') ? [line.slice(6)] : []));
}

test('plain text has a blank line between the parts', () => {
  expect(written(plainText())).toBe(text);
});

test('chunks say the same as a whole answer', () => {
  const whole = wholeCompletion('m');
  for (const step of steps) whole.push(step);
  const { message } = whole.body('stop').choices[0] ?? {};
  expect(message).toMatchObject({ content: text, reasoning_content: 'First.\n\nSecond.' });
  const contents = datasOf(written(completionChunks('m', false))).map(
    (data) => completionChunk.parse(JSON.parse(data)).choices[0]?.delta.content ?? '',
  );
  expect(contents.join('')).toBe(text);
});

test('events tell the text, and what became of a call', () => {
  const events = written(serverSentEvents());
  const unnamed = events
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => sseEvents.message.parse(JSON.parse(event.slice(6))).content);
  expect(unnamed.join('')).toBe(text);
  const named = (name: 'tool_state' | 'tool_result') =>
    events
      .split('\n\n')
      .filter((event) => event.startsWith(`event: ${name}\n`))
      .map((event) => sseEvents[name].parse(JSON.parse(event.slice(event.indexOf('{')))));
  expect(named('tool_state')).toEqual([
    { id: 'a', state: 'running' },
    { id: 'a', state: 'done' },
  ]);
  expect(named('tool_result')).toEqual([{ id: 'a', content: 'x', is_error: false }]);
});
