import * as z from 'zod';
import {
  errorCodeIn,
  maxHits,
  optionalText,
  plain,
  withSite,
  type Engine,
  type Recency,
} from './engine.ts';

const freshness: Readonly<Record<Recency, string>> = {
  day: 'pd',
  week: 'pw',
  month: 'pm',
  year: 'py',
};

// `web` is absent if there are no results.
const answerSchema = z.object({
  type: z.literal('search'),
  web: z
    .object({
      results: z.array(
        z.object({
          url: z.string(),
          title: z.string(),
          description: optionalText,
          page_age: optionalText,
          age: optionalText,
        }),
      ),
    })
    .nullish(),
});

/** The longest query that is accepted, in characters. */
const longestQuery = 400;

/** Brave Search: https://api-dashboard.search.brave.com/app/documentation/web-search */
export const brave: Engine = {
  request(query, { key }) {
    const url = new URL('https://api.search.brave.com/res/v1/web/search');
    url.searchParams.set('q', withSite(query).slice(0, longestQuery));
    url.searchParams.set('count', String(maxHits));
    url.searchParams.set('result_filter', 'web');
    url.searchParams.set('text_decorations', 'false');
    if (query.recency !== null) url.searchParams.set('freshness', freshness[query.recency]);
    const headers = { accept: 'application/json', 'x-subscription-token': key };
    return { url: url.href, init: { headers } };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return (read.data.web?.results ?? []).map((result) => ({
      url: result.url,
      title: plain(result.title),
      snippet: plain(result.description ?? ''),
      published: result.page_age ?? result.age ?? null,
    }));
  },
  refusal(status, answer) {
    const code = errorCodeIn(answer);
    // Brave answers a wrong or missing key with 422.
    if (code.startsWith('SUBSCRIPTION_TOKEN')) return 'key';
    if (code === 'QUOTA_LIMITED') return 'quota';
    return null;
  },
};
