import type { SearchEngine } from '../model/web/search-engines.ts';

/** The search engines' official names. */
export const engineNames: Readonly<Record<SearchEngine, string>> = {
  searxng: 'SearXNG',
  brave: 'Brave Search',
  tavily: 'Tavily',
  exa: 'Exa',
  jina: 'Jina',
  kagi: 'Kagi',
};
