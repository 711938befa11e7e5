let segmenter: Intl.Segmenter | null = null;

/** The first character of a text as people see it; '' if there is none that can be seen. */
export function firstCharacter(text: string): string {
  // Made on first use: making one takes longer than loading all models.
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text.trim().slice(0, 200))) {
    return /^[\p{Cc}\p{Cf}\p{Z}]*$/u.test(segment) ? '' : segment;
  }
  return '';
}

/** True for exactly one visible character. */
export function isOneCharacter(text: string): boolean {
  return text !== '' && firstCharacter(text) === text;
}
