/** The source text of the list of languages with a catalogue. */
export function translationsOf(tags: readonly string[]): string {
  const names = tags.toSorted().map((tag) => `'${tag}'`);
  return [
    '// Generated from the files in locales/ by `npm run messages`.',
    '',
    '/** The languages with a catalogue. */',
    // A line each, as the formatter writes a list that is longer than a line.
    'export const translations = [',
    ...names.map((name) => `  ${name},`),
    '] as const;',
    '',
  ].join('\n');
}
