/** A part of a line of `<details>` and `<summary>` tags; `raw` is its source. */
export type FoldPiece =
  | { readonly kind: 'open'; readonly raw: string; readonly expanded: boolean }
  | { readonly kind: 'close' | 'summary-open' | 'summary-close'; readonly raw: string }
  /** A whole summary with its text in between. */
  | { readonly kind: 'summary'; readonly raw: string; readonly text: string }
  | { readonly kind: 'text'; readonly raw: string };

/** Folds within folds beyond this are text. */
export const maxFolds = 8;

const start =
  /^ {0,3}<(?:details(?:[ \t]+open(?:=""|="open")?)?|\/details|summary|\/summary)[ \t]*>/i;
const tags = /<(?:details(?:[ \t]+open(?:=""|="open")?)?|\/details|summary|\/summary)[ \t]*>/gi;

/** True for a line that begins with `<details>`, `<summary>` or the end of one: without attributes, but `open`. */
export function isFoldLine(line: string): boolean {
  return line.includes('<') && start.test(line);
}

/** The parts of a line that `isFoldLine` is true for. */
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

/** Adds a tag; the end of a summary makes one piece of it with its beginning and its text. */
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

/** True for the beginning of a line that can still become such a tag, or a summary that has not ended. */
export function mayBecomeFold(line: string): boolean {
  if (!/^\s*</.test(line)) return false;
  const typed = line.trim().toLowerCase();
  if (
    ['<details open>', '</details>', '<summary>', '</summary>'].some((tag) => tag.startsWith(typed))
  )
    return true;
  return isFoldLine(line) && typed.lastIndexOf('<summary>') > typed.lastIndexOf('</summary>');
}
