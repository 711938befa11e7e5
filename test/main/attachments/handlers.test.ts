import { asClient } from '../as-client.ts';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import {
  createAttachmentHandlers,
  type AttachmentRooms,
} from '../../../src/main/attachments/handlers.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { createChatHandlers } from '../../../src/main/turns/handlers.ts';
import type { QueuedMessages } from '../../../src/main/turns/queued-messages.ts';
import type { TurnService, TurnWish } from '../../../src/main/turns/turn-service.ts';
import { createDroppedFiles } from '../../../src/main/attachments/dropped-files.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { maxAttachments } from '../../../src/shared/model/attachments.ts';
import { foreignFiles } from './foreign-files.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { png } from './samples.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

const id = '01900000-0000-7000-8000-000000000000';

function rig() {
  const root = mkdtempSync(join(tmpdir(), 'parley-handlers-'));
  const store = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const dropped = createDroppedFiles();
  const answers = { files: [] as string[], target: null as string | null };
  const suggested: string[] = [];
  const sent: { readonly text: string; readonly wish: TurnWish | undefined }[] = [];
  const send: TurnService['send'] = (conversationId, text, wish) => {
    sent.push({ text, wish });
    return Promise.resolve({ conversationId, turn: 1, messageId: id });
  };
  const queued: unknown[] = [];
  const queue: QueuedMessages['add'] = (_id, text, parts) => {
    queued.push({ text, parts });
    return Promise.resolve();
  };
  const drafts: unknown[] = [];
  const conversations = new Map<string, Conversation>();
  const rooms: AttachmentRooms = {
    attachments: createAttachments(
      store,
      createPdfContents(store, () => Promise.resolve({ kind: 'damaged' }), drawNothing),
      foreignFiles(store),
    ),
    store,
    files: nodeFileSystem,
    dropped,
    dialogs: {
      chooseFiles: () => Promise.resolve(answers.files),
      chooseTarget: (name) => {
        suggested.push(name);
        return Promise.resolve(answers.target);
      },
    },
    conversation: (wanted) => {
      const found = conversations.get(wanted);
      return found === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(found);
    },
    loadRemoteImage: () => Promise.reject(new Error('Not asked for here')),
  };
  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(root, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    root,
    handlers: asClient({
      ...createAttachmentHandlers(rooms),
      ...createChatHandlers({
        clients: () => [],
        attachments: rooms.attachments,
        turns: { send } as TurnService,
        queued: { add: queue } as QueuedMessages,
        assistants: { get: () => expect.unreachable() },
        drafts: {
          set: (...given) => void drafts.push(given),
          setCaret: () => expect.unreachable(),
          lastStep: () => null,
        },
        conversations: { discardEmpty: () => Promise.resolve() },
        room: () => Promise.resolve(),
        prepareQuestion: () => undefined,
      }),
    }),
    dropped,
    answers,
    suggested,
    sent,
    queued,
    drafts,
    conversations,
    file,
  };
}

test('a dropped file is attached by the name it was given, once; a guess is nothing', async () => {
  const t = rig();
  const [name = ''] = t.dropped.add([t.file('cat.png', png(4, 3))]);
  const from = { kind: 'dropped', file: name } as const;
  expect(await t.handlers['attachment.add']({ conversationId: null, from })).toMatchObject({
    kind: 'image',
    width: 4,
  });
  await expect(async () =>
    t.handlers['attachment.add']({ conversationId: null, from }),
  ).rejects.toThrow(/cannot be read/);
  await expect(async () =>
    t.handlers['attachment.add']({ conversationId: null, from: { kind: 'dropped', file: id } }),
  ).rejects.toThrow(/cannot be read/);
});

