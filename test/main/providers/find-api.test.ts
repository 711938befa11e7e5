import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { plainly } from '../../../src/main/wire/connection.ts';
import { readAddress } from '../../../src/main/providers/address.ts';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { findApi, takesChats, type Knocker } from '../../../src/main/providers/find-api.ts';
import { createLocalServers, fetchTo, placesHandler, type Places } from './local-servers.ts';

const servers = createLocalServers();
afterEach(() => servers.closeAll());
const serverFetch = createServerFetch({});

const list: Places[string] = () => [200, { object: 'list', data: [{ id: 'm' }] }];
const page: [number, unknown] = [200, '<!doctype html><div id="app"></div>'];

/** Looks for the API of a server with these paths behind a typed address. */
async function look(
  typed: string,
  places: Places,
  rest: Partial<Knocker> & { readonly otherwise?: [number, unknown] | undefined } = {},
): Promise<{ found: string | null; asked: readonly IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const origin = await servers.serve(placesHandler(places, asked, rest.otherwise));
  const knocker: Knocker = {
    ...plainly,
    name: 'Server',
    apiKey: null,
    ...rest,
    fetch: fetchTo(origin, serverFetch),
  };
  const { unproven } = readAddress(typed);
  if (unproven === null) throw new Error('There is nothing to look for.');
  return { found: await findApi(knocker, unproven), asked };
}

describe('where the API of an address lives', () => {
  test.each([
    ['http://nas:11434', 'GET /v1/models', 'http://nas:11434/v1'],
    ['ollama.lan:11434', 'GET /v1/models', 'http://ollama.lan:11434/v1'],
    ['http://100.101.102.103:11434', 'GET /v1/models', 'http://100.101.102.103:11434/v1'],
    ['[fd00::5]:11434', 'GET /v1/models', 'http://[fd00::5]:11434/v1'],
    ['http://localhost:11434/api', 'GET /v1/models', 'http://localhost:11434/v1'],
    ['https://chat.example.org', 'GET /api/models', 'https://chat.example.org/api'],
    ['https://chat.example.org', 'GET /api/v1/models', 'https://chat.example.org/api/v1'],
    ['https://chat.example.org/api', 'GET /api/models', 'https://chat.example.org/api'],
    ['https://chat.example.org/api', 'GET /api/v1/models', 'https://chat.example.org/api/v1'],
    ['https://gate.example.org/llm', 'GET /llm/v1/models', 'https://gate.example.org/llm/v1'],
    ['https://gate.example.org', 'GET /openai/v1/models', 'https://gate.example.org/openai/v1'],
    ['https://gate.example.org', 'GET /models', 'https://gate.example.org'],
    ['https://openrouter.ai/v1', 'GET /api/v1/models', 'https://openrouter.ai/api/v1'],
    ['https://chat.example.org/c/0f-1a', 'GET /v1/models', 'https://chat.example.org/v1'],
  ])('%s, with %s', async (typed, place, expected) => {
    for (const otherwise of [undefined, page]) {
      const { found, asked } = await look(typed, { [place]: list }, { otherwise });
      expect(found).toBe(expected);
      expect(asked.length).toBeLessThanOrEqual(8);
    }
  });

  test.each([
    [401, { error: { message: 'Missing key' } }],
    [403, { detail: 'Forbidden' }],
  ])('a door that is locked (%s) is a door', async (status, body) => {
    const { found, asked } = await look('https://gate.example.org', {
      'GET /v1/models': () => [status, body],
    });
    expect(found).toBe('https://gate.example.org/v1');
    expect(asked).toHaveLength(1);
  });

  test.each([
    [400, { error: { message: 'messages is required' } }],
    [422, { detail: [{ msg: 'Field required' }] }],
    [404, { error: { message: 'model not found' } }],
  ])('an API without a list is known by what it refuses (%s)', async (status, body) => {
    const { found } = await look('https://gate.example.org', {
      'POST /api/v1/chat/completions': () => [status, body],
    });
    expect(found).toBe('https://gate.example.org/api/v1');
  });

  test('the key and what else is asked for go along, to every place', async () => {
    const { asked } = await look(
      'https://gate.example.org',
      { 'GET /api/v1/models': list },
      {
        apiKey: 'sk-1',
        extras: { headers: { 'X-Tenant': 'blue' }, query: { region: 'eu west' } },
      },
    );
    expect(asked.length).toBeGreaterThan(1);
    for (const request of asked) {
      expect(request.headers).toMatchObject({
        authorization: 'Bearer sk-1',
        'x-tenant': 'blue',
        'x-wanted-host': 'gate.example.org',
      });
      expect(new URL(request.url ?? '', 'http://x').searchParams.get('region')).toBe('eu west');
    }
  });

  test.each([{ otherwise: undefined }, { otherwise: page }])(
    'a web site is told from an API: nothing is found, and the search ends',
    async ({ otherwise }) => {
      const asked: IncomingMessage[] = [];
      const origin = await servers.serve(placesHandler({}, asked, otherwise));
      const knocker = { ...plainly, name: 'S', apiKey: null, fetch: fetchTo(origin, serverFetch) };
      await expect(findApi(knocker, 'https://example.org/some/page')).rejects.toThrow(
        'https://example.org answers, but has no chat API at any of the usual places',
      );
      expect(asked.length).toBeLessThanOrEqual(16);
    },
  );

  test('a server that sends on to another origin gets no second try there', async () => {
    const elsewhere: IncomingMessage[] = [];
    const other = await servers.serve(placesHandler({ 'GET /v1/models': list }, elsewhere));
    const origin = await servers.serve((request, response) => {
      request.resume();
      response.writeHead(301, { location: `${other}${request.url ?? ''}` }).end();
    });
    const knocker = { ...plainly, name: 'S', apiKey: 'sk-1', fetch: serverFetch };
    await expect(findApi(knocker, origin)).rejects.toThrow(`redirects to ${other}`);
    expect(elsewhere).toEqual([]);
  });

  test('when nothing answers, or not yet, the guess stays a guess', async () => {
    const knocker = { ...plainly, name: 'S', apiKey: null, fetch: serverFetch };
    expect(await findApi(knocker, 'http://127.0.0.1:9')).toBeNull();
    const { found, asked } = await look('nas:8080', {
      'GET /v1/models': () => [503, { error: { message: 'Loading model' } }],
    });
    expect(found).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test('an endless list is not read to its end', async () => {
    let sent = 0;
    const origin = await servers.serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += 65_536;
          if (!response.write(' '.repeat(65_536))) {
            response.once('drain', more);
            return;
          }
        }
        response.end('{}');
      };
      more();
    });
    const knocker = { ...plainly, name: 'S', apiKey: null, fetch: serverFetch };
    expect(await takesChats(knocker, origin)).toBe(false);
    expect(sent).toBeLessThan(20_000_000);
  });
});
