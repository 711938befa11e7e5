const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first character of a text as people see it; '' if there is none that can be seen. */
export function firstCharacter(text: string): string {
  for (const { segment } of segmenter.segment(text.trim().slice(0, 200))) {
    return /^[\p{Cc}\p{Cf}\p{Z}]*$/u.test(segment) ? '' : segment;
  }
  return '';
}

/** True for exactly one visible character. */
export function isOneCharacter(text: string): boolean {
  return text !== '' && firstCharacter(text) === text;
}
