import { expect, test } from 'vitest';
import { mergeConversations } from '../../../src/main/store/conversations/merge-conversation.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import type { Conversation, QueuedMessage } from '../../../src/shared/model/conversation.ts';
import { answer, conversationOf, idOf, question } from './samples.ts';

const queued = (n: number): QueuedMessage => ({ id: idOf(n), text: `q${n}`, attachments: [] });
const document = { kind: 'file', attachment: 'a'.repeat(64), mediaType: 't', name: 'n', size: 1 };

/** A conversation with everything that messages can have besides what is said. */
function full(): Conversation {
  const asked = question(1, null, 'Why?');
  const details = {
    assistant: 'Poet',
    parameters: { temperature: 0.5, stop: ['a'] },
    requestId: 'req',
    firstTokenMs: 1,
    streamingMs: 2,
  };
  const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2, costUsd: 0.5 };
  const answered = { ...answer(2, asked.id, 'So.', 'complete'), details, usage };
  return {
    ...conversationOf(9, 'All', [asked, answered]),
    queue: [queued(3), { ...queued(4), waits: true }],
    pins: [{ id: answered.id }],
  };
}

const parse = (value: object) => parseConversation(Buffer.from(JSON.stringify(value)), idOf(9));

test('details, queue, pins and documents are in the file, and a later version may add to them', () => {
  const bytes = Buffer.concat(serializeConversation(full()));
  expect(parseConversation(bytes, idOf(9))).toEqual({ kind: 'sound', conversation: full() });
  const assistant = { id: 'p', name: 'P', icon: '', instructions: '', starters: [] };
  const later = {
    ...full(),
    assistant: { ...assistant, documents: [document] },
    pins: [{ id: idOf(2), note: 'later' }],
  };
  expect(parse(later)).toEqual({ kind: 'sound', conversation: later });
});

test('what is damaged of them goes alone', () => {
  const damaged = { ...full(), queue: 'x', pins: [{ id: 'no' }] };
  const { queue: _queue, pins: _pins, ...rest } = full();
  expect(parse(damaged)).toMatchObject({ kind: 'salvaged', lost: 0, conversation: rest });
  const { messages } = full();
  const spoilt = { ...messages[idOf(2)], details: 7 };
  const mended = parse({ ...full(), messages: { ...messages, [idOf(2)]: spoilt } });
  expect(mended).toMatchObject({ kind: 'salvaged', mended: 1, lost: 0 });
  expect(mended.kind === 'salvaged' && mended.conversation.messages[idOf(2)]?.usage).toEqual(
    messages[idOf(2)]?.usage,
  );
});

test('queues and pins of two processes are joined', () => {
  const base = full();
  const ours = { ...base, queue: [queued(3), queued(5)], pins: [] };
  const theirs = {
    ...base,
    queue: [...(base.queue ?? []), queued(6)],
    pins: [...(base.pins ?? []), { id: idOf(1) }],
  };
  const joined = mergeConversations({ queue: base.queue, pins: base.pins }, ours, theirs);
  expect(joined.queue?.map(({ text }) => text).toSorted()).toEqual(['q3', 'q5', 'q6']);
  expect(joined.pins).toEqual([{ id: idOf(1) }]);
});
