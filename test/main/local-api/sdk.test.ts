import {
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  OpenAI,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scripted, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => stopRig(rig));

const model = 'scripted/scripted-model';
const messages = [{ role: 'user' as const, content: 'Hello?' }];

const lastBody = () => rig.provider.requestsOf('stream').at(-1)?.body;

describe("OpenAI's SDK with nothing but a base URL and a token", () => {
  it('gets an answer in one piece, with its usage', async () => {
    rig.provider.next({ kind: 'text', text: 'Hello there.', reasoning: 'Let me see.' });
    const answer = await rig.openai().chat.completions.create({ model, messages });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: {
        role: 'assistant',
        content: 'Hello there.',
        refusal: null,
        reasoning_content: 'Let me see.',
      },
    });
    expect(answer.object).toBe('chat.completion');
    expect(answer.model).toBe(model);
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(lastBody()).toMatchObject({ model: scripted.model, messages });
  });

  it('gets a streamed answer, with usage only when asked for', async () => {
    const text = 'One two three four five.';
    for (const include_usage of [true, false]) {
      rig.provider.next({ kind: 'text', text });
      const stream = await rig.openai().chat.completions.create({
        model,
        messages,
        stream: true,
        stream_options: { include_usage },
      });
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const said = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
      expect(said).toBe(text);
      expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
      expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
      const reasons = chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? []);
      expect(reasons).toEqual(['stop']);
      const last = chunks.at(-1);
      if (include_usage) {
        expect(last?.choices).toEqual([]);
        expect(last?.usage?.completion_tokens).toBeGreaterThan(0);
        expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
      } else {
        expect(chunks.some((chunk) => chunk.usage !== undefined)).toBe(false);
      }
    }
  });

  it('calls tools, streamed and not, and passes their results and images on', async () => {
    const calls = [
      { id: 'call_a', name: 'weather', arguments: '{"city":"Bern"}' },
      { id: 'call_b', name: 'time', arguments: '{"zone":"CET"}' },
    ];
    rig.provider.next({ kind: 'text', text: '', toolCalls: calls }, 2);
    const tools = ['weather', 'time'].map((name) => ({
      type: 'function' as const,
      function: { name, parameters: { type: 'object', properties: {} } },
    }));
    const wish = { model, messages, tools, tool_choice: 'required' as const };
    const whole = await rig.openai().chat.completions.create(wish);
    const streamed = await rig.openai().chat.completions.stream(wish).finalChatCompletion();
    for (const answer of [whole, streamed]) {
      expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
      const made = answer.choices[0]?.message.tool_calls?.map((call) =>
        call.type === 'function' ? { id: call.id, ...call.function } : null,
      );
      expect(made).toMatchObject(calls);
    }
    expect(whole.choices[0]?.message.content).toBeNull();
    expect(lastBody()).toMatchObject({ tools, tool_choice: 'required' });

    const history: OpenAI.ChatCompletionMessageParam[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Where is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
      whole.choices[0]?.message as OpenAI.ChatCompletionMessage,
      { role: 'tool', tool_call_id: 'call_a', content: 'Rain' },
      { role: 'tool', tool_call_id: 'call_b', content: 'Noon' },
    ];
    await rig.openai().chat.completions.create({ model, messages: history, tools });
    expect(lastBody()?.messages).toEqual(JSON.parse(JSON.stringify(history)));
  });

  it('passes every other parameter on, and none that Parley decides itself', async () => {
    const own = { top_k: 40 };
    await rig.openai().chat.completions.create({
      ...own,
      model,
      messages,
      temperature: 0.3,
      max_completion_tokens: 77,
      response_format: { type: 'json_object' },
      stop: ['END'],
      seed: 5,
      n: 1,
      stream: false,
    });
    const body = lastBody();
    expect(body).toMatchObject({
      temperature: 0.3,
      max_completion_tokens: 77,
      response_format: { type: 'json_object' },
      stop: ['END'],
      seed: 5,
      top_k: 40,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(body).not.toHaveProperty('n');
  });

  it('lists the models', async () => {
    const ids: string[] = [];
    for await (const each of rig.openai().models.list()) ids.push(each.id);
    expect(ids).toEqual(['scripted/scripted-model', 'scripted/scripted-model-mini']);
  });

  it('stops the provider when it aborts, streamed or not', async () => {
    for (const stream of [true, false]) {
      const live = rig.provider.live();
      const count = rig.provider.requestsOf('stream').length + 1;
      const controller = new AbortController();
      const { signal } = controller;
      const asked = rig.openai().chat.completions.create({ model, messages, stream }, { signal });
      // Handled here, so that the rejection is never unhandled.
      const outcome = asked.then(
        (answer) => answer,
        (error: unknown) => error,
      );
      await rig.provider.waitForRequest(count);
      void live.write('first');
      if (stream) {
        const answer = (await asked) as AsyncIterable<unknown>;
        for await (const _chunk of answer) break;
      }
      controller.abort();
      await rig.provider.aborted(count);
      if (!stream) expect(await outcome).toBeInstanceOf(APIUserAbortError);
    }
    expect(rig.reported).toEqual([]);
  });
});

