import type { FoldPiece } from '../../../shared/markdown/fold-lines.ts';
import type { FormulaOpening } from '../../../shared/markdown/formula-lines.ts';
import type { FenceNest } from '../../../shared/markdown/nested-fence.ts';
import type { Fence, HtmlEnd } from './lines.ts';
import type { Pieces } from './pieces.ts';

/**
 * A block of the document, as produced by the splitter. `rest` is the part that may still grow; it
 * is empty in a finished block. A finished block is never recreated, so its identity stands for its
 * content.
 */
export type Block =
  | FlowBlock
  | ParagraphBlock
  | CodeBlock
  | ListBlock
  | TableBlock
  | QuoteBlock
  | FoldBlock
  | FormulaBlock;

interface Common {
  readonly id: number;
}

/** One or more blocks of any kind. The library decides what they are. */
export interface FlowBlock extends Common {
  readonly kind: 'flow';
  readonly text: string;
}

export interface ParagraphBlock extends Common {
  readonly kind: 'paragraph';
  readonly text: string;
  /** True if it was on a line with a fold tag, where references are not read. */
  readonly sealed?: true;
}

/** A fenced code block, in pieces of whole lines, each line with its ending. */
export interface CodeBlock extends Common {
  readonly kind: 'code';
  /** The opening line. */
  readonly head: string;
  readonly fence: Fence;
  readonly pieces: Pieces;
  readonly rest: string;
}

/** A list, in pieces of one item each. */
export interface ListBlock extends Common {
  readonly kind: 'list';
  readonly pieces: Pieces;
  readonly rest: string;
  /** True if a blank line made the items paragraphs. It can change to true, never back. */
  readonly loose: boolean;
}

/** A table, in pieces of one row each. The last row may still grow. */
export interface TableBlock extends Common {
  readonly kind: 'table';
  /** The header row and the delimiter row. */
  readonly head: string;
  readonly pieces: Pieces;
}

/** A quote that contains a document. */
export interface QuoteBlock extends Common {
  readonly kind: 'quote';
  readonly inner: Split;
}

/** A fold (`<details>`) that contains a document. */
export interface FoldBlock extends Common {
  readonly kind: 'fold';
  /** Its opening tag. */
  readonly tag: string;
  readonly expanded: boolean;
  readonly inner: Split;
}

/** An unfinished formula of several lines, with the paragraph it interrupts. Never finished. */
export interface FormulaBlock extends Common {
  readonly kind: 'formula';
  /** The paragraph, or ''. */
  readonly before: string;
  readonly text: string;
}

/** What the splitter knows about the block of the last line. */
export type Open =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'paragraph';
      readonly block: ParagraphBlock;
      /**
       * True if the text does not begin with a bracket. Checked once, because growing text is long.
       */
      readonly plain: boolean;
    }
  | {
      readonly kind: 'code';
      readonly block: CodeBlock;
      readonly lines: number;
      readonly nest: Nest | null;
    }
  | { readonly kind: 'html'; readonly block: FlowBlock; readonly end: HtmlEnd }
  | { readonly kind: 'indented'; readonly block: FlowBlock }
  | { readonly kind: 'list'; readonly block: ListBlock; readonly item: Item }
  | { readonly kind: 'table'; readonly block: TableBlock }
  | { readonly kind: 'quote'; readonly block: QuoteBlock; readonly text: string }
  | { readonly kind: 'fold'; readonly block: FoldBlock }
  | {
      readonly kind: 'formula';
      readonly block: FormulaBlock;
      readonly opening: FormulaOpening;
      readonly lines: number;
    }
  | { readonly kind: 'unsure'; readonly block: FlowBlock; readonly asked: number };

/** A Markdown fence that may contain other fences. `text` is everything after its first line. */
export interface Nest {
  readonly fences: FenceNest;
  readonly text: string;
}

/** The last item of an open list. */
export interface Item {
  readonly type: string;
  readonly width: number;
  /** True if the marker is alone on its line. */
  readonly bare: boolean;
  /** True if the last line was blank. */
  readonly blank: boolean;
  readonly lines: number;
  /** The last line. */
  readonly last: string;
  /** True if everything so far can only be paragraphs. */
  readonly prose: boolean;
}

/**
 * A document that grows at its end. Only the last group changes; `open` is the last block, which is
 * not in it. `partial` is the unfinished line.
 */
export interface Split {
  readonly groups: readonly (readonly Block[])[];
  readonly open: Open;
  readonly partial: string;
  /** True if the text ended in a carriage return. A following line feed belongs to it. */
  readonly afterReturn: boolean;
  readonly started: boolean;
  readonly nextId: number;
  /** Number of quotes around this document. */
  readonly depth: number;
  /** Number of folds around it in the same container. */
  readonly folds: number;
  /** What follows the end of the surrounding fold, in order; null before that end. */
  readonly after: readonly After[] | null;
}

/** A line, or part of one, that follows a fold. */
export type After =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'piece'; readonly piece: FoldPiece };

/** The effect of a line on the open container. */
export type Outcome =
  /** The container continues. */
  | { readonly kind: 'open'; readonly open: Open }
  /** The container ends before the line. */
  | { readonly kind: 'again' }
  /** The line alone does not decide. The library parses the container's whole text. */
  | { readonly kind: 'unsure'; readonly text: string };
