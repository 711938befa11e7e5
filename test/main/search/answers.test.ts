import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../src/main/search/library.ts';
import { makeSnippet } from '../../../src/main/search/query/snippet.ts';
import { compileTerm } from '../../../src/shared/search/match.ts';
import { parseSearchQuery } from '../../../src/shared/search/query.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import type { SearchAnswer, SearchHit } from '../../../src/shared/model/library.ts';
import { createRig, type LibraryRig } from './support.ts';
import { hitsOf, say, talk } from './talk.ts';

let rig: LibraryRig;
let library: Library;

beforeEach(() => {
  rig = createRig();
});
afterEach(async () => {
  await rig.dispose();
  expect(rig.errors).toEqual([]);
});

async function start(...conversations: readonly Conversation[]): Promise<void> {
  for (const conversation of conversations) rig.write(conversation);
  library = rig.open();
  await library.settled();
}

const hits = (query: string): Promise<readonly SearchHit[]> => hitsOf(library, query);

describe('the order of hits', () => {
  it('puts the title first, then what the person said, then the answer', async () => {
    const answer = say('assistant', 'About penguins in winter');
    const question = say('user', 'About penguins in winter');
    const chat = talk('Something else', [answer, question]);
    const titled = talk('Penguins in winter', []);
    await start(chat, titled);
    expect((await hits('penguins')).map(({ place }) => place)).toEqual([
      'title',
      'question',
      'answer',
    ]);
  });

  it('puts the recent before the old, and the frequent before the rare', async () => {
    const old = say('assistant', 'penguin facts', { createdAt: '2016-01-01T00:00:00.000Z' });
    const recent = say('assistant', 'penguin facts', { createdAt: new Date().toISOString() });
    const dense = say('assistant', 'penguin penguin', { createdAt: old.createdAt });
    await start(talk('a', [old, recent, dense]));
    const order = (await hits('penguin')).map(({ messageId }) => messageId);
    expect(order[0]).toBe(recent.id);
    expect(order.indexOf(dense.id)).toBeLessThan(order.indexOf(old.id));
  });
});

describe('a hit', () => {
  it('names conversation and message, and marks what was found', async () => {
    const message = say('user', 'First line\nwith a Café inside');
    const chat = talk('Holidays', [message]);
    await start(chat);
    expect(await hits('cafe ')).toEqual([
      {
        conversationId: chat.id,
        messageId: message.id,
        place: 'question',
        title: 'Holidays',
        time: message.createdAt,
        snippet: 'First line with a Café inside',
        marks: [[18, 22]],
      },
    ]);
  });

  it('is found by the name of what is attached', async () => {
    const message = say('user', 'look', {
      parts: [
        {
          kind: 'file',
          attachment: 'a'.repeat(64),
          mediaType: 'text/csv',
          name: 'Umsätze_2024.csv',
          size: 3,
        },
      ],
    });
    await start(talk('x', [message]));
    expect(await hits('umsatze has:file')).toMatchObject([{ messageId: message.id }]);
  });

  it('is cut from a long text around the first place, between words', () => {
    const text = `${'lorem ipsum '.repeat(200)}needle ${'dolor sit '.repeat(200)}`;
    const terms = parseSearchQuery('needle').terms.map(compileTerm);
    const { snippet, marks } = makeSnippet(text, terms);
    expect(snippet.length).toBeLessThan(220);
    expect(snippet).toMatch(/^…(?:lorem|ipsum) .* (?:dolor|sit) …$/);
    expect(marks.map(([from, to]) => snippet.slice(from, to))).toEqual(['needle']);
  });
});

it('counts all, and shows no more than asked for', async () => {
  const messages = Array.from({ length: 250 }, (_, index) => say('user', `pebble number ${index}`));
  await start(talk('beach', messages));
  const answer = await library.search('pebble', 100);
  expect(answer).toMatchObject({ kind: 'found', total: 250, problems: [] });
  expect(await hits('pebble')).toHaveLength(100);
});

it('says what is wrong with a query and answers the rest', async () => {
  await start(talk('x', [say('user', 'apple pie')], { folder: 'Küche' }));
  expect(await library.search('apple in:kuche', 10)).toMatchObject({ total: 1, problems: [] });
  expect(await library.search('apple has:cake', 10)).toMatchObject({
    total: 1,
    problems: [{ start: 6, end: 14 }],
  });
  expect(await library.search('in:garage apple', 10)).toMatchObject({
    total: 0,
    problems: [{ start: 0, end: 9, kind: 'no_such_folder', folder: 'garage' }],
  });
  expect(await library.search('→ apple', 10)).toMatchObject({
    total: 1,
    problems: [{ kind: 'nothing_to_find', text: '→' }],
  });
});

it('survives any query at all', async () => {
  await start(talk('x', [say('user', 'apple pie')]));
  const odd = [
    '"',
    '"" ',
    '*',
    '-',
    '--',
    '-"',
    'a* b*',
    '^',
    'NEAR(a b)',
    'a AND',
    'words:a',
    '{a}',
    '\0',
    "';--",
    '\ud800',
    `${'a '.repeat(499)}a`,
    `"${'b '.repeat(490)}"`,
    'x'.repeat(1000),
  ];
  for (const query of odd) expect(await library.search(query, 10)).toMatchObject({ kind: 'found' });
});

it('gives up a search when a newer one comes', async () => {
  await start(talk('x', [say('user', 'apple pie')]));
  const answers = await Promise.all(
    ['a', 'ap', 'app', 'appl', 'apple'].map((query) => library.search(query, 10)),
  );
  const kinds = answers.map(({ kind }: SearchAnswer) => kind);
  expect(kinds.at(-1)).toBe('found');
  expect(kinds.slice(0, -1)).toEqual(Array.from({ length: 4 }, () => 'superseded'));
});

it('adds up what answers took, by day, model, provider and assistant, apart from what was charged', async () => {
  const usage = { promptTokens: 100, completionTokens: 20, totalTokens: 120, cachedTokens: 60 };
  const at = (createdAt: string, model: string, more: Partial<Message> = {}): Message =>
    say('assistant', 'ok', { createdAt, model, usage, ...more });
  const ada = { providerId: 'p', details: { assistant: 'Ada' } };
  await start(
    talk('x', [
      say('user', 'hi'),
      at('2025-03-10T12:00:00.000Z', 'a'),
      at('2025-03-10T12:30:00.000Z', 'a'),
      at('2025-03-20T12:00:00.000Z', 'a', ada),
      at('2025-03-20T12:00:00.000Z', 'a', { ...ada, usage: { ...usage, costUsd: 0.25 } }),
      at('2025-03-20T12:00:00.000Z', 'a', { ...ada, usage: { ...usage, costUsd: 0.5 } }),
    ]),
  );
  const base = { model: 'a', providerId: '', assistant: '', chargedUsd: null };
  const tokens = (answers: number) => ({
    answers,
    promptTokens: answers * 100,
    completionTokens: answers * 20,
    cachedTokens: answers * 60,
  });
  const ofAda = { day: '2025-03-20', providerId: 'p', assistant: 'Ada' };
  expect(await library.statistics()).toEqual({
    conversations: 1,
    messages: 6,
    usage: [
      { ...base, day: '2025-03-10', ...tokens(2) },
      { ...base, ...ofAda, ...tokens(2), chargedUsd: 0.75 },
      { ...base, ...ofAda, ...tokens(1) },
    ],
    state: { kind: 'ready' },
  });
});
