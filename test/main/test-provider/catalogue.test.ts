import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chunk } from '../../provider/chunk.ts';
import { variedText, type Misbehaviour } from '../../provider/catalogue/misbehaviour.ts';
import { misbehaviour, misbehaviours } from '../../provider/misbehaviours.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { collect, postRaw, type RawReply } from '../../provider/raw-client.ts';
import { expectedAnswer } from '../../provider/transcripts.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const question = { model: 'm', messages: [{ role: 'user' as const, content: 'Hi' }] };

/** What a real client gets: the chunks until the end, the error or the silence. */
async function readWithSdk(named: Misbehaviour) {
  provider.script(named.behaviour);
  const nth = provider.requestsOf('stream').length + 1;
  const client = new OpenAI({
    baseURL: provider.baseUrl,
    apiKey: 'key',
    maxRetries: 0,
    logLevel: 'off',
  });
  const quit = new AbortController();
  const chunks: Chunk[] = [];
  let error: unknown = null;
  const giveUpInSilence = async (): Promise<void> => {
    const request = await provider.waitForRequest(nth);
    await provider.until(() => request.silent);
    await readUntil(() => expectedAnswer(chunks).text === named.text);
    quit.abort();
  };
  const givenUp = named.outcome === 'silent' ? giveUpInSilence() : Promise.resolve();
  try {
    const stream = await client.chat.completions.create(
      { ...question, stream: true },
      { signal: quit.signal },
    );
    for await (const chunk of stream) chunks.push(chunk as unknown as Chunk);
  } catch (thrown) {
    error = thrown;
  }
  await givenUp;
  return { answer: expectedAnswer(chunks), error, aborted: quit.signal.aborted };
}

describe('a real client reads as much as the catalogue says', () => {
  const names = Object.keys(misbehaviours).filter(
    (name) => !name.startsWith('redirect-') && name !== 'stream-options-refused',
  );
  test.each(names)('%s', async (name) => {
    const named = misbehaviour(name);
    const { answer, error, aborted } = await readWithSdk(named);
    expect(answer.text === named.text, `text: ${answer.text.slice(0, 200)}`).toBe(true);
    expect(answer.reasoning).toBe(named.reasoning ?? '');
    switch (named.outcome) {
      case 'complete':
        expect(error).toBeNull();
        expect(answer.finishReason).not.toBeNull();
        break;
      case 'cut':
        expect(answer.finishReason).toBeNull();
        break;
      case 'error':
        expect(error !== null || [null, 'error'].includes(answer.finishReason)).toBe(true);
        if (named.status !== undefined) {
          expect(error).toBeInstanceOf(OpenAI.APIError);
          expect(error).toHaveProperty('status', named.status);
        }
        break;
      case 'silent':
        expect(aborted).toBe(true);
        expect(answer.finishReason).toBeNull();
        break;
    }
  });
});

async function readRaw(name: string, body: object = {}): Promise<RawReply> {
  provider.script(misbehaviour(name).behaviour);
  const nth = provider.requestsOf('stream').length + 1;
  const exchange = postRaw(`${provider.baseUrl}/chat/completions`, {
    ...question,
    stream: true,
    ...body,
  });
  const request = await provider.waitForRequest(nth);
  await provider.until(() => request.silent || request.ending !== null);
  if (request.silent) {
    const seen = `"content":" and then"`;
    if (name.endsWith('mid-stream')) await readUntil(() => exchange.received().includes(seen));
    if (name.endsWith('after-finish'))
      await readUntil(() => exchange.received().includes('[DONE]'));
    if (name.endsWith('after-headers')) await readUntil(() => exchange.received() !== '');
    exchange.hangUp();
    expect(await provider.ended(request)).toMatchObject({ kind: 'aborted' });
  }
  return exchange.reply;
}

async function readUntil(ready: () => boolean): Promise<void> {
  while (!ready()) await new Promise((resolve) => setImmediate(resolve));
}

const upTo = (reply: RawReply): string => reply.body.toString('utf8');
const events = (reply: RawReply): readonly string[] =>
  upTo(reply)
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''));
const firstLines = (reply: RawReply): string => upTo(reply).slice(0, 400);

