import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromNetworkError } from '../../../src/main/wire/refusals/network-errors.ts';
import { createFindProxy, createServerFetch } from '../../../src/main/providers/fetch.ts';
import { readNoProxy } from '../../../src/main/network/no-proxy.ts';
import { firstListed, proxyAddress, proxySecrets } from '../../../src/main/network/proxy.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { connectionTo, hear } from '../wire/support.ts';
import { startHttpProxy, startSocksProxy, type TestProxy } from './proxy-servers.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

let provider: Provider;
const open: TestProxy[] = [];
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await provider.close();
  await Promise.all(open.splice(0).map((proxy) => proxy.close()));
});
async function keep(proxy: Promise<TestProxy>): Promise<TestProxy> {
  open.push(await proxy);
  return proxy;
}
const origin = (): string => new URL(provider.baseUrl).origin;

/** The sentence for a failing request, as the person reads it. */
async function sentenceFor(
  environment: Readonly<Record<string, string>>,
  baseUrl = 'https://api.invalid/v1',
): Promise<string> {
  const error: unknown = await createServerFetch(environment)(`${baseUrl}/models`).catch(
    (failure: unknown) => failure,
  );
  const told = fromNetworkError(error, { name: 'Test server', baseUrl });
  if (told === null) throw new Error(`Nobody knows ${String(error)}.`);
  return sentenceOf(told);
}

