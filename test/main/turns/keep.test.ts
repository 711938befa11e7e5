import { expect, test } from 'vitest';
import { textOf } from '../../../src/shared/model/conversation.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import { startTurn } from '../../../src/main/turns/active-turn.ts';

test('what came just before a silence is handed to the store although nothing follows it', async () => {
  const kept: string[] = [];
  const heard = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  async function* run(): AsyncGenerator<ChatStep> {
    yield { kind: 'delta', text: 'first' };
    yield { kind: 'delta', text: ' and last' };
    await end.promise;
    yield { kind: 'finished', finishReason: 'stop' };
  }
  const turn = startTurn({
    turn: 1,
    conversationId: '019c0000-0000-7000-8000-000000000001',
    message: {
      id: '019c0000-0000-7000-8000-000000000002',
      parentId: null,
      role: 'assistant',
      parts: [],
      status: 'streaming',
      createdAt: '2026-11-01T12:00:00.000Z',
    },
    run,
    clients: [],
    keep(message) {
      kept.push(textOf(message));
      if (textOf(message) === 'first and last') heard.resolve();
    },
    settle: () => undefined,
    goesOn: () => false,
    report: (error) => heard.reject(error),
  });
  await heard.promise;
  end.resolve();
  await turn.done;
  expect(kept).toEqual(['first', 'first and last']);
});
