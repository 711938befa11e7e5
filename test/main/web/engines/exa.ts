import { jsonOf, textIn, type FakeEngine } from './fake.ts';

/**
 * Based on https://exa.ai/docs/reference/search, https://exa.ai/docs/reference/error-codes (stored
 * copies) and exa-labs/exa-js at 8dfeef31 (2026-08-07). Not tested live.
 */
export const fakeExa: FakeEngine = {
  key: 'exa-right',
  answer(request) {
    if (request.headers['x-api-key'] !== 'exa-right') {
      const error = { requestId: 'a1', error: 'Invalid API key', tag: 'INVALID_API_KEY' };
      return { status: 401, body: error };
    }
    const body = jsonOf(request);
    const start = body['startPublishedDate'];
    const domains = body['includeDomains'];
    const isSound =
      request.method === 'POST' &&
      request.host === 'api.exa.ai' &&
      request.path === '/search' &&
      typeof body['query'] === 'string' &&
      body['type'] === 'auto' &&
      Number(body['numResults']) <= 100 &&
      JSON.stringify(body['contents']) === '{"highlights":{"maxCharacters":500}}' &&
      (start === undefined || /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(textIn(start))) &&
      (domains === undefined || Array.isArray(domains));
    if (!isSound) {
      const tag = 'INVALID_REQUEST_BODY';
      return { status: 400, body: { requestId: 'a2', error: 'Invalid request body', tag } };
    }
    return {
      status: 200,
      body: {
        requestId: 'b5947044c4b78efa9552a7c89b306d95',
        resolvedSearchType: 'neural',
        results: [
          {
            id: 'https://example.org/owls',
            title: 'Owls &amp; others',
            url: 'https://example.org/owls',
            publishedDate: '2026-03-01T00:00:00.000Z',
            author: null,
            highlights: ['Owls are birds from the order Strigiformes.'],
            highlightScores: [0.8],
          },
          { id: 'https://example.net/', title: null, url: 'https://example.net/' },
        ],
        costDollars: { total: 0.005 },
      },
    };
  },
  quota: {
    status: 402,
    body: { requestId: 'a3', error: 'Credits are exhausted', tag: 'NO_MORE_CREDITS' },
  },
  nothing: { status: 200, body: { requestId: 'b', results: [] } },
};
