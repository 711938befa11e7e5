import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';
import { chunksOf, smallDocument } from './documents.ts';
import { byParley, frameOf } from './render.tsx';

const textOf = (markup: string): string =>
  markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, '');

/** True if all characters of `part` occur in `whole` in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const letter of part) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function framesOf(chunks: readonly string[]): string[] {
  let split = emptySplit();
  const frames: string[] = [];
  for (const chunk of chunks) {
    split = feed(split, chunk);
    frames.push(frameOf(split));
  }
  return frames;
}

const answer = `# A **rich** answer

Some *emphasis*, **strong words**, \`code with *stars*\`, ~~gone~~ and ***both***. A [link **bold** text](https://example.org/a_(b) "Title") and
https://example.org/path, an image ![alt *text*](https://example.org/i.png) and 5 * 3 = 15. Use snake_case_names.

- First **item**
- [x] done
- Second with [a link](https://a.b)
  1. nested *one*
  2. nested two

> Quote with **bold** and
> two lines

\`\`\`ts
const a = \`x\`; // **not bold**
\`\`\`

| Name | Value |
| --- | ---: |
| **bold** | \`code\` |
| [x](https://a.b) | 2 |

Line one  
line two. The end! &amp; more <kbd>x</kbd>
`;

describe('what is on show while the text grows', () => {
  for (const size of [1, 3, 7, 40]) {
    test(`never takes a letter back, in chunks of ${size}`, () => {
      const chunks = answer.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const frames = [...framesOf(chunks), byParley(answer)].map(textOf);
      for (const [index, frame] of frames.entries()) {
        const next = frames[index + 1] ?? frame;
        expect(isWithin(frame, next), `${frame}\n→\n${next}`).toBe(true);
      }
    });
  }

  test('never shows the marks of half a word', () => {
    const frames = framesOf(
      'A **bold word** and *half* a `code b` and ~~old~~ [link text](https://a.b/c) end'.split(''),
    );
    for (const frame of frames) expect(textOf(frame), frame).not.toMatch(/[*`~[\]()]|https/);
  });

  test('shows half a bold word as bold', () => {
    expect(framesOf(['A **bol'])).toEqual(['<p>A <strong>bol</strong></p>']);
    expect(framesOf(['a `co'])).toEqual(['<p>a <code>co</code></p>']);
    expect(framesOf(['- x\n- **y'])).toEqual(['<ul><li>x</li><li><strong>y</strong></li></ul>']);
  });

  test.each([
    ['a shell variable', 'Set $HOME to your folder and go on.', /to your folder and go on/],
    ['a formula without end', 'Then \\(a_1 + b and more words.', /\\\(a_1 \+ b and more words/],
    ['a bracket without end', 'Then \\[a_1 *b* and more.', /\\\[a_1 \*b\* and more/],
    ['two dollars without end', 'So $$x_1 and more words.', /\$\$x_1 and more words/],
    ['an environment', 'So \\begin{matrix} a_1 & b', /\\begin\{matrix\} a_1 &amp; b/],
    ['an environment on its line', '\\begin{align}\na_1 &= b\n\nc', /a_1 &amp;= b\n\nc/],
    ['the line of a fold', '<details>\n<summary>How **it', /How <strong>it/],
  ])('shows %s as it comes', (_, text, shown) => {
    const frames = framesOf(text.split(''));
    expect(frames.at(-1)).toMatch(shown);
    // Everything that is not a mark is visible two frames later, except the tags of a fold.
    for (const [index, frame] of frames.entries()) {
      const letters = text
        .slice(0, Math.max(0, index - 1))
        .replaceAll(/<[^>]*>?|[^\p{L}\p{N}]/gu, '');
      const seen = frame.replaceAll(/<[^>]*>|&amp;/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '');
      expect(seen.length, frame).toBeGreaterThanOrEqual(letters.length - 1);
    }
  });

  test('holds in any document for letters outside of addresses and definitions', () => {
    const letters = (markup: string): string => textOf(markup).replaceAll(/[^\p{L}\p{N}]/gu, '');
    const plain = smallDocument.filter((text) => !/[[\]<&`~]|\||:-|\d[.)]|https/.test(text));
    fc.assert(
      fc.property(plain, fc.nat(), (text, seed) => {
        const frames = [...framesOf(chunksOf(text, seed)), byParley(text)].map(letters);
        for (const [index, frame] of frames.entries()) {
          expect(isWithin(frame, frames[index + 1] ?? frame)).toBe(true);
        }
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });
});

test('the style sheet asks for nothing from outside', () => {
  const css = readFileSync(
    new URL('../../../src/renderer/markdown/markdown.css', import.meta.url),
    'utf8',
  );
  expect(css).not.toMatch(/url\(|@import/);
});
