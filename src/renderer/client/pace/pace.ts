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

/** More than a screen holds (UTF-16 code units). */
const screenful = 2500;

/**
 * The least time between two batches of text (ms), or null if none is wanted until somebody looks.
 * It is a time and not a number of frames, so that a faster screen does not cost more. The eye sees
 * no difference between 30 and 60 steps a second while text grows, but it does while a hand moves
 * something. `length` is that of the last batch. Nobody reads text that arrives a screenful at a
 * time, and each step of it costs a layout and a whole screen of pixels.
 */
export function intervalFor(attention: Attention, length: number): number | null {
  switch (attention) {
    case 'hidden':
      return null;
    case 'elsewhere':
      return 250;
    case 'reading':
      return length > screenful ? 80 : 29;
    case 'acting':
      return 1000 / 60;
  }
}
