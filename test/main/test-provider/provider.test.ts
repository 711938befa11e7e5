import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMaker, textSteps } from '../../provider/answer.ts';
import type { TextBehaviour } from '../../provider/behaviour.ts';
import type { Chunk } from '../../provider/chunk.ts';
import { behaviourFromPrompt } from '../../provider/commands.ts';
import { defaultFraming } from '../../provider/framing.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { modelList } from '../../provider/served.ts';
import { collect } from '../../provider/raw-client.ts';
import { expectedAnswer } from '../../provider/transcripts.ts';
import {
  refusedBaseUrl,
  tlsFailureBaseUrl,
  unresolvableBaseUrl,
} from '../../provider/unreachable.ts';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider({ apiKey: 'sk-right', models: ['alpha', 'beta'] });
});
afterEach(() => provider.close());

function clientFor(baseURL: string, apiKey = 'sk-right'): OpenAI {
  return new OpenAI({ baseURL, apiKey, maxRetries: 0, logLevel: 'off' });
}

async function ask(content = 'Hi', options: object = {}): Promise<readonly Chunk[]> {
  const stream = await clientFor(provider.baseUrl).chat.completions.create({
    model: 'alpha',
    messages: [{ role: 'user', content }],
    ...options,
    stream: true,
  });
  return (await collect(stream)) as readonly unknown[] as readonly Chunk[];
}

describe('routes', () => {
  test('a wrong key is refused everywhere, in the shape of OpenAI', async () => {
    const client = clientFor(provider.baseUrl, 'sk-wrong');
    await expect(client.models.list()).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    await expect(
      client.chat.completions.create({ model: 'alpha', messages: [] }),
    ).rejects.toMatchObject({ status: 401 });
    expect(provider.requests.map((request) => request.status)).toEqual([401, 401]);
  });

  test('models are listed, and the list can be scripted', async () => {
    const client = clientFor(provider.baseUrl);
    const ids = (await collect(client.models.list())).map((model) => model.id);
    expect(ids).toEqual(['alpha', 'beta']);
    provider.scriptModels({ kind: 'error', status: 500, body: 'html' });
    await expect(client.models.list()).rejects.toMatchObject({ status: 500 });
    provider.scriptModels(modelList([], 'ollama'));
    const headers = { authorization: 'Bearer sk-right' };
    const response = await fetch(`${provider.baseUrl}/models`, { headers });
    expect(await response.json()).toEqual({ object: 'list', data: null });
    expect(provider.requestsOf('models')).toHaveLength(3);
  });

  test('a completion that is not streamed has its own script', async () => {
    provider.scriptTitle({ kind: 'text', text: 'Foxes and dogs' });
    const completion = await clientFor(provider.baseUrl).chat.completions.create({
      model: 'beta',
      messages: [{ role: 'user', content: 'Name this conversation.' }],
    });
    expect(completion.choices[0]?.message.content).toBe('Foxes and dogs');
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion.usage).toEqual({ prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 });
    expect(completion.model).toBe('beta');
  });

  test('anything else is 404', async () => {
    const client = clientFor(provider.baseUrl);
    await expect(client.moderations.create({ model: 'alpha', input: 'x' })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('scripts', () => {
  test('the chooser comes before the queue, the queue before the default', async () => {
    provider.script({ kind: 'text', text: 'default' });
    provider.next({ kind: 'text', text: 'queued' }, 2);
    provider.onRequest(({ body }) =>
      JSON.stringify(body).includes('choose') ? { kind: 'text', text: 'chosen' } : undefined,
    );
    const texts: string[] = [];
    for (const prompt of ['one', 'choose', 'two', 'three']) {
      texts.push(expectedAnswer(await ask(prompt)).text);
    }
    expect(texts).toEqual(['queued', 'chosen', 'queued', 'default']);
  });

  test('requests and what was sent for them are recorded', async () => {
    provider.script({ kind: 'text', text: 'one two', reasoning: 'hm' });
    await ask('Grüße', { temperature: 0.5 });
    const request = await provider.waitForRequest(1);
    expect(await provider.ended(request)).toMatchObject({ kind: 'complete' });
    expect(request).toMatchObject({
      number: 1,
      kind: 'stream',
      method: 'POST',
      path: '/v1/chat/completions',
      status: 200,
      text: 'one two',
      reasoning: 'hm',
      body: { model: 'alpha', temperature: 0.5, messages: [{ role: 'user', content: 'Grüße' }] },
    });
    expect(request.headers.authorization).toBe('Bearer sk-right');
    expect(request.tokens.map(({ text, reasoning }) => [text, reasoning])).toEqual([
      ['', 'hm'],
      ['one', ''],
      [' two', ''],
    ]);
    const times = [request.receivedAt, ...request.tokens.map(({ at }) => at), request.ending?.at];
    expect(times.toSorted((a, b) => Number(a) - Number(b))).toEqual(times);
  });

  test('usage comes in a chunk of its own, only when asked for', async () => {
    provider.script({ kind: 'text', text: 'one two' });
    expect(expectedAnswer(await ask()).usage).toBeNull();
    const asked = await ask('four', { stream_options: { include_usage: true } });
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 1 } });
  });

  test('tool calls are assembled from fragments, with and without index', async () => {
    const toolCalls = [{ id: 'c1', name: 'clock', arguments: '{"zone":"CET"}' }];
    for (const toolCallIndex of [true, false]) {
      provider.next({ kind: 'text', text: '', toolCalls, toolCallIndex });
      expect(expectedAnswer(await ask())).toMatchObject({ toolCalls, finishReason: 'tool_calls' });
    }
  });

  test('pace and pauses are laid down before the first token is sent', () => {
    const behaviour: TextBehaviour = {
      kind: 'text',
      text: 'abcd',
      tokenSize: 1,
      tokensPerSecond: 50,
      firstDelayMs: 100,
      pauses: [{ afterToken: 2, ms: 1000 }],
    };
    const make = createMaker({ path: '/v1/chat/completions', headers: {}, body: null });
    const steps = [...textSteps(behaviour, make, defaultFraming)];
    expect(steps.flatMap((step) => (step.kind === 'until' ? [step.ms] : []))).toEqual([
      100, 120, 1140, 1160,
    ]);
  });
});

describe('a live stream', () => {
  test('says what the test says, when it says it', async () => {
    const live = provider.live();
    const answer = ask('Hi', { stream_options: { include_usage: true } });
    await live.reason('hm');
    await live.write('one ');
    const request = await provider.waitForRequest(1);
    expect(request).toMatchObject({ text: 'one ', reasoning: 'hm', ending: null });
    await live.write('two');
    await live.finish('length');
    expect(expectedAnswer(await answer)).toMatchObject({
      text: 'one two',
      reasoning: 'hm',
      finishReason: 'length',
      usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 },
    });
    expect(await live.write('too late')).toBe(false);
  });

  test('notices that the client hangs up', async () => {
    const live = provider.live();
    const stream = await clientFor(provider.baseUrl).chat.completions.create({
      model: 'alpha',
      messages: [],
      stream: true,
    });
    await live.write('one');
    stream.controller.abort();
    const request = await provider.aborted(1);
    expect(request.text).toBe('one');
    expect(await live.write('two')).toBe(false);
    expect(request.text).toBe('one');
  });

  test('ends when the provider is closed', async () => {
    const live = provider.live();
    const answer = ask();
    await live.write('one');
    const request = await provider.waitForRequest(1);
    await Promise.all([provider.close(), expect(answer).rejects.toThrow()]);
    expect(request.ending).toMatchObject({ kind: 'closed' });
    provider = await startProvider();
  });
});

