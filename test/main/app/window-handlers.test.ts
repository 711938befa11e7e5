import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SystemPort } from '../../../src/main/electron/system.ts';
import { asClient, deafClient } from '../as-client.ts';
import { expect, test } from 'vitest';
import { createWindowHandlers } from '../../../src/main/app/window-handlers.ts';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { TurnService } from '../../../src/main/turns/turn-service.ts';
import type { ShownPlace } from '../../../src/shared/model/desktop/reading-position.ts';
import type { SettingsView } from '../../../src/shared/contract/index.ts';
import { settingsSchema } from '../../../src/shared/model/settings.ts';
import { png } from '../attachments/samples.ts';
import { createMemoryStore } from '../turns/memory-store.ts';

/** The size of the heap after collections, in bytes. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed;
}

/** The handlers over a service with this many conversations. */
async function rig(count: number, folderProblem = '') {
  let left: ShownPlace | null = null;
  const store = createMemoryStore();
  const maker = createConversationService(store, { now: () => 0 }, newId, () => undefined);
  for (let index = 0; index < count; index += 1) await maker.create();
  for (const [index, conversation] of [...store.saved.values()].entries()) {
    const updatedAt = new Date(index * 60_000).toISOString();
    store.saved.set(conversation.id, { ...conversation, updatedAt });
  }
  const conversations = createConversationService(store, Date, newId, () => undefined);
  const done: unknown[] = [];
  const system: SystemPort = {
    copy: async (...given) => void done.push(['copy', ...given]),
    copyImage: async (bytes) => void done.push(['copyImage', bytes.byteLength]),
    openLink: async (url) => void done.push(['openLink', url]),
    openFolder: async () => folderProblem,
  };
  const commands = createWindowHandlers({
    conversations,
    turns: {
      attach: () => done.push('attached'),
      streaming: () => [],
    } as Partial<TurnService> as TurnService,
    store,
    drafts: { all: () => [] },
    settings: {
      read: () => settingsSchema.parse({}),
      update: () => undefined,
      subscribe: () => () => undefined,
    },
    tray: { state: () => Promise.resolve('off') },
    registry: { view: () => Promise.resolve({} as SettingsView) },
    system,
    windows: {
      openConversation: (id) => done.push(['openConversation', id]),
      deliverInMain: (arrival) => done.push(['deliverInMain', arrival]),
      performInMain: (action) => done.push(['performInMain', action]),
      close: ({ id }) => done.push(['close', id]),
      takeLeft: () => left,
      left: ({ id }, shown) => done.push(['left', id, shown]),
    },
    loginItem: { read: () => Promise.resolve('off'), set: () => Promise.resolve('on') },
    onDrawn: () => done.push('drawn'),
    onShows: ({ id }, conversation) => done.push(['shows', id, conversation]),
    loaded: conversations.load(),
    compactions: () => Promise.resolve([]),
    requests: () => Promise.resolve([]),
    dataFolder: '/data',
    readOnly: null,
    version: '1.2.3',
    platform: 'linux',
    language: { view: () => ({ tag: 'en', system: 'de', isMissing: false }) },
    notices: () => Promise.resolve([]),
  });
  const handlers = asClient(commands);
  const leave = (shown: ShownPlace): void => void (left = shown);
  return { handlers, commands, conversations, done, leave };
}

test('the list comes in pages: each conversation once, as it is by then, and none that is gone', async () => {
  const { handlers, conversations } = await rig(4000);
  const { heads } = await handlers['app.start']({ shown: null });
  expect(heads.length).toBeLessThan(200);
  const first = new Set(heads.map(({ id }) => id));
  const [gone, renamed] = conversations.heads().filter(({ id }) => !first.has(id));
  await conversations.remove(gone?.id ?? '');
  await conversations.change(renamed?.id ?? '', (before) => ({ ...before, title: 'Renamed' }));

  const listed = [...heads];
  for (let hasMore = true; hasMore;) {
    const page = await handlers['app.listMore'](undefined);
    expect(page.heads.length).toBeGreaterThan(0);
    listed.push(...page.heads);
    ({ hasMore } = page);
  }
  expect(new Set(listed.map(({ id }) => id)).size).toBe(3999);
  expect(listed).toHaveLength(3999);
  expect(listed.find(({ id }) => id === renamed?.id)?.title).toBe('Renamed');
  expect(await handlers['app.listMore'](undefined)).toEqual({ heads: [], hasMore: false });
});

test('what was not listed of a window goes with it', async () => {
  const { commands } = await rig(4000);
  const open = async (count: number): Promise<number> => {
    for (let id = 0; id < count; id += 1) {
      await commands['app.start']({ shown: null }, { ...deafClient, id });
    }
    return heapAfterCollection();
  };
  const before = await open(10);
  // Each would hold the names of 3,800 conversations.
  expect((await open(300)) - before).toBeLessThan(300 * 3800);
});

test('a few come all at once', async () => {
  const { handlers, done } = await rig(3);
  const start = await handlers['app.start']({ shown: null });
  expect(start).toMatchObject({ dataFolder: '/data', version: '1.2.3', platform: 'linux' });
  expect(start.heads).toHaveLength(3);
  expect(await handlers['app.listMore'](undefined)).toEqual({ heads: [], hasMore: false });
  expect(done).toEqual(['attached']);
});

test('what was on show before comes with the first page, however old it is', async () => {
  const { handlers, conversations, leave } = await rig(4000);
  await conversations.load();
  const [oldest] = conversations.heads().toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const left = { conversationId: oldest?.id ?? '', position: { kind: 'latest' } } as const;
  leave(left);
  const start = await handlers['app.start']({ shown: null });
  expect(start.left).toEqual(left);
  expect(start.heads.map(({ id }) => id)).toContain(left.conversationId);
});

test('only a PNG is copied as a picture', async () => {
  const { handlers, done } = await rig(0);
  await handlers['app.copyImage']({ png: new Uint8Array(png(4, 3)) });
  expect(done).toEqual([['copyImage', png(4, 3).byteLength]]);
  expect(() => handlers['app.copyImage']({ png: new TextEncoder().encode('<svg/>') })).toThrow(
    /cannot be copied/,
  );
});

test('a folder that cannot be opened is told of with its place', async () => {
  const { handlers } = await rig(0, 'No application knows this folder');
  await expect(async () => handlers['app.openDataFolder'](undefined)).rejects.toThrow('/data');
});

test('a window is opened only for a conversation that exists', async () => {
  const { handlers, conversations, done } = await rig(1);
  const [head] = conversations.heads();
  const conversationId = head?.id ?? '';
  await handlers['app.openWindow']({ conversationId });
  await expect(async () =>
    handlers['app.openWindow']({ conversationId: newId() }),
  ).rejects.toThrow();
  expect(done).toEqual([['openConversation', conversationId]]);
});

test('the main window shows a place or searches, as the person chose in another window', async () => {
  const { handlers, done } = await rig(0);
  const conversationId = newId();
  await handlers['app.showInMain']({ kind: 'place', conversationId, messageId: null });
  await handlers['app.showInMain']({ kind: 'search', query: 'wrens' });
  const place = { kind: 'conversation', conversationId, messageId: null, isMessageMissing: false };
  expect(done).toEqual([
    ['deliverInMain', { ...place, isChosen: true }],
    ['deliverInMain', { kind: 'search', query: 'wrens', isChosen: true }],
  ]);
});
