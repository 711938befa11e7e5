/** A run of text in a comparison of two texts. */
export interface DiffPiece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * The cost is the product of the word counts. Above this limit, the middle is shown as replaced.
 */
const maxPairs = 1_000_000;

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** The length of the longest common subsequence of the remainders at each pair of positions. */
function lengths(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    const next = table[i + 1];
    if (row === undefined || next === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function* middle(a: readonly string[], b: readonly string[]): Generator<DiffPiece, void> {
  if (a.length * b.length > maxPairs) {
    yield { kind: 'removed', text: a.join('') };
    yield { kind: 'added', text: b.join('') };
    return;
  }
  const table = lengths(a, b);
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const before = a[i];
    const after = b[j];
    if (before !== undefined && before === after) {
      yield { kind: 'same', text: before };
      i += 1;
      j += 1;
    } else if (before !== undefined && (after === undefined || at(i + 1, j) >= at(i, j + 1))) {
      yield { kind: 'removed', text: before };
      i += 1;
    } else if (after !== undefined) {
      yield { kind: 'added', text: after };
      j += 1;
    }
  }
}

/** Merges consecutive pieces of the same kind. */
function joined(pieces: Iterable<DiffPiece>): readonly DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind) {
      result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    } else result.push(piece);
  }
  return result;
}

/** Compares two texts word by word. */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const same = (words: readonly string[]): DiffPiece => ({ kind: 'same', text: words.join('') });
  return joined([
    same(a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    same(a.slice(a.length - end)),
  ]);
}
