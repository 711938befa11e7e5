import * as z from 'zod';
import { maxHits, optionalText, plain, type Engine } from './engine.ts';

const answerSchema = z.object({
  data: z.array(
    z.object({
      url: z.string(),
      title: optionalText,
      description: optionalText,
      date: optionalText,
    }),
  ),
});

/** Jina: https://s.jina.ai/docs. It cannot filter by date. */
export const jina: Engine = {
  request({ query, site }, { key }) {
    const url = new URL('https://s.jina.ai/');
    url.searchParams.set('q', query);
    url.searchParams.set('num', String(maxHits));
    // Without this, Jina reads every page, which costs the person tokens and takes long.
    url.searchParams.set('respondWith', 'no-content');
    if (site !== null) url.searchParams.set('site', site);
    const headers = { accept: 'application/json', authorization: `Bearer ${key}` };
    return { url: url.href, init: { headers } };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return read.data.data.map(({ url, title, description, date }) => ({
      url,
      title: plain(title ?? ''),
      snippet: plain(description ?? ''),
      published: date ?? null,
    }));
  },
  refusal(status, answer) {
    const read = z.object({ message: z.string() }).safeParse(answer);
    const isEmpty = read.success && read.data.message.startsWith('No search results available');
    return status === 422 && isEmpty ? 'nothing' : null;
  },
};
