/**
 * A separate process that works on one conversation of a folder and never re-reads the disk: `node
 * writer.ts <folder> <first message number> <count>`. It prints `ready`, waits for a line, writes,
 * and prints `done` once everything is on disk.
 */
import { once } from 'node:events';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { openPlainJsonFile } from '../../../src/main/disk/json-file.ts';

const [, , root = '', first = '', count = ''] = process.argv;
const never = (): Promise<never> => Promise.reject(new Error('There are no keys here'));
const store = await openStore({
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
const { heads } = await store.conversations.load();
const [head] = heads;
if (head === undefined) throw new Error('There is no conversation');
let conversation: Conversation = await store.conversations.read(head.id);
const question = Object.values(conversation.messages)[0];
process.stdout.write('ready\n');
await once(process.stdin, 'data');
for (let index = 0; index < Number(count); index += 1) {
  const number = (Number(first) + index).toString(16).padStart(12, '0');
  const message: Message = {
    id: `019c0000-0000-7000-8000-${number}`,
    parentId: question?.id ?? null,
    role: 'assistant',
    parts: [{ kind: 'text', text: `message ${number}` }],
    status: 'complete',
    createdAt: '2026-11-01T12:00:00.000Z',
  };
  conversation = {
    ...conversation,
    leafId: message.id,
    messages: { ...conversation.messages, [message.id]: message },
  };
  if (!(await store.conversations.write(conversation))) throw new Error('It could not be saved');
  store.settings.update((before) => ({
    ...before,
    providers: [
      ...before.providers,
      { id: number, kind: 'openai_compatible', name: number, baseUrl: 'http://localhost' },
    ],
  }));
}
await store.conversations.flush();
process.stdout.write('done\n');
process.stdin.destroy();
