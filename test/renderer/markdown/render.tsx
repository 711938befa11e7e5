import type { Root } from 'mdast';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import 'remark-parse';
import type { Processor } from 'unified';
import type { Split } from '../../../src/renderer/markdown/split/block.ts';
import { components } from '../../../src/renderer/markdown/view/elements.tsx';
import { MarkdownDocument } from '../../../src/renderer/markdown/view/markdown.tsx';
import { handlers } from '../../../src/renderer/markdown/parse/parse.ts';
import { arrange, leftoversOf } from '../../../src/shared/markdown/arrange.ts';
import { languageFor } from '../../../src/shared/markdown/language.ts';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';

const blockTag =
  '</?(?:p|ul|ol|li|blockquote|h[1-6]|pre|hr|table|thead|tbody|tr|td|th|section)(?: [^>]*)?/?>';
const aroundBlock = new RegExp(`\\s*(${blockTag})\\s*`, 'g');

/**
 * Brings markup to the form in which documents are compared. Taken away are: what is marked as chrome
 * (labels and buttons); `figure`, `div` and `span`, which group and never come from Markdown; the
 * attributes that only serve presentation (`dir`, `role` and `value` in lists of many groups, `style` on groups, `contains-task-list`, ids of
 * footnotes); that a table has a `tbody` for each 32 rows; white space between blocks; empty lines at the end of code (micromark counts them
 * differently for an unclosed fence in a list item, depending on what follows). Everything else must
 * be equal to the letter.
 */
export function normalise(markup: string): string {
  const bare = markup
    .replaceAll(/<figcaption[^>]*data-chrome[^>]*>.*?<\/figcaption>/gs, '')
    .replaceAll(/<div class="md-tools"[^>]*>.*?<\/div>/gs, '')
    .replaceAll(/<tbody[^>]*>/g, '<tbody>')
    .replaceAll('</tbody><tbody>', '')
    .replaceAll(/<\/?(?:div|span|figure)(?: [^>]*)?>/g, '')
    .replaceAll(/ (?:dir|tabindex|role|value|data-open)="[^"]*"/g, '')
    .replaceAll(' class="contains-task-list"', '')
    .replaceAll(/_R_[0-9a-z]*_-/g, '')
    .replaceAll(/\n+<\/code>/g, '</code>');
  return bare
    .split(/(<pre[^>]*>.*?<\/pre>)/s)
    .map((part) =>
      part.startsWith('<pre') ? part : part.replaceAll(aroundBlock, '$1').replace(/^\s+$/, ''),
    )
    .join('');
}

function markupOf(node: ReactNode): string {
  return normalise(renderToStaticMarkup(node));
}

/** The language of answers instead of remark-gfm, and what is made of a whole tree, as a plugin. */
function remarkAnswer(this: Processor, source: string): (tree: Root) => Root {
  const data = this.data();
  const { extensions, mdastExtensions } = languageFor(source);
  (data.micromarkExtensions ??= []).push(...extensions);
  (data.fromMarkdownExtensions ??= []).push(...mdastExtensions);
  return (tree) => arrange(tree, source, leftoversOf(tree));
}

/** The whole text at once through react-markdown: what every way must end in. */
export function byLibrary(text: string): string {
  return markupOf(
    <ReactMarkdown
      remarkPlugins={[[remarkAnswer, text]]}
      remarkRehypeOptions={{ handlers, clobberPrefix: '' }}
      urlTransform={(url) => url}
      components={components}
    >
      {text}
    </ReactMarkdown>,
  );
}

/** The finished text in one piece, when all frames that it takes have been drawn. */
export function byParley(text: string): string {
  return markupOf(<MarkdownDocument split={feed(emptySplit(), text)} text={text} />);
}

/** What is on show while the document grows. */
export function frameOf(split: Split): string {
  return markupOf(<MarkdownDocument split={split} text={null} />);
}

/** The text in the given chunks, finished. */
export function byStream(chunks: readonly string[]): string {
  let split = emptySplit();
  for (const chunk of chunks) split = feed(split, chunk);
  return markupOf(<MarkdownDocument split={split} text={chunks.join('')} />);
}