describe('errors by class', () => {
  const failing = async (
    status: number,
    rest: { readonly message?: string; readonly code?: string } = {},
  ) => {
    // The program decides about a wait this long, so Parley does not retry by itself.
    rig.provider.next({ kind: 'error', status, retryAfter: 20, ...rest });
    return rig
      .openai()
      .chat.completions.create({ model, messages })
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
  };

  it('has the class for what the provider refuses', async () => {
    const wanted = [
      [400, BadRequestError, 'invalid'],
      [401, AuthenticationError, 'provider_auth'],
      [403, PermissionDeniedError, 'provider_auth'],
      [429, RateLimitError, 'rate_limit_exceeded'],
      [500, InternalServerError, 'provider_error'],
      [503, InternalServerError, 'provider_error'],
    ] as const;
    for (const [status, type, code] of wanted) {
      const error = await failing(status);
      expect(error, String(status)).toBeInstanceOf(type);
      expect(error).toMatchObject({ code, error: { kind: expect.any(String) } });
      expect((error as APIError).headers?.get('retry-after')).toBe('20');
      const again = (error as APIError).headers?.get('x-should-retry');
      expect(again).toBe(String(status === 429));
    }
    const missing = { message: 'The model `x` does not exist', code: 'model_not_found' };
    expect(await failing(404, missing)).toBeInstanceOf(NotFoundError);
    const long = { message: "This model's maximum context length is 8192 tokens" };
    expect(await failing(400, long)).toMatchObject({ code: 'context_length_exceeded' });
  });

  it('has the class for what Parley refuses', async () => {
    const stranger = rig.openai({ token: 'parley_wrong' });
    await expect(stranger.chat.completions.create({ model, messages })).rejects.toBeInstanceOf(
      AuthenticationError,
    );
    await expect(
      rig.openai().chat.completions.create({ model: 'no-such-model', messages }),
    ).rejects.toMatchObject({
      constructor: NotFoundError,
      code: 'model_not_found',
      param: 'model',
    });
    await expect(
      rig.openai().chat.completions.create({ model, messages: [] }),
    ).rejects.toMatchObject({ constructor: BadRequestError, param: 'messages' });
    await expect(
      rig.openai().chat.completions.create({ model, messages, n: 2 }),
    ).rejects.toMatchObject({ constructor: BadRequestError, param: 'n' });
    const page = new OpenAI({
      baseURL: `${rig.address}/v1`,
      apiKey: rig.token,
      maxRetries: 0,
      defaultHeaders: { Origin: 'https://evil.example' },
    });
    await expect(page.models.list()).rejects.toBeInstanceOf(PermissionDeniedError);
  });

  it('is an error in the stream when the provider fails in mid-stream', async () => {
    rig.provider.next({
      kind: 'steps',
      steps: (make) => [make.text('Half'), { kind: 'end', how: 'reset' }],
    });
    const stream = await rig.openai().chat.completions.create({ model, messages, stream: true });
    let said = '';
    const read = async (): Promise<void> => {
      for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? '';
    };
    const error: unknown = await read().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(said).toBe('Half');
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code: 'provider_unreachable', error: { kind: 'network' } });
  });

  it('is a refusal while nothing was sent, and the provider is down', async () => {
    rig.provider.next({ kind: 'hang-up' }, 3);
    await expect(
      rig.openai().chat.completions.create({ model, messages, stream: true }),
    ).rejects.toMatchObject({ status: 502, code: 'provider_unreachable' });
  });
});
