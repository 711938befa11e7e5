import type { PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Extension as MdastExtension } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmStrikethroughCjkFriendly } from 'micromark-extension-cjk-friendly-gfm-strikethrough';
import { gfm } from 'micromark-extension-gfm';
import type { Construct, Extension } from 'micromark-util-types';
import { cutAddresses, endingAtSentence } from './addresses.ts';
import { pairTags } from './inline-tags.ts';
import { lineBlockFromMarkdown, lineBlockSyntax } from './line-blocks.ts';
import { mathFromMarkdown } from './math-node.ts';
import { mathSyntax } from './math-text.ts';
import { sourceLines } from './source-lines.ts';
import { refitRows } from './table-rows.ts';

/**
 * GFM with our rule for the end of bare addresses, and without its strikethrough, which is
 * replaced.
 */
function ourGfm(): Extension {
  const { text = {}, insideSpan, ...rest } = gfm();
  const own = Object.entries(text).map(([code, list]) => {
    const constructs = ([list].flat() as Construct[])
      .filter(({ name }) => name !== 'strikethrough')
      .map((construct) =>
        construct.name === 'protocolAutolink' || construct.name === 'wwwAutolink'
          ? endingAtSentence(construct)
          : construct,
      );
    return [code, constructs] as const;
  });
  const spans = insideSpan?.null?.filter(
    (construct) => !('name' in construct) || construct.name !== 'strikethrough',
  );
  return { ...rest, text: Object.fromEntries(own), insideSpan: { null: spans ?? [] } };
}

/** The inline syntax. */
export const inlineSyntax: Extension[] = [
  ourGfm(),
  cjkFriendlyExtension(),
  gfmStrikethroughCjkFriendly(),
  mathSyntax,
];

/** The Markdown of an answer: CommonMark and GFM with the additions in `docs/markdown.md`. */
export interface Language {
  readonly extensions: Extension[];
  readonly mdastExtensions: (MdastExtension | MdastExtension[])[];
}

/** Matches text that may contain a block of whole lines. */
const mayHoldLineBlock =
  /\$\$|\\\[|\\begin\{|(?:`{3}|~{3})[ \t]*(?:markdown|md)|<\/?(?:details|summary)/i;

/**
 * The syntax for reading this text. Some blocks must be known in full before they start, so it
 * depends on the text. `inline` is the inline syntax, for callers that count it.
 */
export function languageFor(text: string, inline: Extension[] = inlineSyntax): Language {
  const language = inlineLanguage(text, inline);
  if (!mayHoldLineBlock.test(text)) return language;
  const lines = sourceLines(text);
  return {
    extensions: [...language.extensions, lineBlockSyntax(lines)],
    mdastExtensions: [...language.mdastExtensions, lineBlockFromMarkdown(lines)],
  };
}

const gfmTrees = gfmFromMarkdown();
/** The same without the search for addresses in each text of a tree. */
const gfmTreesWithoutAddresses = gfmTrees.map(({ transforms: _search, ...rest }) => rest);

/** Matches text that may hold an address, or a character written in another way. */
const mayHoldAddress = /[@&]|http|www/i;

function inlineLanguage(text: string, inline: Extension[]): Language {
  const refit = (tree: Root): void => refitRows(tree, text, (cell) => readInline(cell, inline));
  return {
    extensions: inline,
    mdastExtensions: [
      mayHoldAddress.test(text) ? gfmTrees : gfmTreesWithoutAddresses,
      mathFromMarkdown,
      { transforms: [cutAddresses, pairTags, refit] },
    ],
  };
}

/** Parses text into mdast. */
export function parseText(text: string): Root {
  return fromMarkdown(text, languageFor(text));
}

/** Disables every block construct, so that the text is one paragraph. */
const inlineOnly: Extension = {
  disable: {
    null: [
      'blockQuote',
      'codeFenced',
      'codeIndented',
      'definition',
      'gfmFootnoteDefinition',
      'headingAtx',
      'htmlFlow',
      'list',
      'setextUnderline',
      'table',
      'thematicBreak',
    ],
  },
};

/** Parses the content of a paragraph (no blank lines), or part of it; see {@link languageFor}. */
export function readInline(text: string, inline: Extension[]): readonly PhrasingContent[] {
  const { extensions, mdastExtensions } = inlineLanguage(text, inline);
  const [paragraph] = fromMarkdown(text, {
    extensions: [...extensions, inlineOnly],
    mdastExtensions,
  }).children;
  return paragraph?.type === 'paragraph' ? paragraph.children : [];
}

/** Same as {@link readInline}, with the standard inline syntax. */
export function parseInline(text: string): readonly PhrasingContent[] {
  return readInline(text, inlineSyntax);
}