test('a client that does not read stops the writing', async () => {
  const text = `${'x'.repeat(16_383)}\n`.repeat(1500);
  provider.script({ kind: 'text', text, tokenSize: 16_384 });
  const body = JSON.stringify({ stream: true });
  const socket = connect(provider.port, '127.0.0.1').pause();
  socket.write(
    'POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' +
      `Authorization: Bearer sk-right\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const request = await provider.waitForRequest(1);
  await provider.until(() => request.stalls > 0);
  expect(request.text.length).toBeLessThan(text.length);
  expect(request.maxBuffered).toBeLessThan(1_000_000);
  socket.resume();
  await once(socket, 'close');
  expect(request.text.length).toBe(text.length);
  expect(request.maxBuffered).toBeLessThan(1_000_000);
  expect(await provider.ended(request)).toMatchObject({ kind: 'complete' });
});

describe('places that nobody answers from', () => {
  const causeOf = async (baseUrl: string): Promise<unknown> => {
    const failure: unknown = await fetch(`${baseUrl}/models`).catch((error: unknown) => error);
    return failure instanceof TypeError ? failure.cause : null;
  };
  test('a refused connection', async () => {
    expect(await causeOf(await refusedBaseUrl())).toMatchObject({ code: 'ECONNREFUSED' });
  });
  test('a name that does not resolve', async () => {
    expect(await causeOf(unresolvableBaseUrl)).toMatchObject({ syscall: 'getaddrinfo' });
  });
  test('a failed TLS handshake', async () => {
    expect(await causeOf(tlsFailureBaseUrl(provider))).toMatchObject({
      code: expect.stringMatching(/SSL|EPROTO/),
    });
  });
});

describe('by hand', () => {
  const chosen = (content: string): unknown =>
    behaviourFromPrompt(
      {
        path: '/v1/chat/completions',
        headers: {},
        body: { messages: [{ role: 'user', content }] },
      },
      40,
    );

  test('the prompt chooses', () => {
    expect(chosen('Hello')).toBeUndefined();
    expect(chosen('please !error 429')).toEqual({ kind: 'error', status: 429 });
    expect(chosen('!misbehave html-200')).toMatchObject({ kind: 'http', status: 200 });
    expect(chosen('!misbehave nonsense')).toMatchObject({
      text: expect.stringContaining('`html-200`'),
    });
    expect(chosen('!transcript xai-text !rate 9')).toMatchObject({
      kind: 'chunks',
      tokensPerSecond: 9,
    });
    expect(chosen('!words 3')).toMatchObject({
      text: 'word-1 word-2 word-3 ',
      tokensPerSecond: 40,
    });
    expect(chosen('!length')).toMatchObject({ finishReason: 'length' });
  });

  test('the program starts, prints its base URL and answers there', async () => {
    const main = join(import.meta.dirname, '../../provider/main.ts');
    const child = spawn(process.execPath, [main, '--key', 'sk-hand', '--rate', '1000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    try {
      let baseUrl: string | undefined;
      for await (const line of createInterface({ input: child.stdout })) {
        baseUrl = /^Base URL\s+(\S+)$/.exec(line)?.[1];
        if (baseUrl !== undefined) break;
      }
      const stream = await clientFor(baseUrl ?? '', 'sk-hand').chat.completions.create({
        model: 'm',
        messages: [{ role: 'user', content: 'What can you do?' }],
        stream: true,
      });
      const chunks = (await collect(stream)) as readonly unknown[] as readonly Chunk[];
      expect(expectedAnswer(chunks).text).toContain('!misbehave html-200');
    } finally {
      child.kill('SIGTERM');
    }
    expect(await exited).toEqual([0, null]);
  });
});
