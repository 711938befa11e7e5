import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { maxErrorBytes, readBeginning } from '../../../src/main/wire/bounded-body.ts';
import { embed } from '../../../src/main/wire/embeddings.ts';
import { listModels } from '../../../src/main/wire/listing/models.ts';
import { expectPlain } from './plain.ts';
import { connectionTo, hear } from './support.ts';

/** The server's response in these tests, and how much of it was read. */
let respond: (response: ServerResponse) => void = (response) => response.end();
let sent = 0;
let closed: Promise<void> = Promise.resolve();

const server = createServer((_request, response) => {
  closed = new Promise((resolve) => {
    response.on('close', () => resolve());
  });
  respond(response);
});
let baseUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends pieces as long as they are read. */
function sendEndless(status: number, contentType: string, piece: string): void {
  sent = 0;
  respond = (response) => {
    response.writeHead(status, { 'content-type': contentType });
    const more = (): void => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
  };
}

describe('the body of a refusal without an end', () => {
  it.each([
    ['text/plain', 'x'.repeat(10_000)],
    ['application/json', '{"error":{"message":"'.padEnd(10_000, 'a**')],
    ['text/html', '<html><title <script <!--'.repeat(400)],
  ])('is read to its limit and cancelled: %s', async (contentType, piece) => {
    sendEndless(400, contentType, piece);
    const error = (await hear(connectionTo(baseUrl, { apiKey: 'sk-abcdef123456' }))).error();
    expectPlain(error);
    expect(error).toMatchObject({ kind: 'invalid', status: 400 });
    expect((error.detail ?? '').length).toBeLessThanOrEqual(500);
    await closed;
    // The system's send buffers come on top.
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('that drips ends with its time', async () => {
    let timer: NodeJS.Timeout | undefined;
    respond = (response) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      timer = setInterval(() => response.write('drip '), 10);
    };
    const response = await fetch(baseUrl);
    const text = await readBeginning(response, null, { maxBytes: 1000, longestMs: 200 });
    clearInterval(timer);
    expect(text).toMatch(/^drip/);
    expect(text.length).toBeLessThan(1000);
    await closed;
  });

  it('is cut exactly at its limit', async () => {
    const text = await readBeginning(new Response('ä'.repeat(maxErrorBytes)), null);
    expect(Buffer.byteLength(text)).toBe(maxErrorBytes);
  });

  it('ends with Stop', async () => {
    respond = (response) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.write('Wait');
    };
    const stop = new AbortController();
    const response = await fetch(baseUrl, { signal: stop.signal });
    const reading = readBeginning(response, stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow();
  });
});

test('embeddings without an end are a bad answer', async () => {
  sendEndless(200, 'application/json', ' '.repeat(1_000_000));
  const { signal } = new AbortController();
  const asked = embed(connectionTo(baseUrl), { model: 'e', input: 'x' }, signal, 10_000);
  await expect(asked).rejects.toMatchObject({ error: { kind: 'bad_response' } });
  await closed;
  expect(sent).toBeGreaterThan(64 * 1024 * 1024);
  expect(sent).toBeLessThan(100_000_000);
});

describe('a list of models', () => {
  it('without an end is a bad answer', async () => {
    sendEndless(200, 'application/json', ' '.repeat(100_000));
    const failure: unknown = await listModels(connectionTo(baseUrl)).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({ error: { kind: 'bad_response' } });
    await closed;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it.each(['a**'.repeat(70_000), '{"a":['.repeat(30_000), '<title <script'.repeat(14_000)])(
    'in nasty text is told in a moment (%#)',
    async (text) => {
      respond = (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.end(text);
      };
      const began = process.cpuUsage();
      const failure: unknown = await listModels(
        connectionTo(baseUrl, { apiKey: 'sk-abcdef123456' }),
      ).catch((thrown: unknown) => thrown);
      const { user } = process.cpuUsage(began);
      console.log(
        `a list of models in 0.2 MB of nasty text: ${(user / 1000).toFixed(0)} ms of CPU`,
      );
      expect(failure).toMatchObject({ error: { kind: 'bad_response' } });
    },
  );
});
