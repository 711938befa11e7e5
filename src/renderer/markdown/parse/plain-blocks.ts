import type { Nodes } from 'mdast';
import { arrange, leftoversOf } from '../../../shared/markdown/arrange.ts';
import type { Block, FoldBlock, Split, TableBlock } from '../split/block.ts';
import { feedPart } from '../budget/limits.ts';
import { summaryOf } from '../view/fold-summary.ts';
import { parseInline, parseMarkdown } from './parse.ts';
import { allPieces } from '../split/pieces.ts';
import { blockGroups, emptySplit, feed, finish } from '../split/splitter.ts';

/** Blocks whose text reads as one unit. */
const leaves = new Set(['paragraph', 'heading', 'tableCell', 'code', 'html', 'foldSummary']);

function inlineText(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return /^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value;
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  return 'children' in node ? node.children.map(inlineText).join('') : '';
}

function leafTexts(text: string): readonly string[] {
  const found: string[] = [];
  const tree = parseMarkdown(text);
  const stack: Nodes[] = [arrange(tree, text, leftoversOf(tree), parseInline)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (leaves.has(node.type)) found.push(inlineText(node));
    else if ('children' in node) stack.push(...node.children.toReversed());
  }
  return found.filter((block) => block !== '');
}

/**
 * The texts of an answer as they read: without markup, one per paragraph, cell or code block, one
 * part at a time, so that the caller can pause in between. Formulas are left out.
 */
export function* plainParts(text: string): Generator<readonly string[]> {
  if (text.length <= feedPart) {
    yield leafTexts(text);
    return;
  }
  let split = emptySplit();
  for (let at = 0; at < text.length; at += feedPart) {
    split = feed(split, text.slice(at, at + feedPart));
    yield [];
  }
  yield* partsOf(finish(split));
}

function* partsOf(split: Split): Generator<readonly string[]> {
  for (const block of blockGroups(split).flat()) yield* blockParts(block);
}

function* blockParts(block: Block): Generator<readonly string[]> {
  switch (block.kind) {
    case 'flow':
    case 'paragraph':
      yield leafTexts(block.text);
      return;
    case 'code':
      yield [(allPieces(block.pieces).join('') + block.rest).replace(/\n$/, '')];
      return;
    case 'list':
      for (const item of [...allPieces(block.pieces), block.rest]) yield leafTexts(item);
      return;
    case 'table':
      yield* tableParts(block);
      return;
    case 'formula':
      if (block.before !== '') yield leafTexts(block.before);
      return;
    case 'quote':
      yield* partsOf(block.inner);
      return;
    case 'fold':
      yield* foldParts(block);
  }
}

function* foldParts({ inner }: FoldBlock): Generator<readonly string[]> {
  const blocks = blockGroups(inner).flat();
  const { summary, length } = summaryOf(blocks);
  if (summary !== null) yield leafTexts(summary);
  for (const block of blocks.slice(length)) yield* blockParts(block);
}

function* tableParts({ head, pieces }: TableBlock): Generator<readonly string[]> {
  const cells = leafTexts(head);
  yield cells;
  for (const rows of pieces.groups) yield leafTexts(head + rows.join('')).slice(cells.length);
}

/** All texts of `plainParts` at once. */
export function plainBlocks(text: string): readonly string[] {
  return [...plainParts(text)].flat();
}
