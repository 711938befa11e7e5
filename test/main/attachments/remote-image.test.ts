import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isPublicAddress, mayBePublic } from '../../../src/main/web/public-address.ts';
import { createRemoteImages } from '../../../src/main/attachments/remote-image.ts';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { png, pngHeader } from './samples.ts';

const image = png(8, 6);
let asked: IncomingMessage[] = [];
let respond: RequestListener = () => undefined;
const server = createServer((request, response) => {
  asked.push(request);
  respond(request, response);
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function answerWith(body: Uint8Array, headers: Record<string, string> = {}): void {
  respond = (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', ...headers });
    response.end(body);
  };
}

const known = () =>
  createRemoteImages({
    fetch: createServerFetch({}),
    hasProxy: () => Promise.resolve(false),
    knownOrigins: () => [origin],
  });
const stranger = (lookup?: LookupFunction) =>
  createRemoteImages({
    fetch: createServerFetch({}),
    hasProxy: () => Promise.resolve(false),
    knownOrigins: () => [],
    ...(lookup === undefined ? {} : { lookup }),
  });

test('an image comes as it is; the request tells nothing of the person', async () => {
  answerWith(image);
  const { bytes, mediaType } = await known()(`${origin}/cat.png?x=1`);
  expect(mediaType).toBe('image/png');
  expect(Buffer.from(bytes).equals(image)).toBe(true);
  expect(asked[0]?.url).toBe('/cat.png?x=1');
  for (const name of ['cookie', 'referer', 'origin', 'authorization']) {
    expect(asked[0]?.headers[name]).toBeUndefined();
  }
});

describe('what is no picture is refused', () => {
  test.each<readonly [string, Uint8Array, Record<string, string>, RegExp]>([
    ['a page that says it is one', Buffer.from('<script>'), {}, /not a picture/],
    ['SVG', Buffer.from('<svg/>'), { 'content-type': 'image/svg+xml' }, /not a picture/],
    ['a picture that says it is a page', image, { 'content-type': 'text/html' }, /not a picture/],
    ['a bomb', pngHeader(60_000, 60_000), {}, /too large/],
    [
      'more than 20 MB',
      Buffer.concat([image, Buffer.alloc(21 * 1024 ** 2)]),
      {},
      /larger than 20 MB/,
    ],
  ])('%s', async (_name, body, headers, message) => {
    answerWith(body, headers);
    await expect(known()(`${origin}/x`)).rejects.toThrow(message);
  });

  test('an answer that is none', async () => {
    respond = (_request, response) => response.writeHead(404).end();
    await expect(known()(`${origin}/x`)).rejects.toThrow(/the server answered 404/);
  });

  test.each(['file:///etc/passwd', 'data:image/png;base64,AQID', 'ftp://a.example/x', 'x'])(
    '%s',
    async (url) => {
      await expect(known()(url)).rejects.toThrow();
      expect(asked).toEqual([]);
    },
  );
});

describe('this computer and its network are left alone', () => {
  test.each([
    '/x',
    'http://localhost:1/x',
    'http://printer/x',
    'http://nas.local/x',
    'http://2130706433/x',
    'http://0x7f.1/x',
    'http://[::1]/x',
    'http://[::ffff:127.0.0.1]/x',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/x',
  ])('%s', async (url) => {
    answerWith(image);
    const address = url.startsWith('/') ? `${origin}${url}` : url;
    await expect(stranger()(address)).rejects.toThrow(/on this computer or its network/);
    expect(asked).toEqual([]);
  });

  test('also where a name leads there', async () => {
    answerWith(image);
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const { port } = new URL(origin);
    await expect(stranger(lookup)(`http://rebind.example:${port}/x`)).rejects.toThrow(
      /on this computer or its network/,
    );
    expect(asked).toEqual([]);
  });

  test('also where a known server sends on to', async () => {
    respond = (_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/secret' }).end();
    await expect(known()(`${origin}/x`)).rejects.toThrow(/on this computer or its network/);
  });

  test('except a server that the person has set up, with its port', () => {
    expect(isPublicAddress('127.0.0.1')).toBe(false);
    expect(isPublicAddress('93.184.216.34')).toBe(true);
    expect(isPublicAddress('2606:2800:220:1:248:1893:25c8:1946')).toBe(true);
    expect(isPublicAddress('fd00::1')).toBe(false);
    expect(isPublicAddress('::ffff:10.0.0.1')).toBe(false);
    expect(mayBePublic('example.org')).toBe(true);
    expect(mayBePublic('localhost.')).toBe(false);
  });
});

test('sending on is followed a few times, not forever', async () => {
  respond = (request, response) => {
    const count = Number(new URL(request.url ?? '', origin).searchParams.get('n'));
    if (count === 3) response.writeHead(200, { 'content-type': 'image/png' }).end(image);
    else response.writeHead(302, { location: `/?n=${count + 1}` }).end();
  };
  expect((await known()(`${origin}/?n=0`)).mediaType).toBe('image/png');
  await expect(known()(`${origin}/?n=9`)).rejects.toThrow(/is redirected without end/);
});

test('without a network it says so', async () => {
  const lookup: LookupFunction = (_name, _options, callback) =>
    callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), '');
  await expect(stranger(lookup)('http://images.example/x')).rejects.toThrow(
    /could not be reached. Check the network/,
  );
});
