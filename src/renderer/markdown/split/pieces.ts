/** Number of pieces per group. A group is stored and rendered as a unit. */
export const groupSize = 32;

/**
 * An append-only list of texts in groups. Only the last group changes, so a view memoised per group
 * costs the same for any length.
 */
export interface Pieces {
  readonly groups: readonly (readonly string[])[];
}

export const noPieces: Pieces = { groups: [] };

/** Returns the pieces with one more at the end. */
export function addPiece(pieces: Pieces, piece: string): Pieces {
  const last = pieces.groups.at(-1);
  if (last === undefined || last.length >= groupSize)
    return { groups: [...pieces.groups, [piece]] };
  return { groups: [...pieces.groups.slice(0, -1), [...last, piece]] };
}

/** All pieces in order. */
export function allPieces(pieces: Pieces): readonly string[] {
  return pieces.groups.flat();
}

/** The groups plus one last piece that may still change; '' adds none. */
export function groupsWith(pieces: Pieces, rest: string): readonly (readonly string[])[] {
  return rest === '' ? pieces.groups : addPiece(pieces, rest).groups;
}
