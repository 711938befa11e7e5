import type { SearchEngine } from '../model/web/search-engines.ts';

/** Search engines by the names that their makers give them. */
export const engineNames: Readonly<Record<SearchEngine, string>> = {
  searxng: 'SearXNG',
  brave: 'Brave Search',
  tavily: 'Tavily',
  exa: 'Exa',
  jina: 'Jina',
  kagi: 'Kagi',
};
