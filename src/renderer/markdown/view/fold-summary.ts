import { foldPieces, isFoldLine } from '../../../shared/markdown/fold-lines.ts';
import type { FoldPiece } from '../../../shared/markdown/fold-lines.ts';
import type { Block } from '../split/block.ts';

/**
 * The summary at the start of a fold, as one piece or around one paragraph, and the number of
 * blocks it spans.
 */
export function summaryOf(blocks: readonly Block[]): {
  readonly summary: string | null;
  readonly length: number;
} {
  const [first, second, third] = blocks;
  const piece = pieceOf(first);
  if (piece?.kind === 'summary') return { summary: piece.text, length: 1 };
  const isAround = piece?.kind === 'summary-open' && pieceOf(third)?.kind === 'summary-close';
  return isAround && second?.kind === 'paragraph'
    ? { summary: second.text, length: 3 }
    : { summary: null, length: 0 };
}

/** The only tag of a block, or undefined. */
function pieceOf(block: Block | undefined): FoldPiece | undefined {
  if (block?.kind !== 'flow' || !isFoldLine(block.text)) return undefined;
  return foldPieces(block.text.trim())[0];
}
