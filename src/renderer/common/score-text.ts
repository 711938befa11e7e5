/** Scores of the ways in which a text can contain a query. */
export const scores = {
  beginning: 1000,
  wordStart: 800,
  inside: 600,
  initials: 500,
  scattered: 300,
  inDetail: 100,
} as const;

const isWordChar = (text: string | undefined): boolean =>
  text !== undefined && /[\p{L}\p{N}]/u.test(text);

/**
 * Finds the letters of a query in order, each as early as possible. Returns the number of gaps
 * between them and whether each begins a word; null if they are not all there.
 */
function scattered(text: string, query: string): { gaps: number; areInitials: boolean } | null {
  let at = -1;
  let gaps = 0;
  let areInitials = true;
  for (const letter of query) {
    const next = text.indexOf(letter, at + 1);
    if (next === -1) return null;
    if (next > at + 1) gaps += 1;
    if (isWordChar(text[next - 1])) areInitials = false;
    at = next;
  }
  return { gaps, areInitials };
}

/** Scores how well a text matches a query; both are folded. Returns 0 for no match. */
export function scoreText(text: string, query: string): number {
  if (text.startsWith(query)) return scores.beginning - Math.min(text.length, 100);
  for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + 1))
    if (!isWordChar(text[at - 1])) return scores.wordStart - Math.min(at, 100);
  const at = text.indexOf(query);
  if (at !== -1) return scores.inside - Math.min(at, 99);
  const found = scattered(text, query);
  if (found === null) return 0;
  if (found.areInitials) return scores.initials;
  // Letters far apart are found in nearly every long text.
  return found.gaps > 4 ? 0 : scores.scattered - 20 * found.gaps;
}
