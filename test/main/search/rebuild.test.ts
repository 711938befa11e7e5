import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, truncateSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { journalLines } from '../../../src/main/store/conversations/journal-format.ts';
import { headOf } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { generateLibrary } from '../../bench/library/generate.ts';
import { compare, createRig, type LibraryRig } from './support.ts';

const patience = 120_000;
const agreement = { differ: [], unmarked: [], hits: expect.any(Number) as number };

let rig: LibraryRig;
let conversations: Map<Id, Conversation>;

/** Generated libraries by size, because several tests start with the same one. */
const generated = new Map<string, readonly Conversation[]>();

function libraryOf(count: number, messages: number): readonly Conversation[] {
  const size = `${count} ${messages}`;
  const before = generated.get(size);
  if (before !== undefined) return before;
  const library = [...generateLibrary({ seed: 21, conversations: count, messages })];
  generated.set(size, library);
  return library;
}

function fill(count: number, messages: number): void {
  for (const conversation of libraryOf(count, messages)) {
    conversations.set(conversation.id, conversation);
    rig.write(conversation);
  }
}

beforeEach(() => {
  rig = createRig();
  conversations = new Map();
});
afterEach(() => rig.dispose());

const indexPath = (): string => join(rig.root, 'library.sqlite');

/** Resolves when the library has reported a state that passes. */
async function until(passes: () => boolean): Promise<void> {
  while (!passes()) await new Promise((resume) => setTimeout(resume, 2));
}

describe('a rebuild', () => {
  it(
    'tells how far it is, answers meanwhile, and is whole at the end',
    async () => {
      fill(400, 3000);
      const library = rig.open();
      await until(() => rig.states.some((state) => state.kind === 'building' && state.done > 50));
      const meanwhile = await library.search('the', 100);
      expect(meanwhile).toMatchObject({ kind: 'found', state: { kind: 'building', total: 400 } });
      await library.settled();
      expect(library.state()).toEqual({ kind: 'ready' });
      const done = rig.states.flatMap((state) => (state.kind === 'building' ? [state.done] : []));
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(await compare(library, conversations, 31, 60)).toEqual(agreement);
      expect(rig.errors).toEqual([]);
    },
    patience,
  );

  it(
    'that was closed in the middle goes on at the next start',
    async () => {
      fill(400, 3000);
      const first = rig.open();
      await until(() => rig.states.some((state) => state.kind === 'building' && state.done > 50));
      await first.close();
      rig.states.length = 0;
      const library = rig.open();
      await library.settled();
      const totals = rig.states.flatMap((state) =>
        state.kind === 'building' ? [state.total] : [],
      );
      expect(Math.max(0, ...totals)).toBeLessThan(400);
      expect(await compare(library, conversations, 32, 60)).toEqual(agreement);
      expect(rig.errors).toEqual([]);
    },
    patience,
  );

  it(
    'that was killed leaves nothing wrong behind',
    async () => {
      fill(400, 3000);
      for (let round = 0; round < 3; round += 1) {
        const child = spawn(process.execPath, [
          join(import.meta.dirname, 'build-forever.ts'),
          rig.root,
        ]);
        child.stderr.pipe(process.stderr);
        await once(child.stdout, 'data');
        child.kill('SIGKILL');
        await once(child, 'exit');
        // While the index was closed, a conversation changed.
        const [id = '', before] = [...conversations][round] ?? [];
        if (before === undefined) throw new Error('There is no such conversation');
        const after = { ...before, title: `after kill ${round}` };
        conversations.set(id, after);
        rig.write(after);
      }
      const library = rig.open();
      await library.settled();
      expect(await compare(library, conversations, 33, 60)).toEqual(agreement);
      expect(rig.errors).toEqual([]);
    },
    patience,
  );

  it(
    'takes changes that come meanwhile, also to conversations it has not reached',
    async () => {
      fill(300, 2000);
      const library = rig.open();
      const ids = [...conversations.keys()];
      for (const id of [ids[0], ids[150], ids.at(-1)]) {
        const before = conversations.get(id ?? '');
        if (before === undefined) throw new Error('There is no such conversation');
        const after = { ...before, title: 'Changed meanwhile' };
        conversations.set(after.id, after);
        // Reported, but not on disk yet.
        library.changed(headOf(after), []);
      }
      const gone = ids[200] ?? '';
      conversations.delete(gone);
      library.removed(gone);
      await library.settled();
      expect(await compare(library, conversations, 34, 60)).toEqual(agreement);
      expect(rig.errors).toEqual([]);
    },
    patience,
  );
});

