import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { fetchRefusalIn } from '../../../src/main/web/fetch-refusal.ts';
import { createGuardedFetch } from '../../../src/main/web/guarded-fetch.ts';
import { listen, resolver, type Listening } from './servers.ts';

let victim: Listening;
let evil: Listening;
let before = 0;
beforeAll(async () => {
  victim = await listen();
  evil = await listen();
});
beforeEach(() => {
  before = victim.connections();
});
afterAll(() => {
  victim.close();
  evil.close();
});

/**
 * Creates a guarded fetch that allows only one private server: `evil`, which stands for a server on
 * the web.
 */
function guard(lookup?: LookupFunction): typeof globalThis.fetch {
  return createGuardedFetch({
    proxied: createServerFetch({}),
    hasProxy: () => Promise.resolve(false),
    allowsPrivate: ({ origin }) => origin === evil.origin,
    limits: { deadlineMs: 5000, maxBytes: 1024 ** 2 },
    ...(lookup === undefined ? {} : { lookup }),
  });
}

async function refusedBy(fetch: typeof globalThis.fetch, address: string): Promise<string> {
  try {
    const response = await fetch(address);
    return `answered ${response.status}`;
  } catch (error) {
    return fetchRefusalIn(error)?.reason ?? String(error);
  }
}

/**
 * Spellings of this machine and its network, and addresses that are not web addresses. PORT stands
 * for the victim's port.
 */
