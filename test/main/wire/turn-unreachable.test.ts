import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import {
  refusedBaseUrl,
  tlsFailureBaseUrl,
  unresolvableBaseUrl,
} from '../../provider/unreachable.ts';
import { makeCertificate, type Certificate } from './certificate.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear } from './support.ts';

const key = 'canary-KEY-4f8a91c2d7e6b3a05';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

describe.concurrent('a server that cannot be reached', () => {
  it('because nothing listens', async () => {
    const error = (await hear(connectionTo(await refusedBaseUrl()))).error();
    expect(error).toMatchObject({ kind: 'network', action: 'retry', detail: 'ECONNREFUSED' });
    expect(sentenceOf(error)).toMatch(/^Nothing answers at http:\/\/127.*Is the server running\?$/);
  });

  it('because its port is one that fetch never calls', async () => {
    const error = (await hear(connectionTo('http://127.0.0.1:22/v1'))).error();
    expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
    expect(sentenceOf(error)).toMatch(
      /^The port in http:\/\/127\.0\.0\.1:22\/v1 belongs to another/,
    );
    expectPlain(error);
  });

  it('because its name does not resolve', async () => {
    const error = (await hear(connectionTo(unresolvableBaseUrl))).error();
    expect(error.kind).toBe('network');
    expect(error.detail).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(sentenceOf(error)).toContain('parley.invalid');
    expectPlain(error);
  });

  it('because it speaks plain http where https was asked for', async () => {
    const error = (await hear(connectionTo(tlsFailureBaseUrl(provider)))).error();
    expect(error).toMatchObject({ kind: 'network', action: 'open_settings' });
    expect(sentenceOf(error)).toMatch(/secure connection/);
    expectPlain(error);
  });

  it.each(['not a url', '', 'ftp://example.com/v1', 'http://'])(
    'because its address is "%s"',
    async (baseUrl) => {
      const error = (await hear(connectionTo(baseUrl, { apiKey: key }))).error();
      expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
      expectPlain(error);
    },
  );

  it('because the address holds a password', async () => {
    const baseUrl = provider.baseUrl.replace('http://', 'http://user:secret@');
    const error = (await hear(connectionTo(baseUrl))).error();
    expect(error).toMatchObject({ kind: 'invalid', action: 'open_settings' });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('because the key has characters that no header holds', async () => {
    const error = (await hear(connectionTo(provider.baseUrl, { apiKey: 'schlüssel\n😀' }))).error();
    expect(error).toMatchObject({ kind: 'auth', action: 'open_settings' });
    expect(JSON.stringify(error)).not.toContain('schl');
  });
});

describe.concurrent('a certificate', () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const yesterday = new Date(Date.now() - 86_400_000);

  async function failWith(certificate: Certificate, trusted: boolean): Promise<string> {
    const server = createTlsServer(certificate, (_request, response) => response.end('never'));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const dispatcher = new Agent({ connect: trusted ? { ca: certificate.cert } : {} });
    const fetch = ((input: string, init: object) =>
      undiciFetch(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
    const connection = connectionTo(`https://127.0.0.1:${port}/v1`, { fetch, apiKey: key });
    const error = (await hear(connection)).error();
    expect(error).toMatchObject({ kind: 'network', action: 'open_settings', retryable: false });
    expectPlain(error);
    await dispatcher.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    return sentenceOf(error);
  }

  it('that nobody vouches for', async () => {
    expect(await failWith(makeCertificate('127.0.0.1', tomorrow), false)).toMatch(/self-signed/);
  });
  it('that has expired', async () => {
    expect(await failWith(makeCertificate('127.0.0.1', yesterday), true)).toMatch(/has expired/);
  });
  it('for another host', async () => {
    expect(await failWith(makeCertificate('example.com', tomorrow), true)).toMatch(/another host/);
  });
});
