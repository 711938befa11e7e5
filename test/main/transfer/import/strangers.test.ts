import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { fileWith, openProfile, zipWith } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';

/** Values that look like an export, but of no known program. */
const strangers: readonly (readonly [string, unknown])[] = [
  ['a tree of other nodes', { title: 'T', mapping: { a: { id: 'a', message: { body: 'x' } } } }],
  ['a tree without nodes', { mapping: { colours: { red: 1 } } }],
  ['chat messages without a sender', { uuid: 'u', chat_messages: [{ from: 'me', body: 'x' }] }],
  [
    'messages of another program',
    { conversationId: 'c', messages: [{ role: 'user', content: 'x' }] },
  ],
  ['plain messages', { messages: [{ role: 'user', content: 'x' }] }],
  ['versions without a selection', { messages: [{ versions: ['1.0', '1.1'] }] }],
  ['a history of pages', { history: { messages: { a: { url: 'https://example.org' } } } }],
  ['a conversation without responses', { conversation: { id: 'c' }, responses: [{ status: 200 }] }],
  ['a conv without messages of it', { conv: { id: 'c' }, messages: [{ text: 'x' }] }],
  [
    'activity of another product',
    { title: 'Watched', time: '2026-01-01T00:00:00Z', products: ['YouTube'] },
  ],
  ['a message with a chat', { chatId: 'c', role: 'user', text: 'x' }],
  ['topics of another program', { indexedDB: { notes: [] } }],
  ['a package', { name: 'x', version: '1.0.0', dependencies: {} }],
];

test.each(strangers)('%s is not mistaken for a known export', async (_name, value) => {
  for (const document of [value, [value], { conversations: [value] }]) {
    const profile = await openProfile();
    await expect(
      profile.bringIn(fileWith('x.json', JSON.stringify(document))),
    ).rejects.toMatchObject({ error: { kind: 'invalid' } });
    expect(profile.conversations.heads()).toEqual([]);
  }
});

async function nested(depth: number, content: object): Promise<string> {
  let path = await zipWith({ 'conversations.json': content });
  for (let level = 1; level < depth; level += 1) {
    path = await zipWith({ [`level-${level}.zip`]: readFileSync(path) });
  }
  return path;
}

const one = [
  {
    uuid: 'c',
    name: 'Inner',
    chat_messages: [{ uuid: '1', sender: 'human', text: 'Hi' }],
  },
];

test('archives are opened in archives, but not for ever, and leave nothing behind', async () => {
  const temporary = (): number =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('parley-import-')).length;
  const before = temporary();
  const profile = await openProfile();
  expect((await profile.bringIn(await nested(2, one))).report).toMatchObject({ added: 1 });
  const other = await openProfile();
  const { report } = await other.bringIn(await nested(3, one));
  expect(saidItems(report)).toEqual([
    {
      kind: 'skipped',
      name: 'level-1.zip',
      reason: 'Too many archives are packed inside each other.',
    },
  ]);
  expect(temporary()).toBe(before);
});

test('an archive in an archive is judged like any other', async () => {
  const bomb = await zipWith({ 'bomb.json': Buffer.alloc(32 * 1024 ** 2) });
  const path = await zipWith({
    'bomb.zip': readFileSync(bomb),
    'conversations.json': one,
  });
  const profile = await openProfile();
  const { report } = await profile.bringIn(path);
  expect(report.added).toBe(1);
  expect(saidItems(report)).toContainEqual(
    expect.objectContaining({
      name: 'bomb.zip',
      reason: expect.stringContaining('would unpack to more than') as unknown,
    }),
  );
});

test('gathered messages have the same limit as one value', async () => {
  const message = {
    id: 'm',
    chatId: 'c',
    role: 'user',
    contentChunks: [],
    content: 'x'.repeat(1000),
  };
  const path = fileWith(
    'chat.json',
    Array.from({ length: 50 }, (_, at) => ({ ...message, id: `${at}` })),
  );
  const profile = await openProfile();
  await expect(profile.bringIn(path, { limits: { item: 20_000 } })).rejects.toMatchObject({
    message: 'It has more messages than can be read at once.',
  });
});
