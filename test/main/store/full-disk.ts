/**
 * Works on a disk that fills up mid-stream and gets space again: `node full-disk.ts <folder>`,
 * where the folder is a whole small disk. Prints what happened as JSON.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { openStore, type Store } from '../../../src/main/store/index.ts';
import { openPlainJsonFile } from '../../../src/main/disk/json-file.ts';

const [, , disk = ''] = process.argv;
const root = join(disk, 'data');
const ballast = join(disk, 'ballast');

function idOf(n: number): Id {
  return `019c0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function messageOf(n: number, text: string, status: Message['status']): Message {
  return {
    id: idOf(n),
    parentId: n % 2 === 0 ? idOf(n - 1) : null,
    role: n % 2 === 0 ? 'assistant' : 'user',
    parts: text === '' ? [] : [{ kind: 'text', text }],
    status,
    createdAt: '2026-11-01T12:00:00.000Z',
  };
}

function conversationOf(n: number, messages: readonly Message[]): Conversation {
  return {
    version: 3,
    id: idOf(n),
    title: `Conversation ${n}`,
    titledBy: 'person',
    createdAt: '2026-11-01T12:00:00.000Z',
    updatedAt: '2026-11-01T12:00:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  };
}

function open(): Promise<Store> {
  const never = (): Promise<never> => Promise.reject(new Error('There are no keys here'));
  return openStore({
    root,
    platform: 'linux',
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(false),
      encryptStringAsync: never,
      decryptStringAsync: never,
      getSelectedStorageBackend: () => 'basic_text',
      setUsePlainTextEncryption: () => undefined,
    },
    openJsonFile: openPlainJsonFile(nodeFileSystem),
  });
}

/** Writes until not one more byte fits. */
function fill(): number {
  const fd = fs.openSync(ballast, 'w');
  let size = 0;
  for (let block = 65_536; block >= 1;) {
    try {
      size += fs.writeSync(fd, Buffer.alloc(block, 'x'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      block = Math.floor(block / 2);
    }
  }
  fs.closeSync(fd);
  return size;
}

const first = await open();
await first.conversations.load();
const { conversations, drafts, settings } = first;
const states: string[] = [];
conversations.onStatus(({ kind }) => {
  if (states.at(-1) !== kind) states.push(kind);
});
const asked = messageOf(101, 'Tell me everything', 'complete');
await conversations.write(conversationOf(1, [asked, messageOf(102, '', 'streaming')]));

let text = '';
async function stream(steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    text += `word ${step} of what was said while the disk was what it was. `;
    conversations.writeStreaming(idOf(1), messageOf(102, text, 'streaming'));
    await wait(10);
  }
}

await stream(40);
const filled = fill();
await stream(120);
const whileStreaming = conversations.status();
const answered = conversationOf(1, [asked, messageOf(102, text, 'complete')]);
const wasSaved = await conversations.write(answered);
const second = conversationOf(2, [messageOf(201, 'x'.repeat(20_000), 'complete')]);
const wasCreated = await conversations.write(second);
drafts.set(idOf(2), 'typed while it was full');
settings.update((before) => ({ ...before, systemPrompt: 'set while it was full' }));
await wait(500);

fs.unlinkSync(ballast);
const began = Date.now();
while (conversations.status().kind !== 'saved' && Date.now() - began < 20_000) await wait(50);
await wait(500);
// Nobody flushes, so everything arrives by itself. Then the program dies.
const after = await open();
const { heads, notices } = await after.conversations.load();
const found = await Promise.all(heads.map(({ id }) => after.conversations.read(id)));
process.stdout.write(
  JSON.stringify({
    filled,
    whileStreaming,
    wasSaved,
    wasCreated,
    states,
    waitedMs: Date.now() - began,
    notices,
    heads: heads.length,
    isSame: [answered, second].map((expected) =>
      found.some(
        (conversation) =>
          JSON.stringify(conversation.messages) === JSON.stringify(expected.messages),
      ),
    ),
    drafts: after.drafts.all(),
    systemPrompt: after.settings.read().systemPrompt,
    files: fs.readdirSync(root, { recursive: true }).map(String).sort(),
  }),
);
process.exit(0);
