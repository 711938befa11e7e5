import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorAnswer } from '../../../src/main/local-api/schemas.ts';
import { bodyOf, openRaw, statusOf } from './raw.ts';
import { startRig, stopRig, type Rig } from './support.ts';

const seed = 20_261_101;
const limits = { headersMs: 400, requestMs: 800, checkMs: 100 };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ limits });
});
afterAll(() => stopRig(rig));

const path = fc.oneof(
  fc.constantFrom('/chat', '/chat/sse', '/v1/chat/completions', '/v1/models', '/health', '*', ''),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `/${encodeURI(text.toWellFormed())}`),
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
);
const query = fc.oneof(
  fc.constant(''),
  fc.constantFrom(
    '?prompt=x',
    '?prompt=',
    '?prompt=x&prompt=y',
    '?%ff=%00',
    '?prompt=%',
    '?__proto__=1',
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => `?${text}`),
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
  fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'TRACE', 'CONNECT', 'PRI', 'get', ''),
);
const header = fc.oneof(
  fc.constantFrom(
    'Content-Length: -1',
    'Content-Length: 5\r\nContent-Length: 6',
    'Content-Length: 999999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 3',
    'Transfer-Encoding: identity, chunked',
    'Content-Encoding: br',
    'Expect: 100-continue',
    'Expect: the unexpected',
    'Upgrade: websocket\r\nConnection: Upgrade',
    'Origin: null',
    'Host: evil.example',
    'Parley-Conversation: new\u0000',
    'Authorization: Bearer \u00e9',
    ' folded: header',
    'No colon here',
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
);
const json = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc
    .record(
      {
        prompt: fc.anything(),
        messages: fc.anything(),
        model: fc.oneof(fc.string(), fc.anything()),
        temperature: fc.anything(),
        stream: fc.anything(),
        conversation: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map((value) => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        // A value that is not JSON (a BigInt) is another unreadable body.
        return '{';
      }
    }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const request = fc.record({
  method,
  path,
  query,
  headers: fc.array(header, { maxLength: 3 }),
  hasToken: fc.boolean(),
  hasHost: fc.boolean(),
  body: json,
  /** The part of the request that is sent before the client hangs up; 1 for all of it. */
  sent: fc.oneof(
    { weight: 4, arbitrary: fc.constant(1) },
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  bareLines: fc.boolean(),
});
type FuzzedRequest = typeof request extends fc.Arbitrary<infer T> ? T : never;

function bytesOf(fuzzed: FuzzedRequest): Buffer {
  const end = fuzzed.bareLines ? '\n' : '\r\n';
  const lines = [
    `${fuzzed.method} ${fuzzed.path}${fuzzed.query} HTTP/1.1`,
    ...(fuzzed.hasHost ? ['Host: localhost'] : []),
    ...(fuzzed.hasToken ? [`Authorization: Bearer ${rig.token}`] : []),
    'Connection: close',
    ...fuzzed.headers,
    `Content-Length: ${Buffer.byteLength(fuzzed.body)}`,
  ];
  const whole = Buffer.from(`${lines.join(end)}${end}${end}${fuzzed.body}`);
  return whole.subarray(0, Math.ceil(whole.length * fuzzed.sent));
}

it('answers or closes, whatever is sent, and never falls over', async () => {
  const statuses = new Map<number, number>();
  const other = rig.provider.live();
  const asked = rig.ask('/chat?prompt=x');
  await rig.provider.waitForRequest(1);
  void other.write('Still ');

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 8, maxLength: 8 }), async (batch) => {
      const answers = await Promise.all(
        batch.map((fuzzed) => {
          const { socket, send, closed } = openRaw(rig.port);
          send(bytesOf(fuzzed));
          if (fuzzed.sent < 1) setTimeout(() => socket.destroy(), 10);
          return closed;
        }),
      );
      for (const [index, answer] of answers.entries()) {
        const status = statusOf(answer);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(status).not.toBe(500);
        const isWhole = answer.includes('\r\n\r\n') && batch[index]?.sent === 1;
        const isHead = batch[index]?.method === 'HEAD';
        if (status >= 400 && isWhole && !isHead) {
          expect(errorAnswer.safeParse(bodyOf(answer)).success, answer).toBe(true);
        }
      }
    }),
    { seed, numRuns: 120 },
  );

  const count = [...statuses.values()].reduce((sum, each) => sum + each, 0);
  expect(count).toBe(960);
  const counted = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status}: ${times}`);
  console.log(
    `${count} fuzzed requests (seed ${seed}); 0 is closed without a word: ${counted.join(', ')}`,
  );
  // A run in which everything was rejected early would prove little.
  for (const status of [200, 400, 401, 403, 404, 405]) {
    expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  }
  void other.write('here.');
  void other.finish('stop');
  expect(await (await asked).text()).toBe('Still here.');
  expect(rig.reported).toEqual([]);
}, 60_000);
