import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Found } from '../../../../src/main/transfer/import/formats/format.ts';
import { createUnderstanding } from '../../../../src/main/transfer/import/understanding.ts';

const thread = join(
  import.meta.dirname,
  '../../../../src/main/transfer/import/understanding-thread.ts',
);

const long = Array.from({ length: 400 }, () => 'Größe 漢字').join(' ');

const messages = (count: number, text: string): { readonly text: string }[] =>
  Array.from({ length: count }, (_, at) => ({
    uuid: String(at),
    sender: at % 2 === 0 ? 'human' : 'assistant',
    text: `${at} ${text}`,
  }));

const conversation = (count: number, text: string): Buffer =>
  Buffer.from(JSON.stringify({ uuid: 'u', name: 'Long', chat_messages: messages(count, text) }));

/** Counts the turns that main has meanwhile. */
function countTurns(): () => number {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  return () => {
    clearInterval(timer);
    return turns;
  };
}

test('a large value is understood while main has its turns, and comes whole', async () => {
  const understanding = createUnderstanding(thread, new AbortController().signal);
  understanding.begin();
  const turns = countTurns();
  const [meaning] = await understanding.values([[conversation(2000, long)]]);
  expect(meaning).toEqual({ kind: 'found', count: 1 });
  const found: Found[] = [];
  for await (const each of understanding.found(1)) found.push(each);
  understanding.close();
  // Eight million code units, half a million at a time.
  expect(turns()).toBeGreaterThan(10);
  const [draft] = found;
  if (draft?.kind !== 'draft') throw new Error('No draft');
  expect(draft.nodes).toHaveLength(2000);
  expect(draft.nodes.map(({ parts }) => parts)).toEqual(
    messages(2000, long).map((each) => [{ kind: 'text', text: (each as { text: string }).text }]),
  );
}, 120_000);

test('what each value is comes in order, and a thread serves the next import', async () => {
  for (let round = 0; round < 2; round += 1) {
    const understanding = createUnderstanding(thread, new AbortController().signal);
    understanding.begin();
    const texts = ['{"a":', '{"a":1}', conversation(1, 'x').toString()];
    const meanings = await understanding.values(texts.map((text) => [Buffer.from(text)]));
    expect(meanings.map(({ kind }) => kind)).toEqual(['invalid', 'stranger', 'found']);
    understanding.close();
  }
}, 120_000);

test('an import that is cancelled ends at once, whatever the thread is at', async () => {
  const cancel = new AbortController();
  const understanding = createUnderstanding(thread, cancel.signal);
  understanding.begin();
  const meanings = understanding.values([[conversation(4000, 'word '.repeat(1000))]]);
  setImmediate(() => cancel.abort(new Error('Cancelled')));
  await expect(meanings).rejects.toThrow('Cancelled');
  understanding.close();
}, 120_000);
