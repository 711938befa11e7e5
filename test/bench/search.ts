import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createLibrary, type Library } from '../../src/main/search/library.ts';
import { headOf, textOf } from '../../src/shared/model/conversation-views.ts';
import type { Conversation, Message } from '../../src/shared/model/conversation.ts';
import { maxHits } from '../../src/shared/model/library.ts';
import { generateLibrary, writeLibrary } from './library/generate.ts';
import { createRandom, type Random } from './library/random.ts';
import { size, time, type Figure } from './figures.ts';
import { percentile } from './table.ts';

const conversations = { seed: 1, conversations: 10_000, messages: 100_000 };
/** Long enough for the work that the thread does once after a rebuild. */
const restMs = 20_000;
const worker = join(import.meta.dirname, '../../src/main/search/worker.ts');

/** Typical queries: words, prefixes, phrases and filters taken from the data. */
function typedQuery(random: Random, texts: readonly string[]): string {
  const words = random
    .pick(texts)
    .split(/\s+/)
    .filter((word) => word.length > 1);
  const word = (): string => Array.from(random.pick(words)).slice(0, 12).join('');
  switch (random.below(6)) {
    case 0:
      return Array.from(word()).slice(0, 2).join('');
    case 1:
      return Array.from(word()).slice(0, 4).join('');
    case 2:
      return `${word()} ${word()} `;
    case 3:
      return `"${words.slice(0, 2).join(' ')}"`;
    case 4:
      return `${word()} ${random.pick(['from:me', 'has:code', 'after:2022', 'in:work', 'model:gpt'])}`;
    default:
      return `${word()} `;
  }
}

function open(root: string): Library {
  return createLibrary({
    root,
    worker,
    tell: () => undefined,
    report: (error) => {
      throw error;
    },
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function queryTimes(
  library: Library,
  sample: readonly Conversation[],
  limit: number,
): Promise<number[]> {
  const random = createRandom(5);
  const texts = sample
    .flatMap(({ messages }) => Object.values<Message>(messages).map(textOf))
    .filter((text) => text.split(/\s+/).some((word) => word.length > 1));
  const times: number[] = [];
  for (let count = 0; count < 400; count += 1) {
    const query = typedQuery(random, texts);
    const time = await timed(() => library.search(query, limit));
    // The first ones warm up the code, as the first letters of the first search do.
    if (count >= 40) times.push(time);
  }
  return times;
}

async function addingTimes(library: Library, sample: readonly Conversation[]): Promise<number[]> {
  const times: number[] = [];
  for (const conversation of sample.slice(0, 60)) {
    const [message] = Object.values<Message>(conversation.messages);
    if (message === undefined) continue;
    // The first change of a conversation also checks its file.
    library.changed(headOf(conversation), []);
    await library.settled();
    const changed = {
      ...message,
      parts: [...message.parts, { kind: 'text', text: ' added' } as const],
    };
    times.push(
      await timed(() => {
        library.changed(headOf(conversation), [changed]);
        return library.settled();
      }),
    );
  }
  return times;
}

/** Figures about the index of 100,000 messages, built and searched as in the program. */
export async function measureSearch(): Promise<readonly Figure[]> {
  const root = mkdtempSync(join(tmpdir(), 'parley-bench-search-'));
  try {
    const { bytes } = writeLibrary(root, conversations);
    const library = open(root);
    library.start();
    const rebuild = await timed(() => library.settled());
    // Background merging and learning must not count towards the searches.
    await setTimeout(restMs);
    const sample: Conversation[] = [];
    for (const conversation of generateLibrary(conversations)) {
      if (sample.push(conversation) === 400) break;
    }
    // As the window asks: a few hits at each letter, all of them after a pause.
    const few = await queryTimes(library, sample, 30);
    const all = await queryTimes(library, sample, maxHits);
    const adding = await addingTimes(library, sample);
    await library.close();
    const index = statSync(join(root, 'library.sqlite')).size;
    const again = open(root);
    again.start();
    const start = await timed(() => again.settled());
    await again.close();
    const files = `${(bytes / 1e6).toFixed(0)} MB of files`;
    return [
      ...(
        [
          ['the first 30 hits', few],
          [`${maxHits} hits`, all],
        ] as const
      ).map(([hits, times]) => ({
        what: `search in 100,000 messages, ${hits}, p50 / p95 / max`,
        readings: [
          time(`search, ${hits}, p50`, percentile(times, 0.5)),
          time(`search, ${hits}, p95`, percentile(times, 0.95)),
          time(`search, ${hits}, slowest`, percentile(times, 1)),
        ],
        budget: '≤ 20 ms p95',
        floor: '0.03–20 ms, FTS5 alone',
      })),
      {
        what: `size of the index, for ${files}`,
        readings: [size('size of the index', index)],
        budget: '≤ 45 MB',
        floor: '40 MB',
      },
      {
        what: 'full rebuild in the background',
        readings: [time('full rebuild', rebuild)],
        budget: '≤ 6000 ms',
        floor: '5100 ms',
      },
      {
        what: 'adding one message, p50 / p95',
        readings: [
          time('adding one message, p50', percentile(adding, 0.5)),
          time('adding one message, p95', percentile(adding, 0.95)),
        ],
        budget: '≤ 2 ms',
        floor: 'a message to a thread and back',
      },
      {
        what: 'catching up at start when nothing changed (10,000 files)',
        readings: [time('catching up when nothing changed', start)],
        budget: '',
        floor: 'their dates and sizes',
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
