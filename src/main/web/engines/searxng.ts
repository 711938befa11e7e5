import * as z from 'zod';
import { optionalText, plain, withSite, type Engine } from './engine.ts';

const answerSchema = z.object({
  results: z.array(
    z.object({
      url: optionalText,
      title: optionalText,
      content: optionalText,
      publishedDate: optionalText,
    }),
  ),
});

/** Returns the search endpoint of an instance. People paste its URL with or without the path. */
function searchAddress(address: string): URL {
  const url = new URL(address);
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/(?:search)?\/?$/, '')}/search`;
  return url;
}

/** SearXNG: https://docs.searxng.org/dev/search_api.html */
export const searxng: Engine = {
  request(query, { url: address }) {
    const url = searchAddress(address);
    url.searchParams.set('q', withSite(query));
    url.searchParams.set('format', 'json');
    if (query.recency !== null) url.searchParams.set('time_range', query.recency);
    return { url: url.href, init: { headers: { accept: 'application/json' } } };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return read.data.results.map(({ url, title, content, publishedDate }) => ({
      url: url ?? '',
      title: plain(title ?? ''),
      snippet: plain(content ?? ''),
      published: publishedDate ?? null,
    }));
  },
  // SearXNG answers 403 if its settings do not allow the format.
  refusal: (status) => (status === 403 ? 'json_off' : null),
};
