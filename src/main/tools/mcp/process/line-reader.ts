/** How much of either end of a line that is too long is kept to identify its message, in bytes. */
const keptEnds = 300;

/** A line, or the two ends of a line that was too long. */
export type ReadLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'too_long'; readonly start: string; readonly end: string };

const newline = 10;

/**
 * Splits bytes into lines. Pieces of a line are collected and joined once, so that the work is
 * linear in its length. Only the ends of a line longer than `limit` bytes are kept.
 */
export function createLineReader(limit: number): (chunk: Buffer) => readonly ReadLine[] {
  let pieces: Buffer[] = [];
  let size = 0;
  let start: Buffer | null = null;
  let end: Buffer = Buffer.alloc(0);

  function take(piece: Buffer): void {
    size += piece.length;
    if (start !== null) {
      end = Buffer.concat([end, piece.subarray(-keptEnds)]).subarray(-keptEnds);
      return;
    }
    pieces.push(piece);
    if (size <= limit) return;
    const all = Buffer.concat(pieces);
    start = all.subarray(0, keptEnds);
    end = all.subarray(-keptEnds);
    pieces = [];
  }

  function finish(): ReadLine {
    const line: ReadLine =
      start === null
        ? { kind: 'line', text: Buffer.concat(pieces).toString('utf8') }
        : { kind: 'too_long', start: start.toString('utf8'), end: end.toString('utf8') };
    pieces = [];
    size = 0;
    start = null;
    end = Buffer.alloc(0);
    return line;
  }

  return (chunk) => {
    const lines: ReadLine[] = [];
    let from = 0;
    for (;;) {
      const to = chunk.indexOf(newline, from);
      if (to === -1) break;
      take(chunk.subarray(from, to));
      lines.push(finish());
      from = to + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
    return lines;
  };
}
