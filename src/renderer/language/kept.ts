/**
 * Keeps what has words in it, such as rendered elements, for as long as the language stays. For
 * `useMemo`, whose dependencies do not tell of the language.
 */
export function kept<T>(make: () => T): (language: string) => T {
  let last: { readonly language: string; readonly value: T } | null = null;
  return (language) => {
    if (last?.language !== language) last = { language, value: make() };
    return last.value;
  };
}
