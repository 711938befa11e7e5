import type { Definition, FootnoteDefinition, Paragraph, Parent, Root, RootContent } from 'mdast';
import { foldChildren, type ParseInline } from './folds.ts';
import { parseInline } from './language.ts';
import { definitionsOf, isUnusedDefinition, unusedFootnotes, usedLabels } from './leftovers.ts';

/** A footnote without a reference, shown in place. */
interface Note extends Parent {
  type: 'note';
  children: FootnoteDefinition['children'];
}

declare module 'mdast' {
  interface RootContentMap {
    note: Note;
  }
}

/** Selects the definitions that are shown as text. The others are markup. */
export interface Leftovers {
  readonly isUnused: (definition: Definition) => boolean;
  readonly notes: ReadonlySet<FootnoteDefinition>;
}

/** For a growing answer, which may still gain references: shows no definition. */
export const noLeftovers: Leftovers = { isUnused: () => false, notes: new Set() };

/** The definitions and footnotes of a complete text that nothing refers to. */
export function leftoversOf(tree: Root): Leftovers {
  const definitions = definitionsOf(tree);
  const used = usedLabels(tree);
  return {
    isUnused: (definition) => isUnusedDefinition(definition, definitions, used),
    notes: unusedFootnotes(tree),
  };
}

/**
 * Returns a tree in which tags have become folds and unused definitions have become text. `source`
 * is the parsed text; `parse` reads the text of a line of tags. The input tree is not changed.
 */
export function arrange(
  tree: Root,
  source: string,
  leftovers: Leftovers,
  parse: ParseInline = parseInline,
): Root {
  const children = arrangeAll(tree.children, source, leftovers, parse);
  return children === tree.children ? tree : { ...tree, children };
}

/** Returns the same list if nothing in it changes. */
function arrangeAll(
  nodes: RootContent[],
  source: string,
  leftovers: Leftovers,
  parse: ParseInline,
): RootContent[] {
  const arranged = nodes.map((node) => arrangeOne(node, source, leftovers, parse));
  const folded = arranged.some(({ type }) => type === 'foldTag')
    ? foldChildren(arranged, parse)
    : arranged;
  const same = folded === arranged && arranged.every((node, index) => node === nodes[index]);
  return same ? nodes : folded;
}

function arrangeOne(
  node: RootContent,
  source: string,
  leftovers: Leftovers,
  parse: ParseInline,
): RootContent {
  if (node.type === 'definition') {
    return leftovers.isUnused(node) ? definitionAsText(node, source) : node;
  }
  if (node.type === 'footnoteDefinition') {
    const children = arrangeAll(node.children, source, leftovers, parse) as typeof node.children;
    const note = children === node.children ? node : { ...node, children };
    return leftovers.notes.has(node) ? noteInPlace(note) : note;
  }
  if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') {
    const children = arrangeAll(node.children, source, leftovers, parse);
    return children === node.children ? node : ({ ...node, children } as RootContent);
  }
  return node;
}

/** A definition as a paragraph of its source, with its address linked. */
function definitionAsText(node: Definition, source: string): Paragraph {
  const from = node.position?.start.offset ?? 0;
  const text = source.slice(from, node.position?.end.offset ?? from).replaceAll(/\n[ \t>]*/g, '\n');
  const at = text.lastIndexOf(node.url);
  const className = ['md-definition'];
  if (!/^https?:\/\//i.test(node.url) || at === -1) {
    return {
      type: 'paragraph',
      children: [{ type: 'text', value: text }],
      data: { hProperties: { className } },
    };
  }
  const end = at + node.url.length;
  return {
    type: 'paragraph',
    children: [
      { type: 'text', value: text.slice(0, at) },
      { type: 'link', url: node.url, children: [{ type: 'text', value: node.url }] },
      ...(end < text.length ? [{ type: 'text' as const, value: text.slice(end) }] : []),
    ],
    data: { hProperties: { className } },
  };
}

/** An unreferenced footnote in place: its mark and its blocks. */
function noteInPlace(node: FootnoteDefinition): RootContent {
  const mark = { type: 'text' as const, value: `[^${node.label ?? node.identifier}]: ` };
  const [first, ...others] = node.children;
  const children: FootnoteDefinition['children'] =
    first?.type === 'paragraph'
      ? [{ ...first, children: [mark, ...first.children] }, ...others]
      : [{ type: 'paragraph', children: [mark] }, ...node.children];
  return { type: 'note', children, data: { hName: 'div' } };
}
