/** One piece of a line of `<details>` and `<summary>` tags. `raw` is its source. */
export type FoldPiece =
  | { readonly kind: 'open'; readonly raw: string; readonly expanded: boolean }
  | { readonly kind: 'close' | 'summary-open' | 'summary-close'; readonly raw: string }
  /** A complete summary with its text. */
  | { readonly kind: 'summary'; readonly raw: string; readonly text: string }
  | { readonly kind: 'text'; readonly raw: string };

/** Deepest nesting of folds. Tags beyond it are text. */
export const maxFolds = 8;

const start =
  /^ {0,3}<(?:details(?:[ \t]+open(?:=""|="open")?)?|\/details|summary|\/summary)[ \t]*>/i;
const tags = /<(?:details(?:[ \t]+open(?:=""|="open")?)?|\/details|summary|\/summary)[ \t]*>/gi;

/**
 * True for a line that starts with a `<details>` or `<summary>` tag, opening or closing, with no
 * attribute but `open`.
 */
export function isFoldLine(line: string): boolean {
  return line.includes('<') && start.test(line);
}

/** The pieces of a line for which `isFoldLine` is true. */
export function foldPieces(line: string): readonly FoldPiece[] {
  const pieces: FoldPiece[] = [];
  let at = 0;
  const addText = (end: number): void => {
    const raw = line.slice(at, end).trim();
    if (raw !== '') pieces.push({ kind: 'text', raw });
  };
  for (const match of line.matchAll(tags)) {
    addText(match.index);
    at = match.index + match[0].length;
    add(pieces, tagOf(match[0]));
  }
  addText(line.length);
  return pieces;
}

function tagOf(raw: string): FoldPiece {
  const name = /^<(\/?[a-z]+)/i.exec(raw)?.[1]?.toLowerCase() ?? '';
  switch (name) {
    case 'details':
      return { kind: 'open', raw, expanded: /open/i.test(raw) };
    case '/details':
      return { kind: 'close', raw };
    case 'summary':
      return { kind: 'summary-open', raw };
    default:
      return { kind: 'summary-close', raw };
  }
}

/** Adds a tag. A closing summary tag merges with its opening tag and text. */
function add(pieces: FoldPiece[], piece: FoldPiece): void {
  if (piece.kind === 'summary-close') {
    const text = pieces.at(-1);
    const open = text?.kind === 'text' ? pieces.at(-2) : text;
    if (open?.kind === 'summary-open') {
      const inner = text?.kind === 'text' ? text.raw : '';
      pieces.length -= text?.kind === 'text' ? 2 : 1;
      pieces.push({ kind: 'summary', raw: `${open.raw}${inner}${piece.raw}`, text: inner });
      return;
    }
  }
  pieces.push(piece);
}

/** True for the start of a line that may still become such a tag, or for an unfinished summary. */
export function mayBecomeFold(line: string): boolean {
  if (!/^\s*</.test(line)) return false;
  const typed = line.trim().toLowerCase();
  if (
    ['<details open>', '</details>', '<summary>', '</summary>'].some((tag) => tag.startsWith(typed))
  )
    return true;
  return isFoldLine(line) && typed.lastIndexOf('<summary>') > typed.lastIndexOf('</summary>');
}
