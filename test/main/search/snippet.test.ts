import { describe, expect, test } from 'vitest';
import { plainSnippet } from '../../../src/main/search/query/plain-snippet.ts';

/** Writes marks as ‹…›, and reads them back from the text before. */
function shown(marked: string): string {
  const marks: [number, number][] = [];
  let text = '';
  for (const piece of marked.split(/(?=[‹›])|(?<=[‹›])/u)) {
    if (piece === '‹') marks.push([text.length, text.length]);
    else if (piece === '›') marks[marks.length - 1] = [marks.at(-1)?.[0] ?? 0, text.length];
    else text += piece;
  }
  const plain = plainSnippet({ snippet: text, marks });
  return plain.marks.toReversed().reduce((whole, [start, end]) => {
    const found = whole.slice(start, end);
    return `${whole.slice(0, start)}‹${found}›${whole.slice(end)}`;
  }, plain.snippet);
}

describe('a snippet without the marks of Markdown', () => {
  test.each([
    ['## ‹Tables›\n\nA narrow one', '‹Tables› A narrow one'],
    ['| Drink | ‹Made› with |\n|---|--:|\n| Tea | leaves |', 'Drink ‹Made› with Tea leaves'],
    ['- **bold** ‹word›\n- `code`\n> a quote', 'bold ‹word› code a quote'],
    ['see [the ‹docs›](https://example.org/a) and go', 'see the ‹docs› and go'],
    ['say ***‹this›***, and ~~that~~.', 'say ‹this›, and that.'],
    ['over ‹two\nlines›  and   more\t', 'over ‹two lines› and more'],
  ])('%j', (text, plain) => {
    expect(shown(text)).toBe(plain);
  });

  test.each([
    'cat list | grep ‹needle› | sort',
    'handlers[name](‹input›)',
    'src/**/‹*.ts› and a ** b',
    '‹c++› and #‹define›',
    'foo__bar__‹baz›',
  ])('code stays: %s', (text) => {
    expect(shown(text)).toBe(text);
  });

  test('what was found is never cut', () => {
    expect(shown('‹**› is a power in `Python`')).toBe('‹**› is a power in Python');
  });
});
