import { describe, expect, test, vi } from 'vitest';
import { fakeSearxng } from '../../web/engines/searxng.ts';
import { conversationId, resultOf, sentence, textOf, webForTests } from './rig.ts';

const { web, rigFor } = webForTests();

describe('pages are numbered', () => {
  test('in the order they are read, the same page with the same number', async () => {
    const rig = rigFor('x');
    const numbers: number[] = [];
    for (const path of ['a', 'b', 'a', 'c']) {
      const output = await rig.call('read_page', { url: `https://d.example.org/${path}` });
      const result = resultOf(output);
      if (result.kind !== 'page') throw new Error(result.kind);
      numbers.push(result.number);
      expect(textOf(output)).toContain(`Cite this page as [${result.number}]`);
      expect(output.content).toContainEqual({
        kind: 'link',
        uri: `https://d.example.org/${path}`,
        name: 'Owls',
      });
    }
    expect(numbers).toEqual([1, 2, 1, 3]);
  });

  test('also when they are read at the same time', async () => {
    const rig = rigFor('x');
    const outputs = await Promise.all(
      ['a', 'b', 'c'].map((path) =>
        rig.call('read_page', { url: `https://d.example.org/${path}` }),
      ),
    );
    const numbers = outputs.map((output) => {
      const result = resultOf(output);
      return result.kind === 'page' ? result.number : 0;
    });
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  test('and results of a search have none', async () => {
    web().respond((_request, response) => response.end(JSON.stringify(fakeSearxng.nothing.body)));
    const output = await rigFor('x').call('search_web', { query: 'owls' });
    expect(textOf(output)).toBe('The search found nothing.');
    expect(resultOf(output)).toEqual({ kind: 'search', query: 'owls', results: [] });
  });
});

describe('the tools', () => {
  test('say that they only read, and reach the internet', async () => {
    const { source } = rigFor('x').tools;
    const tools = await source.tools(new AbortController().signal);
    expect(tools.map(({ name }) => name)).toEqual(['search_web', 'read_page']);
    for (const { hints } of tools) {
      expect(hints).toEqual({ isReadOnly: true, isDestructive: false, reachesInternet: true });
    }
    expect(source.needsSetup?.()).toBe(false);
  });

  test('do not search without an engine', async () => {
    const rig = rigFor('x', { settings: { search: () => ({ engine: null, url: '' }) } });
    const tools = await rig.tools.source.tools(new AbortController().signal);
    expect(tools.map(({ name }) => name)).toEqual(['read_page']);
    expect(rig.tools.source.needsSetup?.()).toBe(true);
    const output = await rig.call('search_web', { query: 'x' });
    expect(textOf(output)).toMatch(/No search engine is set up/);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['read_page', {}],
    ['read_page', { url: 7 }],
    ['read_page', { url: 'owls' }],
    ['read_page', { url: 'https://a.example.org/', page: 'two' }],
    ['read_page', { url: 'file:///etc/passwd' }],
    ['read_page', { url: 'http://me:secret@a.example.org/' }],
    ['search_web', { query: '  ' }],
    ['search_web', { q: 'owls' }],
  ])('%s with %j says what is wrong, and sends nothing', async (name, args) => {
    const output = await rigFor('x').call(name, args);
    expect(output.isError).toBe(true);
    expect(textOf(output)).toMatch(/^[A-Z].{10,240}\.$/);
    expect(web().connections()).toBe(0);
  });

  test('a long page is read part by part, and fetched once for that', async () => {
    const rig = rigFor('What is the secret word?');
    let fetched = 0;
    web().respond((_request, response) => {
      fetched += 1;
      const parts = Array.from({ length: 100 }, (_, index) =>
        index === 60
          ? '<p>The secret word is albatross.</p>'
          : `<h2>Part ${index}</h2><p>${sentence.repeat(8)}</p>`,
      );
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<title>Long</title><main>${parts.join('')}</main>`);
    });
    const url = 'https://long.example.org/';
    expect(textOf(await rig.call('read_page', { url }))).toContain('albatross');
    expect(textOf(await rig.call('read_page', { url, page: 2 }))).toMatch(/part 2 of \d/);
    expect(textOf(await rig.call('read_page', { url, page: 99 }))).toMatch(/from 1 to \d/);
    expect(fetched).toBe(1);
  });

  test.each(['read_page', 'search_web'])(
    'Stop ends %s, and closes its connection',
    async (name) => {
      web().respond(() => undefined);
      const stop = new AbortController();
      const context = {
        conversationId,
        signal: stop.signal,
        allowed: { kind: 'private_address', host: new URL(web().origin).host } as const,
        onProgress: () => undefined,
        room: () => Promise.resolve(25_000),
      };
      const { source } = rigFor('x').tools;
      const call = source.call(name, { url: web().origin, query: 'owls' }, context);
      await vi.waitFor(() => expect(web().open()).toBe(1));
      stop.abort(new Error('stopped'));
      await expect(call).rejects.toThrow('stopped');
      await vi.waitFor(() => expect(web().open()).toBe(0));
    },
  );

  test('the test of the engine counts results, or says what is wrong', async () => {
    web().respond((_request, response) => response.writeHead(403).end('<html>Forbidden'));
    const { signal } = new AbortController();
    await expect(rigFor('x').tools.testSearch(signal)).rejects.toThrow(/search\.formats/);
    web().respond((_request, response) =>
      response.end(JSON.stringify({ results: [{ url: 'https://a.org/', title: 'A' }] })),
    );
    expect(await rigFor('x').tools.testSearch(signal)).toEqual({ results: 1 });
  });
});