describe('proxies that work', () => {
  test('an answer streams through a SOCKS proxy, which looks the name up', async () => {
    const proxy = await keep(startSocksProxy(origin()));
    const connection = connectionTo('http://models.invalid/v1', {
      fetch: createServerFetch({ ALL_PROXY: `socks5h://127.0.0.1:${proxy.port}` }),
    });
    provider.script({ kind: 'text', text: 'Through the proxy.' });
    expect((await hear(connection)).text).toBe('Through the proxy.');
    expect(proxy.asked).toEqual(['models.invalid:80']);
  });

  test('socks5 asks for an address, and the name is looked up here', async () => {
    const proxy = await keep(startSocksProxy(origin()));
    const fetch = createServerFetch({ all_proxy: `socks5://127.0.0.1:${proxy.port}` });
    await (await fetch('http://192.0.2.7:8000/v1/models')).text();
    expect(proxy.asked).toEqual(['192.0.2.7:8000']);
    const failed: unknown = await fetch('http://models.invalid/').catch((error: unknown) => error);
    const found = fromNetworkError(failed, { name: 'S', baseUrl: 'http://models.invalid' });
    expect(found === null ? null : sentenceOf(found)).toMatch(/models\.invalid/);
  });

  test('credentials reach the proxy, and only the proxy', async () => {
    const wants = 'ann:p@ss%word';
    const written = 'ann:p%40ss%25word';
    const socks = await keep(startSocksProxy(origin(), { wants }));
    const http = await keep(startHttpProxy(origin(), { wants }));
    for (const address of [
      `socks5h://${written}@127.0.0.1:${socks.port}`,
      `http://${written}@127.0.0.1:${http.port}`,
    ]) {
      const answer = await createServerFetch({ http_proxy: address })(
        'http://models.invalid/v1/models',
      );
      expect(answer.status).toBe(200);
      await answer.text();
    }
    expect([socks.credentials, http.credentials]).toEqual([[wants], [wants]]);
    expect(JSON.stringify(provider.requests.map(({ headers }) => headers))).not.toContain(
      'proxy-auth',
    );
  });

  test('the system names a proxy where the environment names none', async () => {
    const proxy = await keep(startHttpProxy(origin()));
    const asked: string[] = [];
    const system = (url: string): Promise<string> => {
      asked.push(url);
      return Promise.resolve(`PROXY 127.0.0.1:${String(proxy.port)}; DIRECT`);
    };
    const fetch = createServerFetch({ NO_PROXY: 'direct.invalid' }, system);
    await (await fetch('http://models.invalid/v1/models?secret=1')).text();
    await (await fetch('http://models.invalid/v1/models')).text();
    await (await fetch(`${provider.baseUrl}/models`)).text();
    await expect(fetch('http://direct.invalid/')).rejects.toThrow();
    expect(proxy.asked).toHaveLength(2);
    // Only the origin is passed on, once in a while, and never that of this machine.
    expect(asked).toEqual(['http://models.invalid/']);
    const named = createServerFetch({ HTTPS_PROXY: 'http://127.0.0.1:9' }, system);
    await expect(named('http://unnamed.invalid/')).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe('a proxy that fails is named, and the server is not blamed', () => {
  test.each([
    [
      { HTTPS_PROXY: 'http://127.0.0.1:9' },
      /^The proxy http:\/\/127\.0\.0\.1:9 in HTTPS_PROXY does not answer\. Is it running\?/,
    ],
    [
      { https_proxy: '127.0.0.1:9' },
      /^The proxy http:\/\/127\.0\.0\.1:9 in HTTPS_PROXY does not answer/,
    ],
    [
      { ALL_PROXY: 'socks5h://127.0.0.1:9' },
      /^The proxy socks5:\/\/127\.0\.0\.1:9 in ALL_PROXY does not answer/,
    ],
    [{ HTTPS_PROXY: 'socks4://127.0.0.1:9' }, /looked up|There is no server named/],
    [{ HTTPS_PROXY: 'socks4a://127.0.0.1:9' }, /^The proxy socks4:\/\/127\.0\.0\.1:9/],
    [
      { HTTPS_PROXY: 'http://proxy.invalid:3128' },
      /^The name of the proxy http:\/\/proxy\.invalid:3128 in HTTPS_PROXY could not be looked up/,
    ],
    [
      { HTTPS_PROXY: 'http://ann:secret@127.0.0.1:9' },
      /^The proxy http:\/\/127\.0\.0\.1:9 in HTTPS_PROXY(?!.*secret)/,
    ],
    [
      { HTTPS_PROXY: 'quic://127.0.0.1:9' },
      /^The proxy in HTTPS_PROXY is of a kind .* \(quic:\/\/\)/,
    ],
  ])('%j', async (environment, sentence) => {
    const words = await sentenceFor(environment);
    expect(words).toMatch(sentence);
    expect(words).not.toMatch(/Nothing answers at https:\/\/api|Correct the base URL/);
  });

  test.each([
    [407, /asks for a user name and password\. Put the right ones into HTTPS_PROXY/],
    [403, /does not let Parley connect to api\.invalid \(403\)/],
    [502, /could not reach api\.invalid \(502\)/],
  ])('it refuses with %s', async (refuses, sentence) => {
    const proxy = await keep(startHttpProxy(origin(), { refuses }));
    const address = `http://127.0.0.1:${String(proxy.port)}`;
    const words = await sentenceFor({ HTTPS_PROXY: address });
    expect(words).toMatch(sentence);
    expect(words).toContain(`The proxy ${address} in HTTPS_PROXY`);
  });

  test('it refuses the credentials, for a tunnel and for plain http', async () => {
    const proxy = await keep(startHttpProxy(origin(), { wants: 'ann:right' }));
    const address = `http://ann:wrong-word@127.0.0.1:${String(proxy.port)}`;
    for (const baseUrl of ['https://api.invalid/v1', 'http://api.invalid/v1']) {
      const words = await sentenceFor({ HTTP_PROXY: address }, baseUrl);
      expect(words).toMatch(
        /refused the user name and password\. Put the right ones into HTTP_PROXY/,
      );
      expect(words).not.toContain('wrong-word');
    }
  });

  test.each([
    [5, /could not reach api\.invalid \(connection refused\)/],
    [4, /could not reach api\.invalid \(host unreachable\)/],
    [2, /does not let Parley connect to api\.invalid/],
  ])('a SOCKS proxy answers with %s', async (refuses, sentence) => {
    const proxy = await keep(startSocksProxy(origin(), { refuses }));
    const words = await sentenceFor({ ALL_PROXY: `socks5h://127.0.0.1:${String(proxy.port)}` });
    expect(words).toMatch(sentence);
  });

  test('a SOCKS proxy that wants credentials says so', async () => {
    const proxy = await keep(startSocksProxy(origin(), { wants: 'ann:right' }));
    const at = `127.0.0.1:${String(proxy.port)}`;
    expect(await sentenceFor({ ALL_PROXY: `socks5h://${at}` })).toMatch(/asks for a user name/);
    const wrong = await sentenceFor({ ALL_PROXY: `socks5h://ann:wrong-word@${at}` });
    expect(wrong).toMatch(/refused the user name and password(?!.*wrong-word)/);
  });

  test('the sentence survives the SDK and its retries', async () => {
    const failure = async (address: string): Promise<string> => {
      const fetch = createServerFetch({ HTTPS_PROXY: address });
      return sentenceOf((await hear(connectionTo('https://api.invalid/v1', { fetch }))).error());
    };
    expect(await failure('http://127.0.0.1:9')).toMatch(/^The proxy http:\/\/127\.0\.0\.1:9 in/);
    expect(await failure('quic://127.0.0.1:9')).toMatch(/^The proxy in HTTPS_PROXY is of a kind/);
  });

  test('something else listens where the proxy should be', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('220 mail.example ready\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    for (const address of [`http://${at}`, `socks5h://${at}`, `https://${at}`]) {
      expect(await sentenceFor({ HTTPS_PROXY: address })).toMatch(
        /^The proxy \S+ in HTTPS_PROXY (?:does not answer (?:as a proxy|with a secure)|closed)/,
      );
    }
    server.close();
  });

  test('through a proxy that works, the server is told of as ever', async () => {
    const proxy = await keep(startHttpProxy(origin()));
    const address = `http://127.0.0.1:${String(proxy.port)}`;
    // The target does not support TLS.
    expect(await sentenceFor({ HTTPS_PROXY: address })).toMatch(
      /^https:\/\/api\.invalid\/v1 does not answer with a secure connection/,
    );
  });
});

describe('which servers are reached directly', () => {
  test.each([
    ['', 'http://api.example.org', false],
    ['', 'http://localhost:11434', true],
    ['', 'http://127.8.9.1', true],
    ['', 'http://[::1]:1', true],
    ['', 'http://box.localhost', true],
    ['example.org', 'https://example.org', true],
    ['example.org', 'https://api.example.org', true],
    ['example.org', 'https://notexample.org', false],
    ['.example.org', 'https://api.example.org', true],
    ['.example.org', 'https://example.org', true],
    ['*.example.org', 'https://api.example.org', true],
    ['*.example.org', 'https://example.org', false],
    ['EXAMPLE.org', 'https://api.example.org.', true],
    ['example.org:8080', 'http://example.org:8080', true],
    ['example.org:8080', 'http://example.org', false],
    ['example.org:443', 'https://example.org', true],
    ['a.org, b.org c.org', 'https://c.org', true],
    ['*', 'https://example.org', true],
    ['none.org,*', 'https://example.org', true],
    ['*:80', 'https://example.org', false],
    ['10.0.0.0/8', 'http://10.1.2.3', true],
    ['10.0.0.0/8', 'http://11.1.2.3', false],
    ['10.0.0.0/8', 'http://10.1.2.3.example.org', false],
    ['192.168.1.20', 'http://192.168.1.20:11434', true],
    ['fd00::/8', 'http://[fd12::5]:11434', true],
    ['fd00::5', 'http://[fd00::5]:11434', true],
    ['[fd00::5]:11434', 'http://[fd00::5]:11434', true],
    ['[fd00::5]:1', 'http://[fd00::5]:11434', false],
    ['10.0.0.0/99', 'http://10.0.0.1', false],
    ['<local>', 'http://nas:11434', true],
    ['<local>', 'http://nas.example.org', false],
    [',,  ,', 'https://example.org', false],
  ])('NO_PROXY=%s, %s: %s', (value, url, isDirect) => {
    expect(readNoProxy(value)(new URL(url))).toBe(isDirect);
  });
});

describe('what names a proxy', () => {
  test.each([
    [{ HTTP_PROXY: 'a:1', HTTPS_PROXY: 'b:2' }, 'https://x.org', 'http://b:2'],
    [{ HTTP_PROXY: 'a:1', HTTPS_PROXY: 'b:2' }, 'http://x.org', 'http://a:1'],
    [{ HTTP_PROXY: 'a:1' }, 'https://x.org', 'http://a:1'],
    [{ ALL_PROXY: 'socks5://c:3' }, 'https://x.org', 'socks5://c:3'],
    [{ ALL_PROXY: 'c:3', HTTP_PROXY: 'a:1' }, 'https://x.org', 'http://c:3'],
    [{ http_proxy: 'small:1', HTTP_PROXY: 'LARGE:1' }, 'http://x.org', 'http://small:1'],
    [{ HTTPS_PROXY: 'https://[fd00::1]' }, 'https://x.org', 'https://[fd00::1]:443'],
    [{ HTTPS_PROXY: ' ' }, 'https://x.org', null],
    [{ ALL_PROXY: 'c:3', NO_PROXY: 'x.org' }, 'https://x.org', null],
  ])('%j, %s: %s', async (environment, url, expected) => {
    const proxy = await createFindProxy(environment)(new URL(url));
    expect(proxy === null ? null : proxyAddress(proxy)).toBe(expected);
  });

  test.each([
    ['DIRECT', null],
    ['PROXY p.example:3128', 'http://p.example:3128'],
    ['QUIC q:1; HTTPS s.example:443', 'https://s.example:443'],
    ['SOCKS5 10.0.0.1:1080; DIRECT', 'socks5://10.0.0.1:1080'],
    ['SOCKS old:1080', 'socks4://old:1080'],
    ['PROXY ; DIRECT', null],
    ['', null],
    ['nonsense', null],
  ])('the system says "%s": %s', (list, expected) => {
    const proxy = firstListed(list);
    expect(proxy === null ? null : proxyAddress(proxy)).toBe(expected);
  });

  test('its password is known as a secret', () => {
    expect(proxySecrets({ HTTPS_PROXY: 'http://ann:p%40ss@p:1', http_proxy: 'http://[' })).toEqual([
      'p@ss',
      Buffer.from('ann:p@ss').toString('base64'),
    ]);
  });
});
