import type { Block, CodeBlock, Open, Split } from './block.ts';
import { addPiece, ownText } from './pieces.ts';

/** Number of blocks per group, and of characters that fill a group: about one screen. */
const groupBlocks = 12;
const groupLength = 4000;

/** Ensures that the last group has room for another block. */
export function withRoom(split: Split): Split {
  const last = split.groups.at(-1);
  if (last === undefined) return { ...split, groups: [[]] };
  const length = lengthOf(last);
  const full = last.length >= groupBlocks || length >= groupLength;
  return full ? { ...split, groups: [...split.groups, []] } : split;
}

/** Approximate length of these blocks, in characters. */
export function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + sizeOf(block), 0);
}

/** Approximate size, in characters. A block of many pieces counts as a screen. */
function sizeOf(block: Block): number {
  switch (block.kind) {
    case 'flow':
    case 'paragraph':
      return block.text.length;
    case 'code':
    case 'list':
    case 'table':
      return (
        (block.pieces.groups.length - 1) * groupLength +
        (block.pieces.groups.at(-1)?.length ?? 0) * 200
      );
    case 'quote':
    case 'fold':
      return block.inner.groups.length * groupLength;
    case 'formula':
      return block.before.length + block.text.length;
  }
}

/** Appends a finished block to the last group. */
export function close(split: Split, block: Block): Split {
  const last = split.groups.at(-1) ?? [];
  return {
    ...split,
    groups: [...split.groups.slice(0, -1), [...last, withOwnText(block)]],
    open: { kind: 'none' },
  };
}

function withOwnText(block: Block): Block {
  switch (block.kind) {
    case 'flow':
    case 'paragraph':
      return { ...block, text: ownText(block.text) };
    case 'list':
    case 'code':
      return block.rest === '' ? block : { ...block, rest: ownText(block.rest) };
    case 'table':
    case 'quote':
    case 'fold':
    case 'formula':
      return block;
  }
}

/** The block of the last line, or null. */
export function openBlock(open: Open): Block | null {
  return open.kind === 'none' ? null : open.block;
}

/**
 * True for a paragraph that cannot be or begin with a definition, because it does not start with a
 * bracket.
 */
export function isPlainParagraph(text: string): boolean {
  return !/^ {0,3}\[/.test(text);
}

/** Removes the white space from a line that its fence's indentation covers. */
export function stripIndent(line: string, indent: number): string {
  let column = 0;
  for (let at = 0; column < indent; at += 1) {
    if (line[at] === '\t') {
      const end = column + 4 - (column % 4);
      if (end >= indent) return ' '.repeat(end - indent) + line.slice(at + 1);
      column = end;
    } else if (line[at] === ' ') {
      column += 1;
    } else {
      return line.slice(at);
    }
  }
  return line.slice(column);
}

/** An empty document. */
export function emptySplit(depth = 0, folds = 0): Split {
  return {
    groups: [],
    open: { kind: 'none' },
    partial: '',
    afterReturn: false,
    started: false,
    nextId: 0,
    depth,
    folds,
    after: null,
  };
}

/**
 * Removes the line ending of the last open line. The last line of a text may have none, and in a
 * container it belongs to the outside. It only matters for an empty line at the end of a fence.
 */
export function withoutLastEnding(split: Split): Split {
  const { open } = split;
  switch (open.kind) {
    case 'code':
      return { ...split, open: { ...open, block: withoutEmptyLine(open.block) } };
    case 'list':
      return {
        ...split,
        open: { ...open, block: { ...open.block, rest: open.block.rest.slice(0, -1) } },
      };
    case 'html':
    case 'indented':
    case 'unsure':
      return {
        ...split,
        open: { ...open, block: { ...open.block, text: open.block.text.slice(0, -1) } },
      };
    case 'fold': {
      const inner = withoutLastEnding(open.block.inner);
      return { ...split, open: { ...open, block: { ...open.block, inner } } };
    }
    case 'none':
    case 'formula':
    case 'paragraph':
    case 'quote':
    case 'table':
      return split;
  }
}

function withoutEmptyLine(block: CodeBlock): CodeBlock {
  if (block.rest !== '') return { ...block, rest: block.rest.replace(/(^|\n)\n$/, '$1') };
  const group = block.pieces.groups.at(-1) ?? [];
  const last = group.at(-1);
  if (last === undefined) return block;
  const groups = [
    ...block.pieces.groups.slice(0, -1),
    [...group.slice(0, -1), last.replace(/\n\n$/, '\n')],
  ];
  return { ...block, pieces: { groups } };
}

/** One empty line in a fence counts as nothing, as in the library. */
export function flushRest(block: CodeBlock): CodeBlock {
  if (block.rest === '\n' && block.pieces.groups.length === 0) return { ...block, rest: '' };
  if (block.rest === '') return block;
  return { ...block, pieces: addPiece(block.pieces, block.rest), rest: '' };
}