/** What must be on the wire to deserve its name. */
const onTheWire: Readonly<Record<string, (reply: RawReply) => void>> = {
  'framing-crlf': (reply) => {
    expect(upTo(reply)).toContain('}\r\n\r\ndata: ');
    expect(upTo(reply)).not.toMatch(/[^\r]\n/);
  },
  'framing-cr': (reply) => {
    expect(upTo(reply)).toContain('}\r\rdata: ');
    expect(upTo(reply)).not.toContain('\n');
  },
  'framing-no-space': (reply) => expect(upTo(reply)).not.toContain('data: '),
  'framing-bom': (reply) => {
    expect([...reply.body.subarray(0, 5)]).toEqual([0xef, 0xbb, 0xbf, 0x64, 0x61]);
  },
  'framing-comments': (reply) => expect(upTo(reply)).toMatch(/\n\n: keep-alive \d+\n\n/),
  'framing-event-lines': (reply) =>
    expect(firstLines(reply)).toMatch(/^event: message\nid: 0\ndata/),
  'framing-multiline': (reply) => expect(firstLines(reply)).toMatch(/^data: \{\ndata: {2}"id"/),
  'framing-ascii': (reply) => {
    expect(reply.body.every((byte) => byte < 0x80)).toBe(true);
    expect(upTo(reply)).toContain('\\u4e16\\u754c');
  },
  'framing-done-missing': (reply) => expect(upTo(reply)).not.toContain('[DONE]'),
  'framing-byte-by-byte': (reply) => {
    expect(reply.reads.length).toBeGreaterThan(reply.body.length / 2);
  },
  'framing-whole': (reply) => expect(reply.reads.length).toBeLessThan(4),
  'framing-until-close': (reply) => {
    expect(reply.headers.has('transfer-encoding')).toBe(false);
    expect(reply.headers.has('content-length')).toBe(false);
  },
  'done-early': (reply) => expect(upTo(reply)).toMatch(/\[DONE\]\n\n.*not meant/),
  'null-content': (reply) => expect(firstLines(reply)).toContain('"content":null'),
  'choices-null': (reply) => expect(upTo(reply)).toContain('"choices":null'),
  'choices-empty': (reply) => expect(upTo(reply)).toContain('"choices":[]'),
  'usage-unasked': (reply) => expect(upTo(reply)).toMatch(/"stop".*"usage":/),
  'usage-never': (reply) => expect(upTo(reply)).not.toContain('usage'),
  'split-surrogates': (reply) => {
    expect(upTo(reply)).toContain(String.raw`half \ud83d"`);
    expect(upTo(reply)).toContain(String.raw`"\ude00 and`);
  },
  'tool-calls-without-index': (reply) => {
    expect(upTo(reply)).toContain('"tool_calls":[{"id":"call_a"');
  },
  'reasoning-inline': (reply) => expect(upTo(reply)).toContain('{"content":"<"}'),
  'wrong-content-type': (reply) => {
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(upTo(reply)).toMatch(/^data: /);
  },
  'huge-chunk': (reply) => {
    expect(Math.max(...events(reply).map((event) => event.length))).toBeGreaterThan(5 * 1024 ** 2);
  },
  'tiny-chunks': (reply) => expect(events(reply)).toHaveLength(200_003),
  'bad-json': (reply) => expect(() => JSON.parse(events(reply)[4] ?? '')).toThrow(SyntaxError),
  'empty-data': (reply) => expect(upTo(reply)).toContain('\n\ndata: \n\n'),
  'single-newline': (reply) => expect(upTo(reply)).not.toContain('\n\n'),
  'connection-reset': (reply) => expect(reply).toMatchObject({ end: 'reset', whole: false }),
  'hang-up': (reply) => expect(reply).toMatchObject({ end: 'fin', whole: false }),
  'hang-up-unnoticed': (reply) => expect(reply).toMatchObject({ end: 'fin', whole: true }),
  'reset-before-headers': (reply) => expect(reply).toMatchObject({ end: 'reset', status: 0 }),
  'end-mid-line': (reply) => {
    expect(reply.whole).toBe(true);
    expect(upTo(reply)).not.toMatch(/\n$/);
  },
  'end-mid-character': (reply) => {
    expect(reply.whole).toBe(false);
    expect([...reply.body.subarray(-2)]).toEqual([0xf0, 0x9f]);
  },
  'no-finish-reason': (reply) => {
    expect(upTo(reply)).not.toContain('"stop"');
    expect(upTo(reply)).toMatch(/data: \[DONE\]\n\n$/);
  },
  'end-without-anything': (reply) => {
    expect(reply.whole).toBe(true);
    expect(upTo(reply)).not.toMatch(/"stop"|DONE/);
  },
  'done-only': (reply) => expect(upTo(reply)).toBe('data: [DONE]\n\n'),
  'error-in-stream': (reply) => expect(upTo(reply)).toContain('\n\ndata: {"error":{"message":'),
  'error-in-stream-first': (reply) => expect(upTo(reply)).toMatch(/^data: \{"error":/),
  'error-string-in-stream': (reply) => expect(upTo(reply)).toContain('{"error":"out of memory"}'),
  'event-error': (reply) => expect(upTo(reply)).toContain('\n\nevent: error\ndata: {'),
  'finish-reason-error': (reply) => expect(upTo(reply)).toContain('"finish_reason":"error"'),
  'vllm-error': (reply) => expect(upTo(reply)).toContain('\n\ndata: {"object":"error"'),
  'vllm-error-200': (reply) => expect(upTo(reply)).toMatch(/^\{"object":"error"/),
  'html-200': (reply) => expect(upTo(reply)).toMatch(/^<!doctype html>/),
  'json-200': (reply) => expect(JSON.parse(upTo(reply))).toHaveProperty('choices'),
  'error-json-200': (reply) => expect(JSON.parse(upTo(reply))).toHaveProperty('error.message'),
  'empty-200': (reply) => expect(reply.body).toHaveLength(0),
  'silence-before-headers': (reply) => expect(reply).toMatchObject({ status: 0, reads: [] }),
  'silence-after-headers': (reply) => {
    expect(reply.status).toBe(200);
    expect(reply.body).toHaveLength(0);
  },
  'silence-mid-stream': (reply) => {
    expect(events(reply)).toHaveLength(4);
    expect(reply).toMatchObject({ whole: false, end: 'hung-up' });
  },
  'silence-after-finish': (reply) => {
    expect(upTo(reply)).toMatch(/\[DONE\]\n\n$/);
    expect(reply.whole).toBe(false);
  },
  'http-429-retry-after': (reply) => expect(reply.headers.get('retry-after')).toBe('120'),
  'http-429-quota': (reply) => expect(upTo(reply)).toContain('"code":"insufficient_quota"'),
  'http-400-context-length': (reply) => {
    expect(JSON.parse(upTo(reply))).toHaveProperty('error.code', 'context_length_exceeded');
  },
  'http-502-html': (reply) => expect(upTo(reply)).toMatch(/^<!doctype html>/),
  'http-503-empty': (reply) => expect(reply.body).toHaveLength(0),
  'http-404-text': (reply) => expect(upTo(reply)).toBe('404 page not found'),
  'redirect-loop': (reply) => {
    expect(reply.headers.get('location')).toBe(`${provider.baseUrl}/chat/completions`);
  },
};

describe('the bytes on the wire deserve the name', () => {
  test.each(Object.keys(onTheWire))('%s', async (name) => {
    const named = misbehaviour(name);
    const reply = await readRaw(name);
    if (!/before-headers/.test(name)) expect(reply.status).toBe(named.status ?? 200);
    onTheWire[name]?.(reply);
  });

  test('mid-utf8 cuts inside characters', async () => {
    provider.script(misbehaviour('framing-mid-utf8').behaviour);
    const nth = provider.requestsOf('stream').length + 1;
    const body = JSON.stringify({ stream: true });
    const response = await fetch(`${provider.baseUrl}/chat/completions`, { method: 'POST', body });
    const pieces = response.body === null ? [] : await collect(response.body);
    const torn = pieces.filter((piece) => ((piece[0] ?? 0) & 0xc0) === 0x80);
    expect(torn.length).toBeGreaterThan(5);
    expect((await provider.waitForRequest(nth)).text).toBe(variedText);
  });

  test('a redirect reaches the other origin, where the request is recorded', async () => {
    provider.script(misbehaviour('redirect-elsewhere').behaviour);
    const elsewhere = await provider.elsewhere();
    expect(new URL(elsewhere.baseUrl).origin).not.toBe(new URL(provider.baseUrl).origin);
    await fetch(`${provider.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ ...question, stream: true }),
    });
    expect(elsewhere.requests).toHaveLength(1);
    expect(elsewhere.requests[0]?.body).toEqual({ ...question, stream: true });
  });

  test('stream_options is refused, the request without it is answered', async () => {
    const refused = await readRaw('stream-options-refused', {
      stream_options: { include_usage: true },
    });
    expect(refused.status).toBe(400);
    expect(upTo(refused)).toContain('stream_options');
    expect((await readRaw('stream-options-refused')).status).toBe(200);
  });

  test('the key that was sent is echoed', async () => {
    provider.script(misbehaviour('http-401-echoes-key').behaviour);
    const url = `${provider.baseUrl}/chat/completions`;
    const headers = { authorization: 'Bearer sk-canary' };
    const reply = await postRaw(url, { stream: true }, headers).reply;
    expect(upTo(reply)).toContain('sk-canary');
  });
});