const addresses: readonly (readonly [address: string, why: string])[] = [
  ['http://127.0.0.1:PORT/', 'private'],
  ['http://localhost:PORT/', 'private'],
  ['http://LOCALHOST:PORT/', 'private'],
  ['http://localhost.:PORT/', 'private'],
  ['http://localhost..:PORT/', 'private'],
  ['http://app.localhost:PORT/', 'private'],
  ['http://127.0.0.1.:PORT/', 'private'],
  ['http://127.1:PORT/', 'private'],
  ['http://127.0.1:PORT/', 'private'],
  ['http://2130706433:PORT/', 'private'],
  ['http://0x7f000001:PORT/', 'private'],
  ['http://0x7f.0.0.1:PORT/', 'private'],
  ['http://0177.0.0.1:PORT/', 'private'],
  ['http://017700000001:PORT/', 'private'],
  ['http://127.000.000.001:PORT/', 'private'],
  ['http://%31%32%37.0.0.1:PORT/', 'private'],
  ['http://0:PORT/', 'private'],
  ['http://0.0.0.0:PORT/', 'private'],
  ['http://[::1]:PORT/', 'private'],
  ['http://[::]:PORT/', 'private'],
  ['http://[0:0:0:0:0:0:0:1]:PORT/', 'private'],
  ['http://[::ffff:127.0.0.1]:PORT/', 'private'],
  ['http://[::ffff:7f00:1]:PORT/', 'private'],
  ['http://[::127.0.0.1]:PORT/', 'private'],
  ['http://[64:ff9b::7f00:1]:PORT/', 'private'],
  ['http://[2002:7f00:1::]:PORT/', 'private'],
  ['http://[fe80::1]:PORT/', 'private'],
  ['http://[fd00::1]:PORT/', 'private'],
  ['http://169.254.169.254/latest/meta-data/', 'private'],
  ['http://10.0.0.1:PORT/', 'private'],
  ['http://172.31.255.255:PORT/', 'private'],
  ['http://192.168.1.1:PORT/', 'private'],
  ['http://100.64.0.1:PORT/', 'private'],
  ['http://198.18.0.1:PORT/', 'private'],
  ['http://224.0.0.1:PORT/', 'private'],
  ['http://printer:PORT/', 'private'],
  ['http://nas.local:PORT/', 'private'],
  ['http://metadata.google.internal/', 'private'],
  // Other characters for the same name and digits.
  ['http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/', 'private'],
  ['http://①②⑦.⓪.⓪.①:PORT/', 'private'],
  ['http://127。0。0。1:PORT/', 'private'],
  ['http://loc\u00ADalhost:PORT/', 'private'],
  // Hosts that look like another host.
  ['http://127.0.0.1:PORT\\@example.org/', 'private'],
  ['http://127.0.0.1:PORT#@example.org/', 'private'],
  ['http://example.org@127.0.0.1:PORT/', 'credentials'],
  ['http://user:secret@example.org:PORT/', 'credentials'],
  // Other schemes.
  ['gopher://127.0.0.1:PORT/_GET%20/', 'scheme'],
  ['ftp://127.0.0.1:PORT/', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['data:text/html,hello', 'scheme'],
  ['ws://127.0.0.1:PORT/', 'scheme'],
];

const withPort = (address: string): string => address.replace('PORT', String(victim.port));

describe('this machine and its network get no connection', () => {
  test.each(addresses)('%s: %s', async (address, why) => {
    expect(await refusedBy(guard(), withPort(address))).toBe(why);
    expect(victim.connections()).toBe(before);
  });

  test.each(['http://[::1%25lo]:PORT/', 'http://999.1.1.1:PORT/', 'http:///', 'no address'])(
    '%s is no address',
    async (address) => {
      await expect(guard()(withPort(address))).rejects.toThrow(TypeError);
      expect(victim.connections()).toBe(before);
    },
  );

  test.each(addresses)('a redirect to %s: %s', async (address, why) => {
    evil.respond((_request, response) => {
      response.writeHead(302, {
        location: withPort(address).replaceAll(/[^ -~]/gu, encodeURIComponent),
      });
      response.end();
    });
    expect(await refusedBy(guard(), evil.origin)).toBe(why);
    expect(victim.connections()).toBe(before);
  });
});

describe('names that lead there', () => {
  const names = resolver({
    '127.0.0.1.nip.io': ['127.0.0.1'],
    'spoofed.burpcollaborator.net': ['127.0.0.1'],
    'mapped.example.org': ['::ffff:127.0.0.1'],
    'metadata.example.org': ['169.254.169.254'],
    'xn--fiqs8s.example.org': ['10.0.0.1'],
  });
  test.each([
    'http://127.0.0.1.nip.io:PORT/',
    'http://spoofed.burpcollaborator.net:PORT/',
    'http://mapped.example.org:PORT/',
    'http://metadata.example.org/',
    'http://中国.example.org:PORT/',
  ])('%s', async (address) => {
    expect(await refusedBy(guard(names), withPort(address))).toBe('private');
    expect(victim.connections()).toBe(before);
  });

  test('one that flips after the first look is judged by where the connection goes', async () => {
    const flipping = resolver({ 'rebind.example.org': ['93.184.216.34', '127.0.0.1'] });
    await new Promise<void>((resolve) => {
      flipping('rebind.example.org', { all: true }, () => resolve());
    });
    const fetch = guard(flipping);
    const address = withPort('http://rebind.example.org:PORT/');
    expect(await refusedBy(fetch, address)).toBe('private');
    expect(await refusedBy(fetch, address)).toBe('private');
    expect(victim.connections()).toBe(before);
  });

  test('one with a public and a private address is refused whole', async () => {
    const both: LookupFunction = (_name, _options, callback) =>
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await refusedBy(guard(both), withPort('http://both.example.org:PORT/'))).toBe('private');
    expect(victim.connections()).toBe(before);
  });

  test('one at the end of a chain of redirects', async () => {
    evil.respond((request, response) => {
      const step = Number(new URL(request.url ?? '', evil.origin).searchParams.get('n'));
      const location =
        step < 3 ? `/?n=${step + 1}` : withPort('http://127.0.0.1.nip.io:PORT/secret');
      response.writeHead(307, { location }).end();
    });
    expect(await refusedBy(guard(names), `${evil.origin}/?n=0`)).toBe('private');
    expect(victim.connections()).toBe(before);
  });
});
