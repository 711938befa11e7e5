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

/**
 * The same text in a string of its own. A text that was put together from what arrived is a rope
 * of slices, and would keep all that arrived with it for as long as it is on the page.
 */
export function ownText(text: string): string {
  return ` ${text}`.slice(1);
}

/** Returns the pieces with one more at the end. */
export function addPiece(pieces: Pieces, text: string): Pieces {
  const piece = ownText(text);
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
