import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { isUnknownAuthority } from '../../../src/main/network/system-certificates.ts';
import { makeCertificate } from '../wire/certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Node can be told which file to use where it reads the system's list from one.
test.skipIf(process.platform !== 'linux')(
  'a server whose certificate this computer trusts is reached, and nobody else',
  async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const [trusted, other] = [
      makeCertificate('127.0.0.1', tomorrow),
      makeCertificate('127.0.0.1', tomorrow),
    ];
    const list = join(folder, 'list.pem');
    writeFileSync(list, trusted.cert);
    process.env['SSL_CERT_FILE'] = list;
    process.env['SSL_CERT_DIR'] = folder;
    const origins: string[] = [];
    for (const certificate of [trusted, other]) {
      const server = createServer(certificate, (request, response) => {
        request.resume();
        response.end('ok');
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      origins.push(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
    const [good = '', bad = ''] = origins;
    const fetch = createServerFetch({});
    const answer = await fetch(good, { method: 'POST', body: '{}' });
    expect(await answer.text()).toBe('ok');
    const failure: unknown = await fetch(bad).catch((error: unknown) => error);
    expect(isUnknownAuthority(failure)).toBe(true);
  },
);

test('only an unknown authority is one', () => {
  const coded = (code: string): Error => Object.assign(new Error(code), { code });
  expect(isUnknownAuthority(new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }))).toBe(
    false,
  );
  expect(isUnknownAuthority(coded('CERT_HAS_EXPIRED'))).toBe(false);
  expect(isUnknownAuthority(undefined)).toBe(false);
  expect(
    isUnknownAuthority(
      new TypeError('fetch failed', { cause: coded('SELF_SIGNED_CERT_IN_CHAIN') }),
    ),
  ).toBe(true);
});
