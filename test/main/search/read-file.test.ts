import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noStamp } from '../../../src/main/search/index/indexer.ts';
import {
  conversationPath,
  readConversation,
  stampOf,
} from '../../../src/main/search/index/read-file.ts';
import { removeFolder, scratchFolder } from '../../scratch.ts';

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

it('reads a file with a journal again at the next start', () => {
  write(1, [{ kind: 'text', text: 'Half' }]);
  writeFileSync(join(folder, `${id}.journal`), '');
  expect(readConversation(folder, id)?.stamp).toEqual(noStamp);
});
