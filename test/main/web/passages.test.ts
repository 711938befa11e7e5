import { describe, expect, test } from 'vitest';
import { partOf } from '../../../src/main/web/page-parts.ts';
import { passagesOf, scoresFor, tokensOf } from '../../../src/main/web/passages.ts';

const filler = 'The quick brown fox jumps over the lazy dog, again and again and again. '.repeat(
  12,
);

function longText(needle: string, at: number, count = 60): string {
  return Array.from({ length: count }, (_, index) =>
    index === at ? `## Part ${index}\n\n${needle}` : `## Part ${index}\n\n${filler}`,
  ).join('\n\n');
}

describe('passages', () => {
  test('are the whole text, in order', () => {
    const text = longText('Here.', 3, 8);
    expect(
      passagesOf(text)
        .map((passage) => passage.text)
        .join('\n\n'),
    ).toBe(text);
  });

  test('keep a heading with what stands below it, and a fence together', () => {
    const code = ['```js', 'one();', '', '', '# no heading', 'two();', '```'].join('\n');
    const passages = passagesOf(`# Title\n\n${filler.repeat(2)}\n\n## Code\n\n${code}`);
    expect(passages.map(({ text }) => text.split('\n')[0])).toEqual(['# Title', '## Code']);
    expect(passages[1]?.text).toContain(code);
  });

  test('are of a bounded size, whatever the text is', () => {
    const passages = passagesOf('x'.repeat(100_000));
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(4000);
    expect(
      passages
        .map(({ text }) => text)
        .join('')
        .replaceAll('\n', ''),
    ).toHaveLength(100_000);
  });

  test.each([
    ['When do barn owls breed?', 'Barn owls breed in spring, mostly.'],
    ['Was fressen Schleiereulen?', 'SCHLEIEREULEN fressen Mäuse.'],
    ['仓鸮吃什么', '仓鸮主要吃老鼠和其他小型哺乳动物。'],
    ['чем питаются совы', 'Совы питаются мышами.'],
  ])('fit "%s" best where its words are', (question, needle) => {
    const passages = passagesOf(longText(needle, 41));
    const scores = scoresFor(passages, question);
    const best = scores.indexOf(Math.max(...scores));
    expect(passages[best]?.text).toContain(needle);
  });
});

describe('a part of a page', () => {
  test('is all of a short one', () => {
    expect(partOf('Short.', { page: null, question: 'x', budget: 100 })).toEqual({
      kind: 'whole',
      text: 'Short.',
    });
  });

  test('is what fits the question, within the budget, and says what is left out', () => {
    const needle = 'The secret word is albatross.';
    const text = longText(needle, 47);
    const part = partOf(text, { page: null, question: 'What is the secret word?', budget: 2000 });
    if (part.kind !== 'passages') throw new Error(part.kind);
    expect(part.text).toContain(needle);
    expect(part.text).toContain('## Part 0');
    expect(part.text).toContain('[…]');
    expect(tokensOf(part.text)).toBeLessThanOrEqual(2100);
    expect(part.shown).toBeLessThan(part.all);
  });

  test('in order, the parts are the whole text, each within the budget', () => {
    const text = longText('Here.', 3);
    const first = partOf(text, { page: 1, question: '', budget: 2000 });
    if (first.kind !== 'page') throw new Error(first.kind);
    const parts = Array.from({ length: first.pages }, (_, index) =>
      partOf(text, { page: index + 1, question: '', budget: 2000 }),
    );
    const texts = parts.map((part) => ('text' in part ? part.text : ''));
    expect(texts.join('\n\n')).toBe(text);
    for (const each of texts) expect(tokensOf(each)).toBeLessThanOrEqual(2100);
    const { pages } = first;
    expect(partOf(text, { page: pages + 1, question: '', budget: 2000 })).toEqual({
      kind: 'no_such_page',
      pages,
    });
  });
});
