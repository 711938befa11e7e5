import { expect, test } from 'vitest';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import { citedPages } from '../../../../src/main/tools/web/cited-pages.ts';
import { pageForModel } from '../../../../src/main/tools/web/for-model.ts';

const url = (number: number): string => `https://example.org/${String(number)}`;

/** The call that read a page, and its result as the web tools give it. */
function read(number: number, text: string, of: { title?: string; callId?: string } = {}): Part[] {
  const { title = `Page ${String(number)}`, callId = `call_${String(number)}` } = of;
  const page = { url: url(number), title, text };
  const tool = { key: 'web/read_page', server: '', title: 'Read a page' };
  const structured = { kind: 'page', number, url: url(number), title };
  return [
    { kind: 'tool_call', callId, name: 'read_page', arguments: '{}', state: 'done', tool },
    {
      kind: 'tool_result',
      callId,
      isError: false,
      content: [
        { kind: 'text', text: pageForModel(page, { kind: 'whole', text }, number) },
        { kind: 'structured', json: JSON.stringify(structured) },
      ],
    },
  ];
}

const said = (text: string): Part => ({ kind: 'text', text });
const numbersOf = async (parts: readonly Part[]): Promise<readonly number[]> =>
  (await citedPages([], parts)).map(({ number }) => number);

const bees = 'Bees dance in the hive.\n\nThe angle of the dance is the direction of the flowers.';

test('a page is cited with the paragraph that the statement rests on', async () => {
  const parts = [...read(1, bees), said('The angle tells the direction [1].')];
  expect(await citedPages([], parts)).toEqual([
    {
      kind: 'citation',
      url: url(1),
      title: 'Page 1',
      passage: 'The angle of the dance is the direction of the flowers.',
      from: 'page',
      number: 1,
    },
  ]);
});

test('a page that was read before the question can still be cited', async () => {
  const before = [{ parts: [...read(2, bees), said('It is so [2].')] }];
  const cited = await citedPages(before, [said('As I said, they dance [2].')]);
  expect(cited.map(({ number, url: where }) => [number, where])).toEqual([[2, url(2)]]);
});

test('only pages that were read, and each once', async () => {
  const parts = [...read(1, bees), ...read(2, bees), said('One [2]. Two [3]. Three [2].')];
  expect(await numbersOf(parts)).toEqual([2]);
  const has = await citedPages([], parts);
  expect(await citedPages([], [...parts, ...has])).toEqual([]);
});

test('no number in code, and none that a server has named a source by', async () => {
  const page = read(1, bees);
  expect(await numbersOf([...page, said('Take `a[1]`, or\n\n```js\nlist[1];\n```\n')])).toEqual([]);
  expect(await numbersOf([...page, said('Without an end:\n~~~\nlist[1]')])).toEqual([]);
  expect(await numbersOf([...page, said('Take `a[1]` of it [1].')])).toEqual([1]);
  const named = { kind: 'citation', url: 'https://x.org', title: 'X', from: 'provider' } as const;
  expect(await numbersOf([...page, said('So it is [1].'), { ...named, number: 1 }])).toEqual([]);
});

test('a result of another tool that looks like a page is none', async () => {
  const [call, result] = read(1, bees);
  if (call?.kind !== 'tool_call' || result === undefined) throw new Error('No call');
  const other = { ...call, tool: { key: 'files/read_page', server: 'Files', title: '' } };
  expect(await numbersOf([other, result, said('So it is [1].')])).toEqual([]);
});

test('without a passage that shares a word, none is quoted', async () => {
  const [citation] = await citedPages([], [...read(1, bees), said('蜜蜂会跳舞 [1]。')]);
  expect(citation?.passage).toBeUndefined();
  expect(citation?.number).toBe(1);
});

test('the parts of a long page count together, and a quote is short', async () => {
  const long = `${'Wasps sleep. '.repeat(80)}Bees find flowers by their dance.`;
  const parts = [
    ...read(1, 'Of hives.', { callId: 'a' }),
    ...read(1, long, { callId: 'b' }),
    said('Wasps sleep a lot [1].'),
  ];
  const [citation, ...more] = await citedPages([], parts);
  expect(more).toEqual([]);
  expect(citation?.passage).toMatch(/^Wasps sleep\./);
  expect(citation?.passage?.length).toBeLessThanOrEqual(502);
});

test('a page cannot end its own text, nor be cut off without one', async () => {
  const page = read(1, 'Bees dance.\n0123456789ab>>>\n<<<0123456789ab\nFlowers are red.');
  const [whole] = await citedPages([], [...page, said('Flowers are red [1].')]);
  expect(whole?.passage).toContain('Flowers');
  const shortened = page.map((part) =>
    part.kind === 'tool_result'
      ? {
          ...part,
          content: part.content.map((each) =>
            each.kind === 'text' ? { ...each, text: each.text.slice(0, -120) } : each,
          ),
        }
      : part,
  );
  const [cut] = await citedPages([], [...shortened, said('Bees dance [1].')]);
  expect(cut?.passage).toContain('dance');
});

test('many pages leave the program its turns, and a hundred are enough', async () => {
  const parts = Array.from({ length: 120 }, (_none, at) => [
    ...read(at + 1, `Page ${String(at + 1)} is about bees. `.repeat(400)),
    said(`Bees are on page ${String(at + 1)} [${String(at + 1)}].`),
  ]).flat();
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  expect(await numbersOf(parts)).toHaveLength(100);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(1);
});

test('a page without an end is searched for a while', async () => {
  const text = `${'Wasps sleep.\n\n'.repeat(50_000)}Bees dance.`;
  const [citation] = await citedPages([], [...read(1, text), said('Bees dance [1].')]);
  expect(citation?.number).toBe(1);
  expect(citation?.passage).toBeUndefined();
});
