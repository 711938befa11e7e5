import { expect, it } from 'vitest';
import { createChatHandlers } from '../../../src/main/turns/handlers.ts';
import { expected } from '../../../src/shared/expected.ts';
import type { Asked } from '../../../src/shared/model/context/room.ts';
import { asClient } from '../as-client.ts';
import { setUpWithProvider } from './provider-rig.ts';

it('asks for room before each way of asking, unless the person goes on without', async () => {
  const t = await setUpWithProvider();
  t.provider.script({ kind: 'text', text: 'Yes' });
  const seen: Asked[] = [];
  const none = (): never => {
    throw new Error('Nothing is attached, and nobody else answers.');
  };
  const chat = asClient(
    createChatHandlers({
      turns: t.turns,
      queued: t.queued,
      conversations: t.conversations,
      attachments: { describe: none, settle: none },
      prepareQuestion: none,
      drafts: { set: none, setCaret: none, lastStep: none },
      assistants: { get: none },
      clients: () => [],
      room(_id, asked) {
        seen.push(asked);
        const params = { tokens: 900, windowTokens: 1000, way: 'ask' } as const;
        return Promise.reject(expected('context_full', params));
      },
    }),
  );
  const { id: messageId, parentId } = await t.ask('First');
  const on = { conversationId: t.id };
  const answer = { ...on, messageId };
  const question = { ...on, messageId: parentId ?? '', text: 'Second' };
  const by = { model: { providerId: 'p', model: 'other' } };
  const ways = [
    (evenIfFull: boolean) => chat['chat.send']({ ...on, text: 'Second', evenIfFull }),
    (evenIfFull: boolean) => chat['chat.edit']({ ...question, evenIfFull }),
    (evenIfFull: boolean) => chat['chat.regenerate']({ ...answer, by, evenIfFull }),
    (evenIfFull: boolean) => chat['chat.retry']({ ...answer, evenIfFull }),
    (evenIfFull: boolean) => chat['chat.continue']({ ...answer, evenIfFull }),
  ];
  for (const [index, ask] of ways.entries()) {
    await expect(ask(false)).rejects.toMatchObject({ error: { code: 'context_full' } });
    expect(t.provider.requestsOf('stream')).toHaveLength(1 + index);
    await ask(true);
    await t.turns.whenIdle(t.id);
    expect(t.provider.requestsOf('stream')).toHaveLength(2 + index);
  }
  expect(seen).toEqual([
    { kind: 'message', text: 'Second', attachments: [] },
    { kind: 'edit', messageId: parentId, text: 'Second', attachments: undefined },
    { kind: 'answer', messageId, by },
    { kind: 'answer', messageId },
    { kind: 'continue', messageId },
  ]);
});

it('prepares for a question when something is written', async () => {
  const t = await setUpWithProvider();
  let prepared = 0;
  const kept: string[] = [];
  const unused = (): never => expect.unreachable();
  const chat = asClient(
    createChatHandlers({
      turns: t.turns,
      queued: t.queued,
      conversations: t.conversations,
      attachments: { describe: unused, settle: unused },
      prepareQuestion: () => void (prepared += 1),
      drafts: { set: (_id, text) => void kept.push(text), setCaret: unused, lastStep: unused },
      assistants: { get: unused },
      clients: () => [],
      room: unused,
    }),
  );
  await chat['draft.set']({ conversationId: t.id, text: '' });
  expect(prepared).toBe(0);
  await chat['draft.set']({ conversationId: t.id, text: 'W' });
  expect(prepared).toBe(1);
  expect(kept).toEqual(['', 'W']);
});
