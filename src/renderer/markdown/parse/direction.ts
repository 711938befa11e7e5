const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const strong = /\p{L}/u;

/**
 * Returns 'rtl' if the first letter of the text is written from right to left. `dir="auto"` would
 * do the same, but makes the browser scan the whole block again whenever it grows.
 */
export function directionOf(text: string): 'rtl' | undefined {
  const letter = strong.exec(text.slice(0, 200))?.[0];
  return letter !== undefined && rightToLeft.test(letter) ? 'rtl' : undefined;
}
