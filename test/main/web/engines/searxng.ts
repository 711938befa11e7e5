import { queryOf, type FakeEngine } from './fake.ts';

/**
 * Based on https://docs.searxng.org/dev/search_api.html and `searx/webutils.py`, `searx/webapp.py`
 * of searxng/searxng at 9fea4120 (2026-08-22). Not tested live. A format that is not listed in
 * `search.formats` is a 403. By default, `json` is not listed.
 */
export const fakeSearxng: FakeEngine = {
  key: '',
  answer(request) {
    const { q, format, time_range: range, ...rest } = queryOf(request);
    const isSound =
      request.method === 'GET' &&
      request.path.startsWith('/search?') &&
      q !== undefined &&
      format === 'json' &&
      (range === undefined || ['day', 'week', 'month', 'year'].includes(range)) &&
      Object.keys(rest).length === 0;
    if (!isSound) return { status: 400, body: { error: 'No query' } };
    return {
      status: 200,
      body: {
        query: q,
        results: [
          {
            url: 'https://example.org/owls',
            title: 'Owls &amp; others',
            content: 'Owls are birds from the order Strigiformes.',
            publishedDate: '2026-03-01T00:00:00',
            engine: 'duckduckgo',
            template: 'default.html',
            parsed_url: ['https', 'example.org', '/owls', '', '', ''],
            engines: ['duckduckgo'],
            positions: [1],
            score: 1,
            category: 'general',
          },
          { url: 'https://example.net/', title: 'Another', content: '', publishedDate: null },
        ],
        answers: [],
        corrections: [],
        infoboxes: [],
        suggestions: ['owl'],
        unresponsive_engines: [['google', 'CAPTCHA']],
      },
    };
  },
  quota: null,
  nothing: {
    status: 200,
    body: { query: 'x', results: [], answers: [], corrections: [], infoboxes: [], suggestions: [] },
  },
};
