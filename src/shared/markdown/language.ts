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

const inlineSyntax: Extension[] = [
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

/** The language as it is read in this text: some blocks must be known to their end before they begin. */
export function languageFor(text: string): Language {
  const inline = inlineLanguage(text);
  if (!mayHoldLineBlock.test(text)) return inline;
  const lines = sourceLines(text);
  return {
    extensions: [...inline.extensions, lineBlockSyntax(lines)],
    mdastExtensions: [...inline.mdastExtensions, lineBlockFromMarkdown(lines)],
  };
}

function inlineLanguage(text: string): Language {
  const refit = (tree: Root): void => refitRows(tree, text, parseInline);
  return {
    extensions: inlineSyntax,
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

/** Parses the content of a paragraph, without blank lines, or a part of it. */
export function parseInline(text: string): readonly PhrasingContent[] {
  const { extensions, mdastExtensions } = inlineLanguage(text);
  const [paragraph] = fromMarkdown(text, {
    extensions: [...extensions, inlineOnly],
    mdastExtensions,
  }).children;
  return paragraph?.type === 'paragraph' ? paragraph.children : [];
}
