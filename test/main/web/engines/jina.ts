import { queryOf, type FakeEngine } from './fake.ts';

/**
 * Based on https://s.jina.ai/docs as given in the search code and README.md of jina-ai/reader at
 * f289e5d3 (2026-05-01), and on `searx/engines/jina.py` of searxng/searxng at 9fea4120
 * (2026-08-22). Not tested live. No results are a 422.
 */
export const fakeJina: FakeEngine = {
  key: 'jina_right',
  answer(request) {
    if (request.headers['authorization'] !== 'Bearer jina_right') {
      const message = 'Authentication is required to use this endpoint.';
      const body = {
        data: null,
        code: 401,
        name: 'AuthenticationRequiredError',
        status: 40_103,
        message,
      };
      return { status: 401, body };
    }
    const { q = '', num, respondWith, site, ...rest } = queryOf(request);
    const isSound =
      request.method === 'GET' &&
      request.host === 's.jina.ai' &&
      request.path.startsWith('/?') &&
      request.headers['accept'] === 'application/json' &&
      q !== '' &&
      Number(num) <= 20 &&
      respondWith === 'no-content' &&
      (site === undefined || !site.includes('/')) &&
      Object.keys(rest).length === 0;
    if (!isSound) {
      return { status: 400, body: { code: 400, status: 40_001, message: 'Bad parameters' } };
    }
    return {
      status: 200,
      body: {
        code: 200,
        status: 20_000,
        data: [
          {
            title: 'Owls &amp; others',
            url: 'https://example.org/owls',
            description: 'Owls are birds from the order Strigiformes.',
            date: '2026-03-01T00:00:00',
            usage: { tokens: 1000 },
          },
          { title: 'Another', url: 'https://example.net/' },
        ],
        meta: { usage: { tokens: 10_000 } },
      },
    };
  },
  quota: {
    status: 402,
    body: { code: 402, name: 'InsufficientBalanceError', status: 40_203, message: 'Balance' },
  },
  nothing: {
    status: 422,
    body: {
      code: 422,
      name: 'AssertionFailureError',
      status: 42_206,
      message: 'No search results available for query x',
    },
  },
};
