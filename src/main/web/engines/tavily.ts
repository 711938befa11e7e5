import * as z from 'zod';
import { maxHits, optionalText, plain, type Engine } from './engine.ts';

const answerSchema = z.object({
  results: z.array(
    z.object({
      url: z.string(),
      title: optionalText,
      content: optionalText,
      published_date: optionalText,
    }),
  ),
});

/** Tavily: https://docs.tavily.com/documentation/api-reference/endpoint/search */
export const tavily: Engine = {
  request({ query, recency, site }, { key }) {
    const body = {
      query,
      max_results: maxHits,
      search_depth: 'basic',
      ...(recency === null ? {} : { time_range: recency }),
      ...(site === null ? {} : { include_domains: [site] }),
    };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return { url: 'https://api.tavily.com/search', init };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return read.data.results.map(({ url, title, content, published_date }) => ({
      url,
      title: plain(title ?? ''),
      snippet: plain(content ?? ''),
      published: published_date ?? null,
    }));
  },
  // 432 is the limit of the plan, 433 the person's own limit for pay-as-you-go.
  refusal: (status) => (status === 432 || status === 433 ? 'quota' : null),
};
