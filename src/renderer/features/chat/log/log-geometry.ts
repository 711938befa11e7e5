import { readingSpaces } from '../../../common/reading-space.ts';
import type { Settings } from '../../../../shared/model/settings.ts';

/** What the estimated height of a message depends on besides its parts. */
export interface LogGeometry {
  readonly charactersPerLine: number;
  readonly lineHeightPx: number;
  readonly turnGapPx: number;
}

/** Width of the digit zero, CSS's unit `ch`, in multiples of the text size. */
const zeroWidthEm = 0.573;
/** Average width of a character of prose, in multiples of the text size. */
const characterWidthEm = 0.481;
/** Space on both sides of the column (px). */
const paddingPx = 48;
const fewestCharactersPerLine = 20;

/** The reading settings that change the height of a message. */
export type ReadingSize = Pick<Settings, 'textSize' | 'lineWidth' | 'density'>;

const usualSize: ReadingSize = { textSize: 16, lineWidth: 72, density: 'comfortable' };

/** The geometry of a log under these settings in a view of this width. */
export function logGeometry(settings: ReadingSize | null, viewWidthPx: number): LogGeometry {
  const { textSize, lineWidth, density } = settings ?? usualSize;
  const { leading, turnGapPx } = readingSpaces[density];
  const measurePx = lineWidth * zeroWidthEm * textSize;
  const columnWidthPx = Math.min(measurePx, viewWidthPx - paddingPx);
  return {
    charactersPerLine: Math.max(
      fewestCharactersPerLine,
      columnWidthPx / (characterWidthEm * textSize),
    ),
    lineHeightPx: leading * textSize,
    turnGapPx,
  };
}
