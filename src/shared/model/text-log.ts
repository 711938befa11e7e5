/**
 * An append-only text as a persistent linked list, newest piece first. Appending costs the same at
 * any length, and a reader that remembers its last node gets only the new text. A growing
 * JavaScript string would be flattened, and so copied, at each read.
 */
export interface TextLog {
  readonly piece: string;
  readonly previous: TextLog | null;
  /** UTF-16 code units up to and including this piece. */
  readonly length: number;
}

/** Returns the log with `piece` appended. An empty piece returns the log itself. */
export function appendText(log: TextLog | null, piece: string): TextLog | null {
  if (piece === '') return log;
  return { piece, previous: log, length: (log?.length ?? 0) + piece.length };
}

/**
 * Returns the text after `since`, a node this log grew from (null for the beginning). Returns null
 * if `since` is not part of the log; the reader then has to start over.
 */
export function textSince(log: TextLog | null, since: TextLog | null): string | null {
  const pieces: string[] = [];
  let node = log;
  while (node !== null && node !== since) {
    pieces.push(node.piece);
    node = node.previous;
  }
  if (node !== since) return null;
  return pieces.reverse().join('');
}

/** Returns the whole text. */
export function wholeText(log: TextLog | null): string {
  return textSince(log, null) ?? '';
}

/**
 * Grows `log` to contain `text`, so that readers need not start over. Makes a new log if that is
 * impossible.
 */
export function grownTo(log: TextLog | null, text: string): TextLog | null {
  return text.startsWith(wholeText(log))
    ? appendText(log, text.slice(log?.length ?? 0))
    : appendText(null, text);
}

/**
 * Removes the last `length` code units. `rest` is an earlier node if one ends there, so that
 * readers at or before it need not start over.
 */
export function cutText(
  log: TextLog | null,
  length: number,
): { readonly rest: TextLog | null; readonly end: string } {
  const kept = Math.max(0, (log?.length ?? 0) - length);
  const pieces: string[] = [];
  let node = log;
  while (node !== null && node.length > kept) {
    const { piece, previous }: TextLog = node;
    const own = kept - (previous?.length ?? 0);
    if (own > 0) {
      pieces.push(piece.slice(own));
      return { rest: appendText(previous, piece.slice(0, own)), end: pieces.reverse().join('') };
    }
    pieces.push(piece);
    node = previous;
  }
  return { rest: node, end: pieces.reverse().join('') };
}
