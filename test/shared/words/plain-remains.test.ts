import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Files of main that still say a failure in words instead of by a code, with how often. This list only
 * shrinks: an error gets a code in `shared/model/error-codes` and its words in `shared/words/errors`.
 */
const remaining: Readonly<Record<string, number>> = {
  'backup/restore-conversation.ts': 2,
  'conversations/conversation-service.ts': 1,
  'store/conversations/conversations.ts': 1,
  'store/conversations/trash-can.ts': 3,
  'disk/import-limits.ts': 1,
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
