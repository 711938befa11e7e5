import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLibrary, type Library } from '../../../../src/main/search/library.ts';
import { watchStore } from '../../../../src/main/search/watched-store.ts';
import { buildConversation } from '../../../../src/main/transfer/import/build.ts';
import type { DraftConversation } from '../../../../src/main/transfer/import/draft.ts';
import type { Conversation } from '../../../../src/shared/model/conversation.ts';
import { workerPath } from '../../search/support.ts';
import { fileOf, newRoot, storeOn } from '../../store/support.ts';

let library: Library | null = null;
afterEach(() => library?.close());

const count = 30_000;

function draft(): DraftConversation {
  return {
    kind: 'draft',
    source: 'chatgpt',
    sourceId: 'a long one',
    title: 'A long one',
    createdAt: null,
    updatedAt: null,
    model: null,
    systemPrompt: null,
    leafId: `n${count - 1}`,
    broken: 0,
    nodes: Array.from({ length: count }, (_, at) => ({
      id: `n${at}`,
      parentId: at === 0 ? null : `n${at - 1}`,
      role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
      parts: [{ kind: 'text' as const, text: `The words of message ${at}, uniq${at}.` }],
      time: 1_700_000_000_000 + at * 1000,
    })),
  };
}

/** Processor time of this thread (ms). */
function workDone(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Runs `work`. Returns the processor time of all of it, and of the longest stretch in which nothing
 * else ran (ms).
 */
async function watched<T>(
  work: () => Promise<T>,
): Promise<{ result: T; all: number; pause: number }> {
  const began = workDone();
  let last = began;
  let pause = 0;
  let isDone = false;
  const look = (): void => {
    const now = workDone();
    pause = Math.max(pause, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const result = await work();
  isDone = true;
  const all = workDone() - began;
  await new Promise(setImmediate);
  look();
  return { result, all, pause };
}

test('a conversation of tens of thousands of messages is built, written and told in many turns', async () => {
  const root = newRoot();
  const { conversations } = await storeOn(root);
  library = createLibrary({
    root: join(root, 'index'),
    worker: workerPath,
    tell: () => undefined,
    report: () => undefined,
  });
  library.start();
  const store = watchStore(conversations, library);
  const unexpected = (): never => {
    throw new Error('There is nothing to fetch');
  };
  const made = draft();
  const building = await watched(() => buildConversation(made, unexpected, 0, new Set()));
  const conversation = building.result?.conversation;
  if (conversation === undefined) throw new Error('Nothing was built');
  const adding = await watched(() => store.add(conversation));
  console.info(
    `${count} messages: built in ${building.all.toFixed(0)} ms, longest pause ${building.pause.toFixed(0)} ms; written in ${adding.all.toFixed(0)} ms, longest pause ${adding.pause.toFixed(0)} ms`,
  );
  expect(building.pause).toBeLessThan(building.all / 3);
  expect(adding.pause).toBeLessThan(adding.all / 3);
  expect(conversation.leafId).toBe(Object.keys(conversation.messages).at(-1));
  const file = JSON.parse(readFileSync(fileOf(root, conversation.id), 'utf8')) as Conversation;
  // toEqual would take longer than the rest of the test.
  expect(JSON.stringify(file.messages) === JSON.stringify(conversation.messages)).toBe(true);
  await library.settled();
  expect(await library.search(`uniq${count - 1}`, 5)).toMatchObject({ total: 1 });
}, 60_000);
