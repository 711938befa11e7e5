import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openIndex, noStamp } from '../../../src/main/search/index/indexer.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { createRig, type LibraryRig } from './support.ts';
import { say, talk } from './talk.ts';

// A branch with thousands of messages is deleted from the index.

const patience = 120_000;
const count = 5000;

let rig: LibraryRig;
let whole: Conversation;
let rest: Conversation;

beforeEach(() => {
  rig = createRig();
  const messages = Array.from({ length: count }, (_, at) =>
    say('user', at < 10 ? 'otter' : `walrus ${at}`),
  );
  whole = talk('Animals', messages);
  rest = {
    ...whole,
    messages: Object.fromEntries(messages.slice(0, 10).map((message) => [message.id, message])),
    leafId: messages[9]?.id ?? null,
  };
});
afterEach(async () => {
  await rig.dispose();
  expect(rig.errors).toEqual([]);
});

const all = ({ messages }: Conversation): readonly Message[] => Object.values<Message>(messages);

/** The index on its own; `onCommit` runs before each commit. */
function openDirectly(onCommit: () => void) {
  const opened = openIndex(join(rig.root, 'library.sqlite'));
  const { database } = opened;
  const exec = database.exec.bind(database);
  database.exec = (sql) => {
    if (sql === 'COMMIT') onCommit();
    exec(sql);
  };
  return opened;
}

it(
  'in transactions of at most 1,000 messages',
  () => {
    let commits = 0;
    const { database, indexer } = openDirectly(() => {
      commits += 1;
    });
    indexer.replace(headOf(whole), all(whole), noStamp);
    indexer.commit();
    expect(commits).toBe(1);
    commits = 0;
    indexer.replace(headOf(rest), all(rest), { mtime: 7, size: 7 }, true);
    indexer.commit();
    expect(commits).toBe(5);
    expect(indexer.stampOf(whole.id)).toEqual({ mtime: 7, size: 7 });
    expect(indexer.rows.of(1)).toHaveLength(1 + all(rest).length);
    database.close();
  },
  patience,
);

it(
  'what a kill has cut off is completed by the next start',
  async () => {
    rig.write(whole);
    const before = rig.open();
    await before.settled();
    expect((await before.statistics()).messages).toBe(count);
    await before.close();
    rig.write(rest);

    let commits = 0;
    const { database, indexer } = openDirectly(() => {
      commits += 1;
      if (commits === 3) throw new Error('Killed');
    });
    const stamp = { mtime: Date.now(), size: 1 };
    expect(() => indexer.replace(headOf(rest), all(rest), stamp, true)).toThrow('Killed');
    database.close();

    const again = openIndex(join(rig.root, 'library.sqlite'));
    const left = again.indexer.rows.of(1).length;
    expect(left).toBeLessThan(count);
    expect(left).toBeGreaterThan(1 + all(rest).length);
    expect(again.indexer.stampOf(whole.id)).toEqual(noStamp);
    again.database.close();

    const library = rig.open();
    await library.settled();
    expect((await library.statistics()).messages).toBe(all(rest).length);
    expect(await library.search('walrus', 100)).toMatchObject({ total: 0 });
    expect(await library.search('otter', 100)).toMatchObject({ total: all(rest).length });
  },
  patience,
);

it(
  'and brought back, as the file is read again',
  async () => {
    rig.write(whole);
    const library = rig.open();
    await library.settled();
    rig.write(rest);
    library.reread(rest.id);
    expect(await library.search('walrus', 100)).toMatchObject({ total: 0 });
    rig.write(whole);
    library.reread(whole.id);
    expect(await library.search('walrus', 100)).toMatchObject({ total: count - 10 });
  },
  patience,
);
