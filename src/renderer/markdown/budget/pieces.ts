/** Length limit of a piece of plain text that the browser lays out on its own, in characters. */
const pieceLength = 4000;

/**
 * Splits a text into pieces at line ends or, in a line longer than a piece, anywhere but inside a
 * letter. Appending text changes only the last piece.
 */
export function layoutPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > pieceLength) {
    // Search only this piece. Otherwise each piece of an endless line would scan it from its start.
    const cut = text.slice(from, from + pieceLength).lastIndexOf('\n') + 1;
    let to = from + (cut > 0 ? cut : pieceLength);
    if (cut === 0 && isLowSurrogate(text.charCodeAt(to))) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc_00 && code <= 0xdf_ff;
}

/** True if a line is so long that it is laid out in pieces. */
export function hasLongLine(text: string): boolean {
  if (text.length <= pieceLength) return false;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    if (next - at > pieceLength) return true;
    at = next;
  }
  return false;
}
