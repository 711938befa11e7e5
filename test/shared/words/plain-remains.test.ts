import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Files of main that still say a failure in words instead of by a code, with how often. This list only
 * shrinks: an error gets a code in `shared/model/error-codes` and its words in `shared/words/errors`.
 */
const remaining: Readonly<Record<string, number>> = {
  'app/handlers.ts': 1,
  'app/notices.ts': 1,
  'backup/move-folder.ts': 4,
  'backup/restore-backup.ts': 6,
  'backup/service.ts': 6,
  'conversations/conversation-service.ts': 1,
  'electron/links.ts': 2,
  'electron/pdf-printer.ts': 2,
  'local-api/origins.ts': 6,
  'local-api/service.ts': 1,
  'local-api/tokens.ts': 1,
  'search/library.ts': 1,
  'store/api-tokens.ts': 1,
  'store/conversations/conversations.ts': 7,
  'store/conversations/trash-can.ts': 6,
  'store/secrets.ts': 3,
  'terminal/unsaved-store.ts': 1,
  'transfer/export/export-conversations.ts': 1,
  'transfer/import/import-file.ts': 3,
  'transfer/import/limits.ts': 1,
  'transfer/import/target.ts': 1,
  'transfer/transfer.ts': 2,
};

const root = join(import.meta.dirname, '../../..');

it('no sentence is made in main but in the files that are still listed', () => {
  const found: Record<string, number> = {};
  for (const name of fs.readdirSync(join(root, 'src/main'), {
    recursive: true,
    encoding: 'utf8',
  })) {
    if (!name.endsWith('.ts')) continue;
    const text = fs.readFileSync(join(root, 'src/main', name), 'utf8');
    const count = text.match(/expectedPlain\(|errorOf\('plain'|code: 'plain'/g)?.length ?? 0;
    if (count > 0) found[name.replaceAll('\\', '/')] = count;
  }
  expect(found).toEqual(remaining);
});
