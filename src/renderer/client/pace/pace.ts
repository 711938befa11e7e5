/** How closely a person looks at an answer that grows. */
export type Attention =
  /** The window paints nothing. */
  | 'hidden'
  /** Its conversation is not on show. */
  | 'elsewhere'
  /** It is on show, and the person only looks. */
  | 'reading'
  /** It is on show, and the person types, scrolls or selects. */
  | 'acting';

/**
 * The least time between two batches of text (ms), or null if none is wanted until somebody looks.
 * It is a time and no number of frames, so that a faster screen does not cost more. An eye sees no
 * difference between 30 and 60 steps a second of text that grows; in what a hand moves, it does.
 */
export function intervalFor(attention: Attention): number | null {
  switch (attention) {
    case 'hidden':
      return null;
    case 'elsewhere':
      return 250;
    case 'reading':
      return 29;
    case 'acting':
      return 1000 / 60;
  }
}
