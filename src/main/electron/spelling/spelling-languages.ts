/** Each language costs a download and a lookup for every word. */
const maxLanguages = 5;

const languageOf = (code: string): string => code.split('-', 1)[0]?.toLowerCase() ?? '';

/**
 * Chooses dictionaries for the languages that the person reads, in order of preference. A country
 * without its own dictionary gets another one of the same language; if none fits, English is used.
 */
export function spellingLanguages(
  preferred: readonly string[],
  available: readonly string[],
): readonly string[] {
  const found = preferred.map(
    (wanted) =>
      available.find((code) => code.toLowerCase() === wanted.toLowerCase()) ??
      available.find((code) => languageOf(code) === languageOf(wanted)),
  );
  const languages = [...new Set(found.filter((code) => code !== undefined))].slice(0, maxLanguages);
  return languages.length > 0 ? languages : available.filter((code) => code === 'en-US');
}
