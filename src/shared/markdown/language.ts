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

/** GFM with our end of a bare address, and without its strikethrough, which another one replaces. */
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

/** What can stand in a line of text. */
export const inlineSyntax: Extension[] = [
  ourGfm(),
  cjkFriendlyExtension(),
  gfmStrikethroughCjkFriendly(),
  mathSyntax,
];

/** The language of an answer: CommonMark and GFM, and what `docs/markdown.md` adds to them. */
export interface Language {
  readonly extensions: Extension[];
  readonly mdastExtensions: (MdastExtension | MdastExtension[])[];
}

/** True for a text that may hold a block of whole lines. */
const mayHoldLineBlock =
  /\$\$|\\\[|\\begin\{|(?:`{3}|~{3})[ \t]*(?:markdown|md)|<\/?(?:details|summary)/i;

/**
 * The language as it is read in this text: some blocks must be known to their end before they begin.
 * `inline`: what can stand in a line, if that is to be counted.
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

function inlineLanguage(text: string, inline: Extension[]): Language {
  const refit = (tree: Root): void => refitRows(tree, text, (cell) => readInline(cell, inline));
  return {
    extensions: inline,
    mdastExtensions: [
      gfmFromMarkdown(),
      mathFromMarkdown,
      { transforms: [cutAddresses, pairTags, refit] },
    ],
  };
}

/** Parses a text into mdast. */
export function parseText(text: string): Root {
  return fromMarkdown(text, languageFor(text));
}

/** With every construct of block structure off, a text is one paragraph. */
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

/** Parses the content of a paragraph, without blank lines, or a part of it; see {@link languageFor}. */
export function readInline(text: string, inline: Extension[]): readonly PhrasingContent[] {
  const { extensions, mdastExtensions } = inlineLanguage(text, inline);
  const [paragraph] = fromMarkdown(text, {
    extensions: [...extensions, inlineOnly],
    mdastExtensions,
  }).children;
  return paragraph?.type === 'paragraph' ? paragraph.children : [];
}

/** The same in the language as it is. */
export function parseInline(text: string): readonly PhrasingContent[] {
  return readInline(text, inlineSyntax);
}
