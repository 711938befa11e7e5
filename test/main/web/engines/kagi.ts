import { jsonOf, textIn, type Answered, type FakeEngine } from './fake.ts';

function refused(status: number, code: string, message: string): Answered {
  const error = [{ code, url: `https://kagi.com/api/errors/${code}`, message, location: null }];
  return { status, body: { meta: { trace: 'a' }, data: null, error } };
}

/**
 * Based on https://kagi.com/api/docs, version 1, as given in kagisearch/kagi-api-typescript at
 * c4103f21 (2026-05-11), kagisearch/kagi-docs at 9e08f508 (2026-08-14) and `searx/engines/kagi.py`
 * of searxng/searxng at 9fea4120 (2026-08-22). Not tested live. Its error codes are not documented;
 * the form of its errors is.
 */
export const fakeKagi: FakeEngine = {
  key: 'kagi-right',
  answer(request) {
    if (request.headers['authorization'] !== 'Bearer kagi-right') {
      return refused(401, 'auth.invalid', 'Access token is missing or invalid');
    }
    const body = jsonOf(request);
    const known = ['query', 'workflow', 'limit', 'filters', 'lens'];
    const filters = body['filters'] as Readonly<Record<string, unknown>> | undefined;
    const lens = body['lens'] as Readonly<Record<string, unknown>> | undefined;
    const isSound =
      request.method === 'POST' &&
      request.host === 'kagi.com' &&
      request.path === '/api/v1/search' &&
      Object.keys(body).every((name) => known.includes(name)) &&
      typeof body['query'] === 'string' &&
      body['workflow'] === 'search' &&
      Number(body['limit']) >= 1 &&
      (filters === undefined || /^\d{4}-\d\d-\d\d$/.test(textIn(filters['after']))) &&
      (lens === undefined || Array.isArray(lens['sites_included']));
    if (!isSound) return refused(400, 'request.invalid', 'Invalid request parameters');
    return {
      status: 200,
      body: {
        meta: { trace: 'b', node: 'us-central1', ms: 213 },
        data: {
          search: [
            {
              url: 'https://example.org/owls',
              title: 'Owls &amp; others',
              snippet: 'Owls are birds from the order <b>Strigiformes</b>.',
              time: '2026-03-01T00:00:00',
            },
            { url: 'https://example.net/', title: 'Another' },
          ],
          related_search: [{ title: 'owl' }],
        },
      },
    };
  },
  quota: refused(429, 'usage.limit', 'Usage limit exhausted'),
  nothing: { status: 200, body: { meta: { trace: 'c' }, data: {} } },
};
