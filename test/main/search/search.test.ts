import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Library } from '../../../src/main/search/library.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { generateLibrary } from '../../bench/library/generate.ts';
import { createRandom } from '../../bench/library/random.ts';
import { compare, createRig } from './support.ts';

const rig = createRig();
const conversations = new Map<Id, Conversation>();
let library: Library;

/** Long enough for a busy machine. */
const patience = 120_000;
const agreement = { differ: [], unmarked: [], hits: expect.any(Number) as number };

beforeAll(async () => {
  for (const conversation of generateLibrary({ seed: 7, conversations: 150, messages: 1500 })) {
    conversations.set(conversation.id, conversation);
    rig.write(conversation);
  }
  library = rig.open();
  await library.settled();
});

afterAll(async () => {
  await rig.dispose();
  expect(rig.errors).toEqual([]);
});

it(
  'finds exactly what a scan of everything finds, in many scripts',
  async () => {
    const result = await compare(library, conversations, 1, 400);
    expect(result).toEqual(agreement);
    expect(result.hits).toBeGreaterThan(10_000);
  },
  patience,
);

it(
  'finds what was edited, added, renamed and moved, and not what it was before',
  async () => {
    const random = createRandom(3);
    const fresh = [...generateLibrary({ seed: 8, conversations: 40, messages: 400 })];
    const pool = fresh.flatMap(({ messages }) => Object.values<Message>(messages));
    for (const before of conversations.values()) {
      if (!random.chance(0.4)) continue;
      const ids = Object.keys(before.messages);
      const changed: Message[] = [];
      const old = before.messages[ids[random.below(ids.length)] ?? ''];
      if (old !== undefined) changed.push({ ...old, parts: random.pick(pool).parts });
      const added = random.pick(pool);
      if (![...conversations.values()].some(({ messages }) => added.id in messages))
        changed.push(added);
      const messages = Object.fromEntries(changed.map((message) => [message.id, message]));
      const after: Conversation = {
        ...before,
        title: random.chance(0.5) ? random.pick(fresh).title : before.title,
        folder: random.chance(0.5) ? 'Neuer Ordner' : before.folder,
        messages: { ...before.messages, ...messages },
      };
      conversations.set(after.id, after);
      library.changed(headOf(after), changed);
      rig.write(after);
    }
    expect(await compare(library, conversations, 2, 150)).toEqual(agreement);
  },
  patience,
);

it(
  'does not find what was deleted, and finds it again when it was brought back',
  async () => {
    const removed: Conversation[] = [];
    for (const conversation of [...conversations.values()].slice(0, 50)) {
      removed.push(conversation);
      conversations.delete(conversation.id);
      library.removed(conversation.id);
      rmSync(join(rig.root, 'conversations', `${conversation.id}.json`));
    }
    expect(await compare(library, conversations, 3, 100)).toEqual(agreement);
    for (const conversation of removed.slice(0, 25)) {
      conversations.set(conversation.id, conversation);
      rig.write(conversation);
      library.changed(headOf(conversation), Object.values<Message>(conversation.messages));
    }
    expect(await compare(library, conversations, 4, 100)).toEqual(agreement);
  },
  patience,
);

it(
  'catches up with files that were changed, added and deleted while it was closed',
  async () => {
    await library.close();
    const added = [...generateLibrary({ seed: 9, conversations: 20, messages: 300 })];
    for (const conversation of added) {
      conversations.set(conversation.id, conversation);
      rig.write(conversation);
    }
    for (const conversation of [...conversations.values()].slice(0, 20)) {
      conversations.delete(conversation.id);
      rmSync(join(rig.root, 'conversations', `${conversation.id}.json`));
    }
    for (const before of [...conversations.values()].slice(0, 20)) {
      const [, ...kept] = Object.entries(before.messages);
      const after = {
        ...before,
        title: `${before.title} später`,
        messages: Object.fromEntries(kept),
      };
      conversations.set(after.id, after);
      rig.write(after);
    }
    library = rig.open();
    await library.settled();
    expect(await compare(library, conversations, 5, 100)).toEqual(agreement);
  },
  patience,
);
