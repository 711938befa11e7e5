/** Each is a dictionary to fetch and to search for every word. */
const mostLanguages = 5;

const languageOf = (code: string): string => code.split('-', 1)[0]?.toLowerCase() ?? '';

/**
 * Which of the dictionaries there are suit the languages that the person reads, the favourite first.
 * A country without a dictionary of its own gets another one of its language; without any, English.
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
  const languages = [...new Set(found.filter((code) => code !== undefined))].slice(
    0,
    mostLanguages,
  );
  return languages.length > 0 ? languages : available.filter((code) => code === 'en-US');
}
