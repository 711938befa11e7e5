import * as z from 'zod';
import { maxHits, optionalText, plain, since, type Engine } from './engine.ts';

const answerSchema = z.object({
  results: z.array(
    z.object({
      url: z.string(),
      title: optionalText,
      publishedDate: optionalText,
      highlights: z.array(z.string()).nullish(),
    }),
  ),
});

/** The longest excerpt of a page, in characters. */
const longestHighlight = 500;

/** Exa: https://exa.ai/docs/reference/search */
export const exa: Engine = {
  request({ query, recency, site }, { key }) {
    const body = {
      query,
      type: 'auto',
      numResults: maxHits,
      contents: { highlights: { maxCharacters: longestHighlight } },
      ...(recency === null ? {} : { startPublishedDate: `${since(recency)}T00:00:00.000Z` }),
      ...(site === null ? {} : { includeDomains: [site] }),
    };
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return { url: 'https://api.exa.ai/search', init };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return read.data.results.map(({ url, title, publishedDate, highlights }) => ({
      url,
      title: plain(title ?? ''),
      snippet: plain((highlights ?? []).join(' … ')),
      published: publishedDate ?? null,
    }));
  },
};