test('of chosen files those that cannot be sent are told of, one by one', async () => {
  const t = rig();
  t.answers.files = [
    t.file('a.txt', Buffer.from('a')),
    t.file('b.exe', Buffer.from('4d5a00ff', 'hex')),
  ];
  const { parts, problems } = await t.handlers['attachment.choose']({ conversationId: null });
  expect(parts.map(({ name }) => name)).toEqual(['a.txt']);
  expect(problems).toHaveLength(1);
  const many = t.file('c.txt', Buffer.from('c'));
  t.answers.files = Array.from({ length: maxAttachments + 1 }, () => many);
  const most = await t.handlers['attachment.choose']({ conversationId: null });
  expect(most.parts).toHaveLength(maxAttachments);
  expect(most.problems.map(sentenceOf)[0]).toMatch(/A message can hold 50 files/);
});

test('what is sent is what main knows of it, not what the window says', async () => {
  const t = rig();
  t.answers.files = [t.file('cat.png', png(4, 3))];
  const [part] = (await t.handlers['attachment.choose']({ conversationId: null })).parts;
  const attachment = part?.attachment ?? '';
  const attachments = [{ attachment, name: '../../a\nb.exe' }];
  await t.handlers['chat.send']({ conversationId: id, text: 'Hi', attachments });
  expect(t.sent[0]?.wish?.attachments).toMatchObject([
    { kind: 'image', mediaType: 'image/png', name: 'ab.exe', width: 4, height: 3 },
  ]);
  await t.handlers['chat.queue']({ conversationId: id, text: 'Later', attachments });
  expect(t.queued).toMatchObject([{ text: 'Later', parts: [{ name: 'ab.exe', width: 4 }] }]);
  const gone = [{ attachment: 'f'.repeat(64), name: 'x' }];
  await expect(async () =>
    t.handlers['chat.send']({ conversationId: id, text: '', attachments: gone }),
  ).rejects.toThrow(/no longer there/);
  await t.handlers['draft.set']({ conversationId: id, text: 'x' });
  expect(t.drafts).toEqual([[id, 'x', {}]]);
});

test('an attachment is saved where the person says, under a name that is safe everywhere', async () => {
  const t = rig();
  t.answers.files = [t.file('cat.png', png(4, 3))];
  const [part] = (await t.handlers['attachment.choose']({ conversationId: null })).parts;
  const attachment = part?.attachment ?? '';
  await t.handlers['attachment.save']({ attachment, name: '../../con' });
  expect(t.suggested).toEqual(['_con.png']);
  expect(existsSync(join(t.root, 'saved.png'))).toBe(false);
  t.answers.target = join(t.root, 'saved.png');
  await t.handlers['attachment.save']({ attachment, name: 'cat.png' });
  expect(readFileSync(t.answers.target).equals(png(4, 3))).toBe(true);
  t.answers.target = join(t.root, 'no', 'such', 'folder.png');
  await expect(t.handlers['attachment.save']({ attachment, name: 'cat.png' })).rejects.toThrow(
    /could not be saved there/,
  );
  await expect(
    t.handlers['attachment.save']({ attachment: 'f'.repeat(64), name: 'x' }),
  ).rejects.toThrow(/no longer there/);
});

test('a conversation is attached as a text with its title; an empty one is refused', async () => {
  const { handlers, conversations, root } = rig();
  const message = {
    id: 'm',
    parentId: null,
    role: 'user',
    parts: [{ kind: 'text', text: 'An oak.' }],
  };
  const conversation = { title: 'Trees: a/b', leafId: 'm', messages: { m: message } };
  conversations.set(id, conversation as unknown as Conversation);
  const part = await handlers['attachment.addConversation']({ conversationId: null, from: id });
  expect(part).toMatchObject({ kind: 'file', name: 'Trees a b.md' });
  expect(readFileSync(join(root, 'attachments', part.attachment), 'utf8')).toContain('An oak.');
  conversations.set(id, { ...conversation, leafId: null } as unknown as Conversation);
  await expect(
    Promise.resolve().then(() =>
      handlers['attachment.addConversation']({ conversationId: null, from: id }),
    ),
  ).rejects.toThrow('Nothing has been said');
});
