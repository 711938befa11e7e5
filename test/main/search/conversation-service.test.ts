import { undoRig } from '../undo/undo-rig.ts';
import { asClient } from '../as-client.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { createConversationHandlers } from '../../../src/main/conversations/handlers.ts';
import { createLibraryHandlers } from '../../../src/main/search/handlers.ts';
import { watchStore } from '../../../src/main/search/watched-store.ts';
import type { Library } from '../../../src/main/search/library.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type {
  Checkpoint,
  Conversation,
  Id,
  Message,
} from '../../../src/shared/model/conversation.ts';
import type { DailyUsage, SearchHit } from '../../../src/shared/model/library.ts';
import { createMemoryStore } from '../turns/memory-store.ts';
import { createRig, type LibraryRig } from './support.ts';
import { hitsOf, say } from './talk.ts';

const noAssistants = {
  has: () => false,
  get: () => {
    throw new Error('There are none.');
  },
};
const noTemporary = {
  keepFiles: () => {
    throw new Error('There are none.');
  },
};
const elsewhere: DailyUsage = {
  day: '2026-11-30',
  model: 'a',
  providerId: 'p',
  assistant: '',
  answers: 1,
  promptTokens: 10,
  completionTokens: 20,
  cachedTokens: 0,
  chargedUsd: null,
};
const noTurns = {
  open: () => Promise.reject(new Error('Nothing is opened here')),
  stop: () => Promise.resolve(),
};

let rig: LibraryRig;
let library: Library;

beforeEach(() => {
  rig = createRig();
});
afterEach(async () => {
  await rig.dispose();
  expect(rig.errors).toEqual([]);
});

const hits = (query: string): Promise<readonly SearchHit[]> => hitsOf(library, query);

describe('with the conversations of the program', () => {
  it('hears of every change, each message once, and organises', async () => {
    library = rig.open();
    await library.settled();
    const told: (readonly Id[])[] = [];
    const memory = createMemoryStore();
    const write = (conversation: Conversation): Promise<boolean> => {
      rig.write(conversation);
      return memory.write(conversation);
    };
    const store = watchStore(
      { ...memory, write },
      {
        changed(head, messages) {
          told.push(messages.map(({ id }) => id));
          library.changed(head, messages);
        },
        reread: (id) => library.reread(id),
        removed: (id) => library.removed(id),
      },
    );
    const service = createConversationService(store, Date, newId, () => undefined);
    const handlers = createLibraryHandlers({
      conversations: service,
      library,
      usageElsewhere: () => Promise.resolve([elsewhere]),
      spentThisMonth: () => Promise.reject(new Error('Nobody asks.')),
      exportUsage: async (statistics) => (await statistics()).usage.includes(elsewhere),
    });
    expect(await handlers['library.statistics'](undefined)).toMatchObject({ usage: [elsewhere] });
    expect(await handlers['library.exportUsage'](undefined)).toBe(true);
    const { conversations, recorded, undo } = undoRig(service);
    const organize = asClient(
      recorded(
        createConversationHandlers({
          conversations,
          turns: noTurns,
          assistants: noAssistants,
          settings: { read: () => ({ folderAssistants: {} }) },
          temporary: noTemporary,
        }),
      ),
    );
    const { id } = await service.create();
    const question = say('user', 'Where do walruses live?');
    const answer = say('assistant', '', { status: 'streaming', parts: [] });
    const with2 = (before: Conversation): Conversation => ({
      ...before,
      messages: { [question.id]: question, [answer.id]: answer },
    });
    await service.change(id, with2);
    expect(await hits('walruses')).toMatchObject([{ messageId: question.id }]);
    const settled: Message = {
      ...answer,
      status: 'complete',
      parts: [{ kind: 'text', text: 'On walrus ice.' }],
    };
    service.settle(id, (before) => ({
      ...before,
      messages: { ...before.messages, [answer.id]: settled },
    }));
    expect(await hits('walrus ice')).toMatchObject([
      { messageId: answer.id, snippet: 'On walrus ice.' },
    ]);
    expect(told).toEqual([[], [question.id, answer.id], [answer.id]]);

    const ofAnswer = { conversationId: id, messageId: answer.id };
    await organize['conversation.deleteBranch'](ofAnswer);
    expect(await hits('walrus ice')).toEqual([]);
    expect(await hits('walruses')).toHaveLength(1);
    await undo();
    expect(await hits('walrus ice')).toHaveLength(1);

    await organize['conversation.update']({
      conversationIds: [id],
      patch: { folder: 'Zoo', pinned: true },
    });
    expect(handlers['library.folders'](undefined)).toEqual([{ name: 'Zoo', conversations: 1 }]);
    expect(service.heads()).toMatchObject([{ folder: 'Zoo', pinned: true }]);
    expect(await hits('in:zoo walrus')).toHaveLength(2);
    await organize['conversation.update']({
      conversationIds: [id],
      patch: { folder: null, archived: true },
    });
    expect(handlers['library.folders'](undefined)).toEqual([]);
    expect(service.heads()).toMatchObject([{ pinned: true, archived: true }]);
    expect(service.heads()[0]).not.toHaveProperty('folder');

    // A summary is found at the question that it stands before, as long as it counts.
    const changedAt = '2026-11-30T00:00:00.000Z';
    const later = say('user', 'And seals?', { parentId: answer.id });
    const summary = {
      kind: 'summary',
      text: 'They spoke of tusks.',
      asked: [],
      changedAt,
    } as const;
    const withCheckpoint = async (checkpoint: Checkpoint): Promise<void> => {
      await service.change(id, (before) => ({
        ...before,
        messages: { ...before.messages, [later.id]: { ...later, checkpoint } },
      }));
    };
    await withCheckpoint(summary);
    expect(await hits('tusks')).toMatchObject([
      { messageId: later.id, snippet: 'And seals? They spoke of tusks.' },
    ]);
    await withCheckpoint({ kind: 'removed', asked: [], changedAt });
    expect(await hits('tusks')).toEqual([]);

    await service.remove(id);
    expect(await hits('walrus')).toEqual([]);
    await service.restore(id);
    expect(await hits('walrus ice')).toHaveLength(1);
  });
});
