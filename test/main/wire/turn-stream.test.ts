import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import type { StreamMaker, Step } from '../../provider/behaviour.ts';
import { connectionTo, hear, terminals } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

/** Queues a stream of steps and runs a turn on it. */
async function play(
  steps: (make: StreamMaker) => Iterable<Step>,
  rest: Parameters<typeof hear>[1] = {},
): ReturnType<typeof hear> {
  provider.next({ kind: 'steps', steps });
  const answer = await hear(connectionTo(provider.baseUrl), rest);
  expect(terminals(answer.steps)).toBe(1);
  return answer;
}

const stop = (make: StreamMaker): Step => ({ kind: 'chunk', chunk: make.chunk({}, 'stop') });

describe('an answer as servers send it', () => {
  it('reads a role alone, null, empty text and empty choices', async () => {
    const answer = await play((make) => [
      { kind: 'chunk', chunk: make.chunk({ role: 'assistant', content: null }) },
      { kind: 'chunk', chunk: { choices: [] } },
      { kind: 'chunk', chunk: { choices: null } },
      { kind: 'event', data: 'null' },
      make.text(''),
      make.text('Hi'),
      stop(make),
      { kind: 'done' },
    ]);
    expect(answer.steps).toEqual([
      { kind: 'delta', text: 'Hi' },
      { kind: 'finished', finishReason: 'stop' },
    ]);
  });

  it.each(['reasoning_content', 'reasoning', 'think', 'parts'] as const)(
    'tells reasoning as %s from text',
    async (reasoningAs) => {
      provider.next({ kind: 'text', text: 'Four.', reasoning: 'Two and two.', reasoningAs });
      const answer = await hear(connectionTo(provider.baseUrl));
      expect(answer.reasoning).toBe('Two and two.');
      expect(answer.text).toBe('Four.');
    },
  );

  it('takes reasoning sent under both names once', async () => {
    const both = { reasoning: 'Hm.', reasoning_content: 'Hm.' };
    const answer = await play((make) => [{ kind: 'chunk', chunk: make.chunk(both) }, stop(make)]);
    expect(answer.reasoning).toBe('Hm.');
  });

  it('reads only the first of several choices', async () => {
    const answer = await play((make) => [
      {
        kind: 'chunk',
        chunk: {
          choices: [
            { index: 1, delta: { content: 'no' } },
            { index: 0, delta: { content: 'yes' } },
          ],
        },
      },
      stop(make),
    ]);
    expect(answer.text).toBe('yes');
  });

  it('passes any finish reason on', async () => {
    const answer = await play((make) => [
      make.text('x'),
      { kind: 'chunk', chunk: make.chunk({}, 'eos_token_reached') },
    ]);
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'eos_token_reached' });
  });

  it('ends complete although the stream is reset after the finish reason', async () => {
    const answer = await play((make) => [
      make.text('All'),
      stop(make),
      { kind: 'end', how: 'reset' },
    ]);
    expect(answer.text).toBe('All');
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'stop' });
  });

  it('keeps the last of several counts, with details', async () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 7,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    };
    const early = { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 };
    const answer = await play((make) => [
      { kind: 'chunk', chunk: make.chunk({ content: 'a' }, null, { usage: early }) },
      { kind: 'chunk', chunk: make.chunk({}, 'stop', { usage }) },
    ]);
    expect(answer.steps.at(-2)).toEqual({
      kind: 'usage',
      usage: {
        promptTokens: 5,
        completionTokens: 7,
        totalTokens: 12,
        cachedTokens: 3,
        reasoningTokens: 2,
      },
    });
    expect(answer.steps.filter((step) => step.kind === 'usage')).toHaveLength(1);
  });

  it('reads usage where only Groq puts it', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const answer = await play((make) => [
      { kind: 'chunk', chunk: make.chunk({ content: 'a' }, 'stop', { x_groq: { usage } }) },
    ]);
    expect(answer.usage).toEqual({ promptTokens: 1, completionTokens: 2, totalTokens: 3 });
  });

  it('takes an answer that was not streamed', async () => {
    const body = JSON.stringify({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'All at once.' } }],
      usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 },
    });
    provider.next({ kind: 'http', status: 200, contentType: 'application/json', body });
    const answer = await hear(connectionTo(provider.baseUrl));
    expect(answer.text).toBe('All at once.');
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    expect(answer.usage).toMatchObject({ totalTokens: 4 });
  });
});

