import type { Block } from './block.ts';

/**
 * Estimated height of a group in px at the default size: 25.6 px per line of about 72 characters.
 */
export function estimateHeight(blocks: readonly Block[]): number {
  const height = blocks.reduce((sum, block) => sum + heightOf(block), 0);
  return Math.round(height);
}

const line = 25.6;
const gap = 16;

function heightOf(block: Block): number {
  switch (block.kind) {
    case 'flow':
    case 'paragraph':
      return Math.ceil(block.text.length / 72) * line + gap;
    case 'code': {
      const pieces = block.pieces.groups.reduce((sum, group) => sum + group.length, 0);
      const lines =
        pieces === 1 ? (block.pieces.groups[0]?.[0]?.split('\n').length ?? 1) : pieces * 64;
      return lines * 21 + 60;
    }
    case 'list':
      return gap + estimateItems(block.pieces.groups.flat());
    case 'table':
      return block.pieces.groups.flat().length * 36 + 52;
    case 'formula':
      return block.text.split('\n').length * line + gap;
    case 'fold':
      return line + gap;
    case 'quote':
      return block.inner.groups.flat().reduce((sum, inner) => sum + heightOf(inner), gap);
  }
}

/** Estimated height of these list items, in px. */
export function estimateItems(items: readonly string[]): number {
  const height = items.reduce((sum, item) => sum + Math.ceil(item.length / 68) * line + 4, 0);
  return Math.round(height);
}
