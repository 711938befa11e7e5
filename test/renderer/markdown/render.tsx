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
  '</?(?:p|ul|ol|li|blockquote|h[1-6]|pre|hr|table|thead|tbody|tr|td|th|section|details|summary)(?: [^>]*)?/?>';
const aroundBlock = new RegExp(`\\s*(${blockTag})\\s*`, 'g');

/**
 * Normalises markup for comparison. Removes: chrome (labels and buttons); `figure`, `div` and
 * `span`, which group and never come from Markdown; presentational attributes (`dir`, `data-hang`, `role` and
 * `value` in lists of many groups, `style` on groups, `contains-task-list`, ids of footnotes); the
 * extra `tbody` elements of a table, one per 32 rows; white space between blocks; and empty lines
 * at the end of code (micromark counts them differently for an unclosed fence in a list item,
 * depending on what follows). Everything else must match exactly.
 */
export function normalise(markup: string): string {
  const bare = markup
    .replaceAll(/<figcaption[^>]*data-chrome[^>]*>.*?<\/figcaption>/gs, '')
    .replaceAll(/<div class="md-tools"[^>]*>.*?<\/div>/gs, '')
    .replaceAll(/<tbody[^>]*>/g, '<tbody>')
    .replaceAll('</tbody><tbody>', '')
    .replaceAll(/<\/?(?:div|span|figure)(?: [^>]*)?>/g, '')
    .replaceAll(/ (?:dir|tabindex|role|value|data-open|data-hang)="[^"]*"/g, '')
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

/**
 * A plugin with the language of answers instead of remark-gfm, and our processing of a whole tree.
 */
function remarkAnswer(this: Processor, source: string): (tree: Root) => Root {
  const data = this.data();
  const { extensions, mdastExtensions } = languageFor(source);
  (data.micromarkExtensions ??= []).push(...extensions);
  (data.fromMarkdownExtensions ??= []).push(...mdastExtensions);
  return (tree) => arrange(tree, source, leftoversOf(tree));
}

/** The whole text at once through react-markdown: the reference for every other way. */
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

/** The finished text in one piece, after all the frames it takes. */
export function byParley(text: string): string {
  return markupOf(<MarkdownDocument split={feed(emptySplit(), text)} text={text} />);
}

/** The visible content while the document grows. */
export function frameOf(split: Split): string {
  return markupOf(<MarkdownDocument split={split} text={null} />);
}

/** The text streamed in the given chunks, finished. */
export function byStream(chunks: readonly string[]): string {
  let split = emptySplit();
  for (const chunk of chunks) split = feed(split, chunk);
  return markupOf(<MarkdownDocument split={split} text={chunks.join('')} />);
}
