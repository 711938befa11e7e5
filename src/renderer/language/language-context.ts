import { createContext, use } from 'react';

/** The tag of the language in use. Provided once, in main.tsx. */
export const LanguageContext = createContext('en');

/**
 * The tag of the language in use. A view that keeps words, in `useMemo` or an effect, keeps them for
 * this language alone.
 */
export function useLanguage(): string {
  return use(LanguageContext);
}
