import type { Html, Paragraph, Parent, PhrasingContent, RootContent } from 'mdast';
import { foldPieces, maxFolds } from './fold-lines.ts';
import type { FoldPiece } from './fold-lines.ts';

/** A `<details>` element. */
interface Fold extends Parent {
  type: 'fold';
  children: RootContent[];
}

/** The `<summary>` of a fold, always visible. */
interface FoldSummary extends Parent {
  type: 'foldSummary';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    fold: Fold;
    foldSummary: FoldSummary;
  }
  interface BlockContentMap {
    fold: Fold;
  }
}

type Mark = Exclude<FoldPiece, { readonly kind: 'open' | 'close' | 'text' }>;
type Entry = { readonly node: RootContent } | { readonly mark: Mark };

/** An open fold. The outermost frame is the container itself. */
interface Frame {
  readonly opening: Extract<FoldPiece, { readonly kind: 'open' }> | null;
  readonly entries: Entry[];
}

/** Parses the inline text of a line. */
export type ParseInline = (text: string) => readonly PhrasingContent[];

/**
 * Turns the `<details>` and `<summary>` tags among a container's children into folds. A tag without
 * a partner in the same container, and a summary that is not first in its fold, become text.
 */
export function foldChildren(children: readonly RootContent[], parse: ParseInline): RootContent[] {
  const outer: Frame = { opening: null, entries: [] };
  const frames: Frame[] = [outer];
  for (const child of children) {
    if (child.type === 'foldTag') {
      for (const piece of foldPieces(child.value)) readPiece(frames, piece, parse);
    } else {
      frames.at(-1)?.entries.push({ node: child });
    }
  }
  return frames.flatMap(({ opening, entries }) => [
    ...(opening === null ? [] : [asHtml(opening.raw)]),
    ...entries.map(asNode),
  ]);
}

function readPiece(frames: Frame[], piece: FoldPiece, parse: ParseInline): void {
  const entries = frames.at(-1)?.entries ?? [];
  switch (piece.kind) {
    case 'open':
      if (frames.length <= maxFolds) frames.push({ opening: piece, entries: [] });
      else entries.push({ node: asHtml(piece.raw) });
      return;
    case 'close': {
      const frame = frames.length > 1 ? frames.pop() : undefined;
      if (frame === undefined) entries.push({ node: asHtml(piece.raw) });
      else frames.at(-1)?.entries.push({ node: foldOf(frame, parse) });
      return;
    }
    case 'text': {
      const paragraph: Paragraph = { type: 'paragraph', children: [...parse(piece.raw)] };
      entries.push({ node: paragraph });
      return;
    }
    case 'summary':
    case 'summary-open':
    case 'summary-close':
      entries.push({ mark: piece });
  }
}

function asHtml(raw: string): Html {
  return { type: 'html', value: raw };
}

function asNode(entry: Entry): RootContent {
  return 'node' in entry ? entry.node : asHtml(entry.mark.raw);
}

function foldOf({ opening, entries }: Frame, parse: ParseInline): Fold {
  const { summary, length } = summaryOf(entries, parse);
  return {
    type: 'fold',
    data: { hName: 'details', hProperties: opening?.expanded === true ? { open: true } : {} },
    children: [...(summary === null ? [] : [summary]), ...entries.slice(length).map(asNode)],
  };
}

/**
 * The summary at the start of a fold, as one piece or around one paragraph, and the number of
 * entries it spans.
 */
function summaryOf(
  entries: readonly Entry[],
  parse: ParseInline,
): { readonly summary: FoldSummary | null; readonly length: number } {
  const [first, second, third] = entries;
  if (first === undefined || !('mark' in first)) return { summary: null, length: 0 };
  if (first.mark.kind === 'summary')
    return { summary: asSummary(parse(first.mark.text)), length: 1 };
  const isAround =
    first.mark.kind === 'summary-open' &&
    third !== undefined &&
    'mark' in third &&
    third.mark.kind === 'summary-close';
  if (!isAround || second === undefined || !('node' in second) || second.node.type !== 'paragraph')
    return { summary: null, length: 0 };
  return { summary: asSummary(second.node.children), length: 3 };
}

function asSummary(children: readonly PhrasingContent[]): FoldSummary {
  return { type: 'foldSummary', data: { hName: 'summary' }, children: [...children] };
}
