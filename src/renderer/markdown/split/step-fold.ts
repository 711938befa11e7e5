import type { FoldPiece } from '../../../shared/markdown/fold-lines.ts';
import { maxFolds } from '../../../shared/markdown/fold-lines.ts';
import type { Block, Open, Split } from './block.ts';
import { close, emptySplit, withRoom } from './split-state.ts';

type OpenFold = Extract<Open, { readonly kind: 'fold' }>;
type Step = (split: Split, line: string) => Split;

/** Adds a block that is complete at once. */
function addBlock(before: Split, make: (id: number) => Block): Split {
  const split = withRoom(before);
  return close({ ...split, nextId: split.nextId + 1 }, make(split.nextId));
}

/**
 * Returns the document with one more piece of a line of tags. Only a fold may be open. After the
 * end of the fold around this document, the rest belongs to the document outside.
 */
export function stepPiece(split: Split, piece: FoldPiece, step: Step): Split {
  if (split.after !== null) return { ...split, after: [...split.after, { kind: 'piece', piece }] };
  const { open } = split;
  if (open.kind === 'fold')
    return continueFold(split, open, stepPiece(open.block.inner, piece, step), step);
  switch (piece.kind) {
    case 'open':
      return split.folds < maxFolds ? startFold(split, piece) : addTag(split, piece.raw);
    case 'close':
      return split.folds > 0 ? { ...split, after: [] } : addTag(split, piece.raw);
    case 'text':
      return addBlock(split, (id) => ({
        kind: 'paragraph',
        id,
        text: `${piece.raw}\n`,
        sealed: true,
      }));
    case 'summary':
    case 'summary-open':
    case 'summary-close':
      return addTag(split, piece.raw);
  }
}

function addTag(split: Split, raw: string): Split {
  return addBlock(split, (id) => ({ kind: 'flow', id, text: `${raw}\n` }));
}

function startFold(
  before: Split,
  { raw, expanded }: Extract<FoldPiece, { readonly kind: 'open' }>,
): Split {
  const split = withRoom(before);
  const id = split.nextId;
  const inner = emptySplit(split.depth, split.folds + 1);
  const block = { kind: 'fold', id, tag: raw, expanded, inner } as const;
  return { ...split, nextId: id + 1, open: { kind: 'fold', block } };
}

/**
 * Returns the document with its open fold continued, or closed and followed by the rest if it has
 * ended.
 */
export function continueFold(split: Split, open: OpenFold, inner: Split, step: Step): Split {
  const { block } = open;
  if (inner.after === null) return { ...split, open: { kind: 'fold', block: { ...block, inner } } };
  let state = close(split, { ...block, inner: { ...inner, after: null } });
  for (const next of inner.after) {
    state = next.kind === 'line' ? step(state, next.line) : stepPiece(state, next.piece, step);
  }
  return state;
}

/**
 * Returns the document with an unclosed fold dissolved: its tag as text, followed by its blocks.
 */
export function dissolveFold(split: Split, { block }: OpenFold, inner: Split): Split {
  let state = close(split, { kind: 'flow', id: block.id, text: `${block.tag}\n` });
  for (const part of inner.groups.flat()) state = addBlock(state, (id) => ({ ...part, id }));
  return state;
}
