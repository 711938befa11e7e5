/**
 * Changes conversations one after the other, in their files and in the index, until it is killed.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLibrary } from '../../../src/main/search/library.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { workerPath } from './support.ts';

const [, , root = ''] = process.argv;
const folder = join(root, 'conversations');
const library = createLibrary({
  root,
  worker: workerPath,
  tell: () => undefined,
  report: (error) => {
    throw error;
  },
});
library.start();
await library.settled();
for (let round = 0; ; round += 1) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const path = join(folder, name);
    const before = JSON.parse(readFileSync(path, 'utf8')) as Conversation;
    const [first] = Object.values<Message>(before.messages);
    if (first === undefined) continue;
    const changed: Message = {
      ...first,
      parts: [{ kind: 'text', text: `round${round} was here` }],
    };
    const after = { ...before, messages: { ...before.messages, [changed.id]: changed } };
    library.changed(headOf(after), [changed]);
    writeFileSync(`${path}.tmp`, Buffer.concat(serializeConversation(after)));
    renameSync(`${path}.tmp`, path);
    await new Promise(setImmediate);
    process.stdout.write('.');
  }
}
