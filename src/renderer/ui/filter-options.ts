/** Lower case without accents, so that "resume" finds "Résumé". */
export function foldCase(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLocaleLowerCase();
}

/** Returns whether every word of `query` occurs in `text`, in any order; an empty query fits all. */
export function matchesWords(text: string, query: string): boolean {
  const folded = foldCase(text);
  return foldCase(query)
    .split(/\s+/u)
    .every((word) => folded.includes(word));
}
