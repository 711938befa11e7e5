import type { Density } from '../../shared/model/settings.ts';

/** The vertical space of text, in steps of the scale in ui/tokens.css. */
export interface ReadingSpace {
  /** Line height as a multiple of the text size. */
  readonly leading: number;
  /** Space between two blocks of a message. */
  readonly blockGapPx: number;
  /** Space between two messages. */
  readonly turnGapPx: number;
}

/** The space that each density setting stands for. */
export const readingSpaces: Readonly<Record<Density, ReadingSpace>> = {
  compact: { leading: 1.45, blockGapPx: 12, turnGapPx: 16 },
  comfortable: { leading: 1.6, blockGapPx: 16, turnGapPx: 24 },
  spacious: { leading: 1.8, blockGapPx: 20, turnGapPx: 36 },
};
