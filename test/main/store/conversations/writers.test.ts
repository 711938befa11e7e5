import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginStore } from '../../../../src/main/store/begin.ts';
import { createConversationReader } from '../../../../src/main/store/conversations/reading/conversation-reader.ts';
import { trashPlace } from '../../../../src/main/store/conversations/trash.ts';
import { createWriters } from '../../../../src/main/store/conversations/writers.ts';
import { conversationMigrations } from '../../../../src/main/store/migrations.ts';
import { createQuarantine } from '../../../../src/main/store/quarantine.ts';
import { conversationOf, idOf, question } from '../samples.ts';
import { newRoot } from '../support.ts';

test('of conversations that were deleted, fifty writers stay, and all that are in use', async () => {
  const root = newRoot();
  const { parts } = await beginStore({ root });
  const writers = createWriters(
    {
      ...parts,
      oldVersions: createQuarantine(parts.files, join(root, 'before-update'), parts.now),
      migrations: conversationMigrations,
      reader: createConversationReader(null, () => undefined),
    },
    join(root, 'conversations'),
    () => undefined,
  );
  for (let n = 0; n < 120; n += 1) {
    const file = writers.fileOf(idOf(n));
    await file.write(conversationOf(n, 'Talk', [question(1000 + n, null, 'Hello')]));
    if (n < 10) continue;
    expect(await file.moveTo(trashPlace(join(root, 'trash'), file.id, n))).toBe(true);
    writers.noteDeleted(file.id);
  }
  expect(writers.opened.size).toBe(10 + 50);
  expect([...writers.opened.keys()]).toEqual(expect.arrayContaining([idOf(0), idOf(70)]));
  expect(writers.opened.has(idOf(69))).toBe(false);
});
