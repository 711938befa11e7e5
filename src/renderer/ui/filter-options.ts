const onlyAscii = /^[\u0020-\u007e]*$/u;

/** Lower case without accents, so that "resume" finds "Résumé". */
export function foldCase(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** The words of a query, prepared for {@link holdsWords}. */
export function wordsOf(query: string): readonly string[] {
  return foldCase(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** Whether every word occurs in `text`, in any order. An empty list always matches. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const folded = foldCase(text);
  return words.every((word) => folded.includes(word));
}
