/** The source text of the list of languages with a catalogue. */
export function translationsOf(tags: readonly string[]): string {
  const names = tags.toSorted().map((tag) => `'${tag}'`);
  return [
    '// Generated from the files in locales/ by `npm run messages`.',
    '',
    '/** The languages with a catalogue. */',
    `export const translations = [${names.join(', ')}] as const;`,
    '',
  ].join('\n');
}
