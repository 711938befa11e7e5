import type { FoldPiece } from '../../../shared/markdown/fold-lines.ts';
import type { FormulaOpening } from '../../../shared/markdown/formula-lines.ts';
import type { FenceNest } from '../../../shared/markdown/nested-fence.ts';
import type { Fence, HtmlEnd } from './lines.ts';
import type { Pieces } from './pieces.ts';

/**
 * A block of the document as the splitter hands it out. `rest` is the part that may still grow; in a
 * finished block it is empty. A finished block is never made anew: its identity is its content.
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

/** One or more blocks of any kind: the library decides what they are. */
export interface FlowBlock extends Common {
  readonly kind: 'flow';
  readonly text: string;
}

export interface ParagraphBlock extends Common {
  readonly kind: 'paragraph';
  readonly text: string;
  /** It stood on a line with a tag of a fold, where no reference is read. */
  readonly sealed?: true;
}

/** A fenced block of code, in pieces of whole lines, each line with its ending. */
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
  /** True when a blank line made the items paragraphs; it can become true once, never false. */
  readonly loose: boolean;
}

/** A table, in pieces of one row each; the last one may still grow. */
export interface TableBlock extends Common {
  readonly kind: 'table';
  /** The header row and the delimiter row. */
  readonly head: string;
  readonly pieces: Pieces;
}

/** A quote around a document of its own. */
export interface QuoteBlock extends Common {
  readonly kind: 'quote';
  readonly inner: Split;
}

/** What can be opened and closed, around a document of its own: `<details>`. */
export interface FoldBlock extends Common {
  readonly kind: 'fold';
  /** Its opening tag. */
  readonly tag: string;
  readonly expanded: boolean;
  readonly inner: Split;
}

/** A formula of several lines that has not ended, after the paragraph that it interrupts. Never finished. */
export interface FormulaBlock extends Common {
  readonly kind: 'formula';
  /** The paragraph, or ''. */
  readonly before: string;
  readonly text: string;
}

/** What the splitter knows about the block that its last line belongs to. */
export type Open =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'paragraph';
      readonly block: ParagraphBlock;
      /** It does not begin with a bracket; looked at once, since what grows is long. */
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

/** A fence of Markdown that may hold other fences; `text` is what came after its first line. */
export interface Nest {
  readonly fences: FenceNest;
  readonly text: string;
}

/** The last item of an open list. */
export interface Item {
  readonly type: string;
  readonly width: number;
  /** The marker has nothing after it on its line. */
  readonly bare: boolean;
  /** The last line was blank. */
  readonly blank: boolean;
  readonly lines: number;
  /** The last line. */
  readonly last: string;
  /** Nothing in it so far could be anything but paragraphs. */
  readonly prose: boolean;
}

/**
 * A document that grows at its end. Only the last group changes; `open` is its last block and is not
 * in it. `partial` is the line that has not ended yet.
 */
export interface Split {
  readonly groups: readonly (readonly Block[])[];
  readonly open: Open;
  readonly partial: string;
  /** The text ended in a carriage return: a line feed that follows belongs to it. */
  readonly afterReturn: boolean;
  readonly started: boolean;
  readonly nextId: number;
  /** How many quotes are around this document. */
  readonly depth: number;
  /** How many folds are around it, in the same container. */
  readonly folds: number;
  /** What comes after the end of the fold around it, in order; null until then. */
  readonly after: readonly After[] | null;
}

/** A line, or a part of one, that belongs after a fold. */
export type After =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'piece'; readonly piece: FoldPiece };

/** What a line means for the container that is open. */
export type Outcome =
  /** The container goes on. */
  | { readonly kind: 'open'; readonly open: Open }
  /** The container ends before the line. */
  | { readonly kind: 'again' }
  /** A line alone cannot tell: the library decides about the container's whole text. */
  | { readonly kind: 'unsure'; readonly text: string };
