import type { Element, ElementContent, Root as HastRoot, RootContent, Text } from 'hast';
import type { Html, Nodes, Parents, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toHast } from 'mdast-util-to-hast';
import type { State } from 'mdast-util-to-hast';
import { footnoteWords } from '../../../shared/words/markdown-words.ts';
import { arrange, noLeftovers } from '../../../shared/markdown/arrange.ts';
import type { Leftovers } from '../../../shared/markdown/arrange.ts';
import { isLineBreak } from '../../../shared/markdown/inline-tags.ts';
import { inlineSyntax, languageFor, readInline } from '../../../shared/markdown/language.ts';
import { tableRow } from '../../../shared/markdown/table-rows.ts';
import { countedText } from '../budget/constructs.ts';
import { readWithin } from '../budget/read.ts';
import { limitNesting, maxDepth } from './nesting.ts';

/** The text that the library is parsing. */
let reading = '';
/** The inline syntax, with its cost counted. */
const syntax = countedText(inlineSyntax, () => reading);

let lastText = '';
let lastTree: Root = { type: 'root', children: [] };

/**
 * Parses CommonMark with GFM into mdast. Unreasonably deep nesting becomes text. The last tree is
 * cached, because a tail is often inspected and then shown as it is. Do not modify the result.
 */
export function parseMarkdown(text: string): Root {
  if (text !== lastText) {
    lastTree = readWithin(text, (whole) => {
      reading = limitNesting(whole);
      const { extensions, mdastExtensions } = languageFor(reading, syntax);
      return fromMarkdown(reading, { extensions, mdastExtensions });
    });
    lastText = text;
  }
  return lastTree;
}

/** Parses the content of a paragraph (no blank lines), or part of it. */
export function parseInline(text: string): readonly PhrasingContent[] {
  const read = readWithin(text, (whole) => {
    reading = whole;
    const children = [...readInline(whole, syntax)];
    return { type: 'root', children: [{ type: 'paragraph', children }] };
  });
  const paragraph = read.children[0];
  return paragraph?.type === 'paragraph' ? paragraph.children : [];
}

const phrasingParents = new Set([
  'paragraph',
  'heading',
  'tableCell',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'inlineTag',
  'foldSummary',
]);

/**
 * HTML is never interpreted. Except for a line break, anything outside the fixed list (see
 * `inline-tags.ts`, `fold-lines.ts`) is shown as text.
 */
export function htmlAsText(_state: State, node: Html, parent: Parents | undefined): Element | Text {
  const inline = parent !== undefined && phrasingParents.has(parent.type);
  if (!inline) {
    return {
      type: 'element',
      tagName: 'p',
      properties: { className: ['md-html'] },
      children: [{ type: 'text', value: node.value }],
    };
  }
  if (isLineBreak(node.value)) {
    return { type: 'element', tagName: 'br', properties: {}, children: [] };
  }
  return { type: 'text', value: node.value };
}

/** Replaces content nested too deeply for the stack and for layout with its text, in place. */
function clampDepth(root: Root): Root {
  const stack: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { node, depth } = entry;
    if (!('children' in node)) continue;
    if (depth >= maxDepth) {
      const value = plainText(node);
      Object.assign(node, { children: value === '' ? [] : [{ type: 'text', value }] });
      continue;
    }
    for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
  return root;
}

/** The text below a node, without recursion. */
function plainText(node: Nodes): string {
  const parts: string[] = [];
  const stack: Nodes[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if ('value' in next) parts.push(next.value);
    if ('alt' in next) parts.push(next.alt ?? '');
    if ('children' in next) stack.push(...next.children.toReversed());
  }
  return parts.join('');
}

/** The differences between our conversion from mdast to hast and the library's. */
export const handlers = { html: htmlAsText, tableRow };

/** The unused definitions of a tree, and the text it was parsed from. */
export interface Shown {
  readonly source: string;
  readonly leftovers: Leftovers;
}

const nothingShown: Shown = { source: '', leftovers: noLeftovers };

/** Converts mdast into hast. `idPrefix` makes the ids of footnotes unique among answers. */
export function toElements(
  tree: Root,
  idPrefix: string,
  { source, leftovers }: Shown = nothingShown,
): readonly RootContent[] {
  const hast = toHast(clampDepth(arrange(tree, limitNesting(source), leftovers, parseInline)), {
    handlers,
    clobberPrefix: idPrefix,
    ...footnoteWords(),
  }) as HastRoot;
  forgetPlaces(hast);
  return hast.children;
}

/**
 * Removes the positions of nodes in the source: rendering needs none, and they take half of the
 * memory.
 */
function forgetPlaces(root: HastRoot): void {
  const stack: (HastRoot | RootContent)[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.position = undefined;
    if ('children' in node) stack.push(...node.children);
  }
}

/** The elements in a list of hast nodes, without the line endings between blocks. */
export function elementsOnly(nodes: readonly (RootContent | ElementContent)[]): Element[] {
  return nodes.filter((node): node is Element => node.type === 'element');
}
