/**
 * Characters that cannot be seen or that turn the direction of what follows: controls, invisible spaces
 * and fillers, private and lone code units, tags and variation selectors. A selector behind the emoji
 * that it belongs to, and a joiner between two, are part of what is seen.
 */
const hidden =
  /(?!\n)(?!(?<=\p{Extended_Pictographic})\u{FE0F}(?!\p{Default_Ignorable_Code_Point}{2}))(?!(?<=[\p{Extended_Pictographic}\u{FE0F}])\u{200D}(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2800}]/gu;

/** The name of a character by its number, such as `[U+202E]`. */
function numberOf(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `[U+${number}]`;
}

/** A foreign text as it can be judged: what is invisible, or turns the direction, is named by number. */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, numberOf);
}

/** A foreign text without what cannot be seen or turns the direction. Tabs become spaces. */
export function withoutHidden(text: string): string {
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll('\t', ' ').replaceAll(hidden, '');
}

/** A stretch of a foreign text. */
export interface VisiblePiece {
  readonly text: string;
  /** It stands for a character that cannot be seen. */
  readonly isHidden: boolean;
}

/** {@link visibleText} in pieces, so that what stands for a hidden character can be told from the text. */
export function visiblePieces(text: string): readonly VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isHidden: false });
    pieces.push({ text: numberOf(match[0]), isHidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isHidden: false });
  return pieces;
}
