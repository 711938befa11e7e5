/** The direction in which the window is read. */
export type Direction = 'ltr' | 'rtl';

/** The direction in which the window is read now. */
export function direction(): Direction {
  return document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
}

/**
 * The key as it would be in a window that is read from left to right, where `ArrowRight` goes on
 * and `ArrowLeft` back.
 */
export function logicalKey(key: string, read: Direction = direction()): string {
  if (read === 'ltr') return key;
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