describe('tool calls', () => {
  const calls = [
    { id: 'call_a', name: 'weather', arguments: '{"city":"Oslo"}' },
    { id: 'call_b', name: 'time', arguments: '{"zone":"CET"}' },
  ];
  const expected = calls.map(({ id, ...call }) => ({ callId: id, ...call }));

  it.each([true, false])('are put together, with index: %s', async (toolCallIndex) => {
    provider.next({ kind: 'text', text: '', toolCalls: calls, toolCallIndex });
    const answer = await hear(connectionTo(provider.baseUrl));
    expect(answer.calls).toEqual(expected);
    expect(answer.end).toEqual({ kind: 'finished', finishReason: 'tool_calls' });
  });

  it('are told apart although the server numbers all of them 0', async () => {
    const answer = await play((make) => [
      ...calls.map((call): Step => ({
        kind: 'chunk',
        chunk: make.chunk({
          tool_calls: [
            { index: 0, id: call.id, function: { name: call.name, arguments: call.arguments } },
          ],
        }),
      })),
      { kind: 'chunk', chunk: make.chunk({}, 'tool_calls') },
    ]);
    expect(answer.calls).toEqual(expected);
  });
});

describe('the request', () => {
  it('goes again without stream_options when they are refused, and remembers', async () => {
    let remembered = 0;
    const connection = connectionTo(provider.baseUrl, {
      rememberStreamOptionsRefused: () => (remembered += 1),
    });
    for (const message of [
      'Unknown field: stream_options',
      "body.stream_options: Extra inputs are not permitted, 'extra_forbidden'",
    ]) {
      provider.next({ kind: 'error', status: message.startsWith('body') ? 422 : 400, message });
      provider.next({ kind: 'text', text: 'Fine without.' });
      const answer = await hear(connection);
      expect(answer.text).toBe('Fine without.');
      const bodies = provider
        .requestsOf('stream')
        .slice(-2)
        .map((request) => request.body);
      expect(bodies.map((body) => body?.stream_options)).toEqual([
        { include_usage: true },
        undefined,
      ]);
    }
    expect(remembered).toBe(2);
  });

  it('does not go again for another refusal, and not twice', async () => {
    const before = provider.requestsOf('stream').length;
    provider.next({ kind: 'error', status: 400, message: 'temperature is out of range' });
    expect((await hear(connectionTo(provider.baseUrl))).error().kind).toBe('invalid');
    expect(provider.requestsOf('stream').length - before).toBe(1);
    provider.next({ kind: 'error', status: 400, message: 'Unknown field: stream_options' }, 2);
    let remembered = false;
    const connection = connectionTo(provider.baseUrl, {
      rememberStreamOptionsRefused: () => (remembered = true),
    });
    expect((await hear(connection)).error().status).toBe(400);
    expect(provider.requestsOf('stream').length - before).toBe(3);
    expect(remembered).toBe(false);
  });

  it('leaves stream_options out from the start where they were refused', async () => {
    provider.next({ kind: 'text', text: 'Hi' });
    await hear(connectionTo(provider.baseUrl, { refusesStreamOptions: true }));
    expect(provider.requestsOf('stream').at(-1)?.body).not.toHaveProperty('stream_options');
  });

  it('carries a prompt of 1 MB', async () => {
    provider.next({ kind: 'text', text: 'Long.' });
    const content = '😀 ä '.repeat(130_000);
    await hear(connectionTo(provider.baseUrl), { messages: [{ role: 'user', content }] });
    const sent = provider.requestsOf('stream').at(-1)?.body?.messages?.[0]?.content;
    expect(sent === content).toBe(true);
  });
});

describe('size', () => {
  it('takes a chunk of 5 MB', async () => {
    const text = 'é😀x'.repeat(700_000);
    const answer = await play((make) => [make.text(text), stop(make)]);
    expect(answer.text === text).toBe(true);
  });

  it('takes 200,000 chunks of one character', async () => {
    const answer = await play(function* (make) {
      for (let at = 0; at < 200_000; at += 1) yield make.text(String(at % 10));
      yield stop(make);
    });
    expect(answer.text).toBe('0123456789'.repeat(20_000));
    expect(answer.end?.kind).toBe('finished');
  });
});
