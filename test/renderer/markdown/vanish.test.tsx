import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderToStaticMarkup } from 'react-dom/server';
import { Markdown, MarkdownDocument } from '../../../src/renderer/markdown/view/markdown.tsx';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';

/**
 * Pieces of Markdown with a placeholder for a word, complete and broken. A `¤` marks words that are
 * hidden on purpose: the address and title of a working link (it shows them on hover and opens
 * them) or of a picture (which names its host), the label of a note that is numbered instead, and
 * the label, address and title of a definition in use.
 */
const shapes: readonly string[] = [
  '@ ',
  '@\n\n',
  '**@** ',
  '*@ ',
  '~~@~~',
  '`@`',
  '``@ ',
  '[@](https://a.b/¤ "¤")',
  '[](https://a.b/@)',
  '[@](./@.py)',
  '[@](javascript:@)',
  '[`@`](#@)',
  '[@][@] ',
  '[@]: https://a.b/@ "@"\n\n',
  '\n[@][Used]\n\n[used]: https://a.b/¤ "¤"\n\n',
  '\n[@][there]\n\n[there]: ../@.py\n\n',
  '![@](https://a.b/¤.png)',
  '\n[^n@n]\n',
  '[^@] ',
  '\n[^@]: @\n\n',
  '<@> ',
  '<b>@</b>',
  '<kbd>@',
  '</sub>@ ',
  '<x y="@">@</x>\n\n',
  '<!-- @ --> ',
  '<?@?> ',
  '\n<details>\n<summary>@</summary>\n\n@\n\n</details>\n\n',
  '<details>@',
  '</details> @',
  '<summary>@</summary>\n',
  '\n| @ | @ |\n| - | - |\n| @ | @ | @ |\n| `@|@` | @ |\n\n',
  '\n```@ @\n@\n```\n',
  '\n~~~\n@\n',
  '\n```md\n```@\n@\n```\n@\n```\n',
  '\n- @\n  @\n',
  '\n1. @\n',
  '\n- [x] @\n',
  '\n> @\n@\n',
  '\n# @ #\n',
  '\n@\n===\n',
  '\n---\n@: @\n---\n\n',
  '    @\n',
  '$@$ ',
  '$$@$$',
  '\n$$\n@\n\n@\n$$\n',
  '\\[@\\]',
  '\\(@ ',
  '\n\\begin{align}\n@\n\\end{align}\n',
  '\\begin{@}',
  '&@; ',
  '\\@ ',
  'https://@.example/@（@） ',
  '@@@.example ',
  '中文**@**中文',
  '**（@）**字',
  '\n\\@\n',
];

const documents = fc.array(fc.constantFrom(...shapes), { minLength: 1, maxLength: 9 });

/** Fills the placeholders with unique words; those at a `¤` need not be on the page. */
function filled(pieces: readonly string[]): { readonly text: string; readonly words: string[] } {
  const words: string[] = [];
  let count = 0;
  const text = pieces.join('').replaceAll(/[@¤]/g, (place) => {
    const word = `w${count}q`;
    count += 1;
    if (place === '@') words.push(word);
    return word;
  });
  return { text, words };
}

/** What a person reads: no attributes, no comments. */
function visibleText(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .toLowerCase();
}

function missingIn(markup: string, words: readonly string[]): readonly string[] {
  const text = visibleText(markup);
  return words.filter((word) => !text.includes(word));
}

function streamed(chunks: readonly string[]): string {
  let split = emptySplit();
  for (const chunk of chunks) split = feed(split, chunk);
  return renderToStaticMarkup(<MarkdownDocument split={split} text={chunks.join('')} />);
}

describe('no word of an answer vanishes from the page', () => {
  test('in a finished answer', () => {
    fc.assert(
      fc.property(documents, (pieces) => {
        const { text, words } = filled(pieces);
        expect(missingIn(renderToStaticMarkup(<Markdown text={text} />), words), text).toEqual([]);
      }),
      { numRuns: 2000, seed: 20261129 },
    );
  }, 300_000);

  test('in one that streamed in', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const { text, words } = filled(pieces);
        const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        expect(missingIn(streamed(chunks), words), text).toEqual([]);
      }),
      { numRuns: 1000, seed: 20261129 },
    );
  }, 300_000);
});
