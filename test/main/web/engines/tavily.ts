import { jsonOf, textIn, type FakeEngine } from './fake.ts';

/**
 * Based on https://docs.tavily.com/documentation/api-reference/endpoint/search and its client,
 * `tavily/tavily.py` of tavily-ai/tavily-python at bf176448 (2026-06-10). Not tested live. 432 is
 * the limit of a plan, 433 the limit of pay-as-you-go.
 */
export const fakeTavily: FakeEngine = {
  key: 'tvly-right',
  answer(request) {
    if (request.headers['authorization'] !== 'Bearer tvly-right') {
      const error = 'Unauthorized: missing or invalid API key.';
      return { status: 401, body: { detail: { error } } };
    }
    const body = jsonOf(request);
    const known = ['query', 'max_results', 'search_depth', 'time_range', 'include_domains'];
    const range = body['time_range'];
    const domains = body['include_domains'];
    const isSound =
      request.method === 'POST' &&
      request.host === 'api.tavily.com' &&
      request.path === '/search' &&
      Object.keys(body).every((name) => known.includes(name)) &&
      typeof body['query'] === 'string' &&
      Number(body['max_results']) <= 20 &&
      body['search_depth'] === 'basic' &&
      (range === undefined || ['day', 'week', 'month', 'year'].includes(textIn(range))) &&
      (domains === undefined || Array.isArray(domains));
    if (!isSound) return { status: 400, body: { detail: { error: 'Invalid request.' } } };
    return {
      status: 200,
      body: {
        query: body['query'],
        follow_up_questions: null,
        answer: null,
        images: [],
        results: [
          {
            title: 'Owls &amp; others',
            url: 'https://example.org/owls',
            content: 'Owls are birds from the order Strigiformes.',
            score: 0.92,
            raw_content: null,
            published_date: '2026-03-01T00:00:00',
          },
          { title: 'Another', url: 'https://example.net/', content: '', score: 0.5 },
        ],
        response_time: 1.1,
        request_id: '123e4567',
      },
    };
  },
  quota: {
    status: 432,
    body: { detail: { error: "This request exceeds your plan's set usage limit." } },
  },
  nothing: { status: 200, body: { query: 'x', results: [], response_time: 0.4 } },
};
