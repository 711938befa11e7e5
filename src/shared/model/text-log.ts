/**
 * An append-only text as a persistent list, newest piece first. Appending costs the same however
 * long the text is, and a reader that remembers the last node it saw gets only what is new.
 * A growing JavaScript string would be flattened, and so copied, at each look.
 */
export interface TextLog {
  readonly piece: string;
  readonly previous: TextLog | null;
  /** UTF-16 code units up to and including this piece. */
  readonly length: number;
}

/** Returns the log with `piece` at its end; an empty piece returns the log itself. */
export function appendText(log: TextLog | null, piece: string): TextLog | null {
  if (piece === '') return log;
  return { piece, previous: log, length: (log?.length ?? 0) + piece.length };
}

/**
 * Returns the text after `since` (a node that this log grew from; null for the beginning).
 * Returns null when `since` is not part of the log: the reader has to start over.
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

/** Grows `log` to hold `text`, so that a reader of the log need not start over; a new log if it cannot. */
export function grownTo(log: TextLog | null, text: string): TextLog | null {
  return text.startsWith(wholeText(log))
    ? appendText(log, text.slice(log?.length ?? 0))
    : appendText(null, text);
}

/**
 * Takes the last `length` code units off: `rest` is an earlier node of the log where one ends there,
 * so that a reader who was no further need not start over.
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
