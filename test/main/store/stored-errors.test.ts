import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../src/shared/model/errors.ts';
import { parleyErrorSchema } from '../../../src/shared/model/stored-error.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import {
  journalLines,
  recordsBetween,
  replayJournal,
} from '../../../src/main/store/conversations/journal-format.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const messageId = '0190a000-0000-7000-8000-000000000002';
const createdAt = '2026-01-01T00:00:00.000Z';

function failedMessage(error: unknown): Message {
  const message = {
    id: messageId,
    parentId: null,
    role: 'assistant',
    parts: [{ kind: 'text', text: 'So far' }],
    status: 'failed',
    createdAt,
    error,
  };
  return message as Message;
}

function conversationWith(error: unknown): Conversation {
  const empty = parseConversation(Buffer.from('{"version":1000,"title":"T"}'), id);
  if (empty.kind === 'unreadable') throw new Error(empty.reason);
  const { readOnly: _readOnly, ...conversation } = empty.conversation;
  return {
    ...conversation,
    leafId: messageId,
    messages: { [messageId]: failedMessage(error) },
  };
}

function read(bytes: Uint8Array): Message | undefined {
  const parsed = parseConversation(bytes, id);
  expect(parsed.kind).toBe('sound');
  return parsed.kind === 'unreadable' ? undefined : parsed.conversation.messages[messageId];
}

function bytesWith(error: unknown): Buffer {
  const conversation = conversationWith(undefined);
  const text = Buffer.concat(serializeConversation(conversation)).toString();
  return Buffer.from(text.replace('"status"', `"error":${JSON.stringify(error)},"status"`));
}

const limited = errorOf(
  'rate_limited',
  { provider: 'Acme', waitMs: 20_000, span: null },
  { status: 429 },
);
const sentence = 'Acme gets more requests from you than it allows. Try again in 20 seconds.';

describe('a file', () => {
  it('holds code and parameters, with the sentence for a Parley that does not know the code', () => {
    const bytes = Buffer.concat(serializeConversation(conversationWith(limited)));
    expect(JSON.parse(bytes.toString()).messages[messageId].error).toEqual({
      ...limited,
      message: sentence,
    });
    expect(read(bytes)?.error).toEqual(limited);
  });

  it('of an older version keeps its sentence, and every other field', () => {
    const stored = { kind: 'server', message: 'Out of luck.', retryable: true, unheard: 1 };
    const error = read(bytesWith(stored))?.error;
    expect(error).toEqual({
      code: 'plain',
      params: { text: 'Out of luck.' },
      kind: 'server',
      retryable: true,
      unheard: 1,
    });
    const again = conversationWith(error);
    expect(read(Buffer.concat(serializeConversation(again)))?.error).toEqual(error);
  });

  it.each([
    ['a code of a newer version', { code: 'moon_phase', params: { phase: 3 } }],
    ['parameters of another shape', { code: 'rate_limited', params: { provider: 7 } }],
    ['no parameters', { code: 'rate_limited' }],
    ['a code of Object', { code: 'constructor', params: {} }],
  ])('with %s is said in the words beside it', (_what, coded) => {
    const stored = { kind: 'server', retryable: true, ...coded };
    const worded = read(bytesWith({ ...stored, message: 'The moon is full.' }))?.error;
    expect(worded === undefined ? null : sentenceOf(worded)).toBe('The moon is full.');
    const wordless = read(bytesWith(stored))?.error;
    expect(wordless).toMatchObject({ code: 'unknown', kind: 'server', retryable: true });
  });
});

describe('a journal', () => {
  it('holds errors as a file does', () => {
    const before = failedMessage(undefined);
    const lines = journalLines([
      { kind: 'whole', message: before },
      ...recordsBetween(before, failedMessage(limited)),
    ]);
    expect(lines.toString()).toContain(sentence);
    expect(replayJournal(lines).get(messageId)?.error).toEqual(limited);
    const old = { kind: 'server', message: 'Out of luck.', retryable: false };
    const written = journalLines([{ kind: 'whole', message: before }]).toString();
    const replayed = replayJournal(
      Buffer.from(written.replace('"status"', `"error":${JSON.stringify(old)},"status"`)),
    );
    expect(replayed.get(messageId)?.error).toMatchObject({
      code: 'plain',
      params: { text: 'Out of luck.' },
    });
  });
});

it('an error that has been read once is the same when it is read again', () => {
  expect(parleyErrorSchema.parse(limited)).toEqual(limited);
});
