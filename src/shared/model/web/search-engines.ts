import * as z from 'zod';

/** Search engines that Parley can ask. */
export const searchEngines = ['searxng', 'brave', 'tavily', 'exa', 'jina', 'kagi'] as const;
export const searchEngineSchema = z.enum(searchEngines);
export type SearchEngine = (typeof searchEngines)[number];