it(
  'killed while conversations change, the index is what the files are',
  async () => {
    fill(40, 300);
    for (const changes of [3, 25, 90]) {
      const script = join(import.meta.dirname, 'change-forever.ts');
      const child = spawn(process.execPath, [script, rig.root]);
      child.stderr.pipe(process.stderr);
      let seen = 0;
      child.stdout.on('data', (dots: Buffer) => {
        seen += dots.byteLength;
        if (seen >= changes) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      for (const id of conversations.keys()) {
        const path = join(rig.root, 'conversations', `${id}.json`);
        conversations.set(id, JSON.parse(readFileSync(path, 'utf8')) as Conversation);
      }
      const library = rig.open();
      await library.settled();
      expect(await compare(library, conversations, changes, 40)).toEqual(agreement);
      expect(await library.search('round0', 100)).toMatchObject({
        total: [...conversations.values()].filter((conversation) =>
          JSON.stringify(conversation).includes('round0 was'),
        ).length,
      });
      await library.close();
    }
    expect(rig.errors).toEqual([]);
  },
  patience,
);

describe('a damaged index', () => {
  const damages: readonly (readonly [string, () => void])[] = [
    [
      'is not a database',
      () => writeFileSync(indexPath(), 'This is a shopping list.\n'.repeat(999)),
    ],
    ['is cut off', () => truncateSync(indexPath(), 20_000)],
    [
      'has pages of nonsense',
      () => {
        const bytes = readFileSync(indexPath());
        bytes.fill(0xa5, 4096 * 3);
        writeFileSync(indexPath(), bytes);
      },
    ],
    ['is empty', () => truncateSync(indexPath(), 0)],
    [
      'is from another version',
      () => {
        const bytes = readFileSync(indexPath());
        // The user version, at offset 60 of an SQLite file.
        bytes.writeUInt32BE(9999, 60);
        writeFileSync(indexPath(), bytes);
      },
    ],
  ];
  it.each(damages)(
    '%s: it is built anew',
    async (_name, damage) => {
      fill(60, 500);
      const first = rig.open();
      await first.settled();
      await first.close();
      damage();
      const library = rig.open();
      await library.settled();
      // Damage may show only during a search; then the index is rebuilt, too.
      const { differ } = await compare(library, conversations, 35, 30);
      expect(differ).toEqual([]);
      await library.settled();
      expect(library.state()).toEqual({ kind: 'ready' });
      expect(await compare(library, conversations, 36, 30)).toEqual(agreement);
    },
    patience,
  );
});

describe('odd files', () => {
  it(
    'are shown as the store shows them: salvaged, or with what their journal holds',
    async () => {
      fill(5, 60);
      const [first, second] = [...conversations.values()];
      if (first === undefined || second === undefined) throw new Error('Nothing was generated');
      const whole = Buffer.concat(serializeConversation(first));
      const folder = join(rig.root, 'conversations');
      writeFileSync(join(folder, `${first.id}.json`), whole.subarray(0, whole.byteLength - 40));
      const answer: Message = {
        id: '0199aaaa-0000-7000-8000-000000000001',
        parentId: second.leafId,
        role: 'assistant',
        parts: [{ kind: 'text', text: 'Quetzalcoatlus flew' }],
        status: 'streaming',
        createdAt: '2026-01-01T00:00:00.000Z',
      };
      writeFileSync(
        join(folder, `${second.id}.journal`),
        journalLines([{ kind: 'whole', message: answer }]),
      );
      writeFileSync(join(folder, '0199aaaa-0000-7000-8000-000000000002.json'), 'no JSON');
      mkdirSync(join(folder, '0199aaaa-0000-7000-8000-000000000003.json'));
      const library = rig.open();
      await library.settled();
      expect(library.state()).toEqual({ kind: 'ready' });
      expect(await library.search('quetzal', 10)).toMatchObject({
        hits: [{ conversationId: second.id, messageId: answer.id, snippet: 'Quetzalcoatlus flew' }],
        total: 1,
      });
      expect(await library.search(`"${first.title}"`, 10)).toMatchObject({
        total: expect.any(Number),
      });
      const statistics = await library.statistics();
      expect(statistics.conversations).toBe(5);
      // Only the folder in place of a file was worth reporting.
      expect(rig.errors).toHaveLength(1);
    },
    patience,
  );

  it(
    'an index that cannot be made leaves everything else alone',
    async () => {
      fill(3, 20);
      mkdirSync(join(indexPath(), 'in the way'), { recursive: true });
      const library = rig.open();
      await library.settled();
      expect(existsSync(indexPath())).toBe(true);
      const answer = await library.search('the', 10);
      expect(answer).toMatchObject({ kind: 'found', hits: [] });
    },
    patience,
  );
});
