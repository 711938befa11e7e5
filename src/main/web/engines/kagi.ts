import * as z from 'zod';
import { maxHits, optionalText, plain, since, type Engine } from './engine.ts';

// `search` is absent if there are no results.
const answerSchema = z.object({
  data: z.object({
    search: z
      .array(
        z.object({
          url: z.string(),
          title: optionalText,
          snippet: optionalText,
          time: optionalText,
        }),
      )
      .nullish(),
  }),
});

const refusalSchema = z.object({
  error: z.array(z.object({ code: z.string(), message: optionalText })),
});

/** Kagi: https://kagi.com/api/docs, version 1. */
export const kagi: Engine = {
  request({ query, recency, site }, { key }) {
    const body = {
      query,
      workflow: 'search',
      limit: maxHits,
      ...(recency === null ? {} : { filters: { after: since(recency) } }),
      ...(site === null ? {} : { lens: { sites_included: [site] } }),
    };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return { url: 'https://kagi.com/api/v1/search', init };
  },
  hits(answer) {
    const read = answerSchema.safeParse(answer);
    if (!read.success) return null;
    return (read.data.data.search ?? []).map(({ url, title, snippet, time }) => ({
      url,
      title: plain(title ?? ''),
      snippet: plain(snippet ?? ''),
      published: time ?? null,
    }));
  },
  refusal(status, answer) {
    // Kagi uses the same status for a rate limit and for a used-up balance.
    const read = refusalSchema.safeParse(answer);
    const said = read.success
      ? read.data.error.map(({ code, message }) => `${code} ${message ?? ''}`).join(' ')
      : '';
    return status === 429 && /usage|credit|billing|exhausted/i.test(said) ? 'quota' : null;
  },
};
