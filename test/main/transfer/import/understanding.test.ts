import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Found } from '../../../../src/main/transfer/import/formats/format.ts';
import { createUnderstanding } from '../../../../src/main/transfer/import/understanding.ts';
import { removeFolder } from '../../../scratch.ts';

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

/** Counts the turns of main's event loop meanwhile. */
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

test('a value with more conversations, or a message with more parts, than a call has room for', async () => {
  const understanding = createUnderstanding(thread, new AbortController().signal);
  understanding.begin();
  const many = Array.from({ length: 550_000 }, (_, at) => ({ uuid: `u${at}`, chat_messages: [] }));
  const content = Array.from({ length: 550_000 }, () => ({ type: 'text', text: 'x' }));
  const wide = { uuid: 'w', name: 'W', chat_messages: [{ uuid: 'm', sender: 'human', content }] };
  const conversations = Buffer.from(JSON.stringify({ conversations: many }));
  expect(await understanding.values([[conversations]])).toEqual([
    { kind: 'found', count: 550_000 },
  ]);
  understanding.begin();
  expect(await understanding.values([[Buffer.from(JSON.stringify(wide))]])).toEqual([
    { kind: 'found', count: 1 },
  ]);
  for await (const found of understanding.found(1)) {
    expect(found.kind === 'draft' && found.nodes[0]?.parts.length).toBe(550_000);
  }
  understanding.close();
}, 120_000);

/** Answers each request, but the first thread ends at a piece longer than a word. */
const endsOnce = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { parentPort } from 'node:worker_threads';
  const mark = import.meta.filename + '.ended';
  parentPort.on('message', ({ kind, piece, lengths }) => {
    if (kind === 'piece' && piece.byteLength > 10 && !existsSync(mark)) {
      writeFileSync(mark, '');
      throw new Error('out of order');
    }
    if (kind === 'values') {
      parentPort.postMessage({ kind: 'meanings', meanings: lengths.map(() => ({ kind: 'invalid' })) });
    }
  });
`;

test('bytes that a thread took with it are not missed silently, and the next document has another thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-thread-'));
  onTestFinished(() => removeFolder(folder));
  const broken = join(folder, 'thread.mjs');
  writeFileSync(broken, endsOnce);
  const understanding = createUnderstanding(broken, new AbortController().signal);
  onTestFinished(() => understanding.close());
  const ask = (bytes: Buffer) => understanding.values([[bytes]]);
  understanding.begin();
  expect(await ask(Buffer.from('1'))).toEqual([{ kind: 'invalid' }]);
  // Sent over hundreds of turns of main; the thread ends during the first of them.
  await expect(ask(Buffer.alloc(200_000_000, '1'))).rejects.toThrow('out of order');
  await expect(ask(Buffer.from('1'))).rejects.toThrow('out of order');
  understanding.begin();
  expect(await ask(Buffer.from('1'))).toEqual([{ kind: 'invalid' }]);
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
