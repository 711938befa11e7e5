import { queryOf, type Answered, type FakeEngine } from './fake.ts';

function refused(status: number, code: string, detail: string, component: string): Answered {
  const error = { id: '5d832250', status, detail, meta: { component }, code };
  return { status, body: { type: 'ErrorResponse', error, time: 1_796_000_000 } };
}

/**
 * Based on https://api-dashboard.search.brave.com/app/documentation/web-search as given in
 * brave/brave-search-skills at 3e088af6 (2026-04-08), and on reports of its errors there and in
 * public code. Not tested live. A wrong key is a 422.
 */
export const fakeBrave: FakeEngine = {
  key: 'BSA-right',
  answer(request) {
    const { headers } = request;
    if (headers['x-subscription-token'] !== 'BSA-right') {
      const detail = 'The provided subscription token is invalid.';
      return refused(422, 'SUBSCRIPTION_TOKEN_INVALID', detail, 'authentication');
    }
    const {
      q = '',
      count,
      freshness,
      result_filter: filter,
      text_decorations: marks,
    } = queryOf(request);
    const isSound =
      request.method === 'GET' &&
      request.host === 'api.search.brave.com' &&
      request.path.startsWith('/res/v1/web/search?') &&
      headers['accept'] === 'application/json' &&
      q.length >= 1 &&
      q.length <= 400 &&
      Number(count) >= 1 &&
      Number(count) <= 20 &&
      (freshness === undefined || ['pd', 'pw', 'pm', 'py'].includes(freshness)) &&
      filter === 'web' &&
      marks === 'false';
    if (!isSound) return refused(422, 'VALIDATION', 'Unable to validate request', 'validation');
    return {
      status: 200,
      body: {
        type: 'search',
        query: { original: q, more_results_available: true },
        web: {
          type: 'search',
          results: [
            {
              title: 'Owls &amp; others',
              url: 'https://example.org/owls',
              description: 'Owls are birds from the order <strong>Strigiformes</strong>.',
              age: 'March 1, 2026',
              page_age: '2026-03-01T00:00:00',
              language: 'en',
            },
            { title: 'Another', url: 'https://example.net/' },
          ],
          family_friendly: true,
        },
        mixed: { type: 'mixed', main: [], top: [], side: [] },
      },
    };
  },
  quota: refused(429, 'QUOTA_LIMITED', 'Request quota exceeded.', 'rate_limiter'),
  nothing: { status: 200, body: { type: 'search', query: { original: 'x' } } },
};
