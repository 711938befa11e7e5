import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  messageDocument,
  titleDocument,
  type IndexedDocument,
} from '../../../src/main/search/index/documents.ts';
import { noStamp } from '../../../src/main/search/index/indexer.ts';
import {
  conversationPath,
  readConversation,
  stampOf,
} from '../../../src/main/search/index/read-file.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import { conversationVersion, type Conversation } from '../../../src/shared/model/conversation.ts';
import { removeFolder, scratchFolder } from '../../scratch.ts';
import { fixture } from '../store/versions.ts';

const id = '01900000-0000-7000-8000-000000000001';
const messageId = '01900000-0000-7000-8000-000000000002';
const time = '2026-01-01T00:00:00.000Z';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(scratchFolder(), 'parley-read-file-'));
});
afterEach(() => removeFolder(folder));

/** Writes a file that was not changed lately. */
function write(version: number, parts: readonly object[]): void {
  const message = { id: messageId, parentId: null, role: 'assistant', status: 'complete' };
  const messages = { [messageId]: { ...message, createdAt: time, parts } };
  const head = { id, title: 'Old', createdAt: time, updatedAt: time, systemPrompt: null };
  const file = conversationPath(folder, id);
  writeFileSync(
    file,
    JSON.stringify({
      version,
      ...head,
      providerId: null,
      model: null,
      leafId: messageId,
      messages,
    }),
  );
  utimesSync(file, new Date(time), new Date(time));
}

const result = { kind: 'tool_result', callId: 'c', text: 'Found it.' };

it('reads a file of an older version once, as what it is today', () => {
  write(1, [result]);
  const found = readConversation(folder, id);
  expect(found?.stamp).toEqual(stampOf(conversationPath(folder, id)));
  expect(found?.messages[0]?.parts).toEqual([
    {
      kind: 'tool_result',
      callId: 'c',
      content: [{ kind: 'text', text: 'Found it.' }],
      isError: false,
    },
  ]);
});

/** The documents that the index gets from the file of a conversation. */
function documentsIn(file: string | Buffer, of: string): readonly IndexedDocument[] {
  writeFileSync(conversationPath(folder, of), file);
  const found = readConversation(folder, of);
  if (found === null) throw new Error('nothing was read');
  return [titleDocument(found.head), ...found.messages.map(messageDocument)];
}

it.each([1, 2])('indexes a file of version %d like the same saved today', (version) => {
  const file = fixture(`conversation-v${version}.json`);
  const { id: of } = JSON.parse(file) as Conversation;
  const parsed = parseConversation(Buffer.from(file), of);
  if (parsed.kind !== 'migrated') throw new Error(`it was ${parsed.kind}`);
  const saved = Buffer.concat(serializeConversation(parsed.conversation));
  expect(saved.toString()).toContain(`"version":${conversationVersion}`);
  const documents = documentsIn(file, of);
  expect(documents.length).toBeGreaterThan(4);
  expect(documents).toEqual(documentsIn(saved, of));
});

it('reads a file with a journal again at the next start', () => {
  write(1, [{ kind: 'text', text: 'Half' }]);
  writeFileSync(join(folder, `${id}.journal`), '');
  expect(readConversation(folder, id)?.stamp).toEqual(noStamp);
});
