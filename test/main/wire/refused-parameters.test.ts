import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import { refusedParameter } from '../../../src/main/wire/refused-parameters.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type {
  Parameters,
  RefusedParameter,
} from '../../../src/shared/model/parameters/parameters.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { connectionTo } from './support.ts';

const sent = {
  temperature: 0.7,
  top_p: 0.9,
  top_k: 40,
  min_p: 0.05,
  max_tokens: 100_000,
  presence_penalty: 0.5,
  reasoning_effort: 'minimal',
  verbosity: 'low',
  response_format: { type: 'json_object' },
  service_tier: 'flex',
};

describe('the parameter that a refusal names', () => {
  it.each<[string, string, RefusedParameter | null]>([
    [
      'OpenAI, a field',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { field: 'max_tokens', value: null },
    ],
    [
      'OpenAI, the only value',
      "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
      { field: 'temperature', value: null },
    ],
    [
      'OpenAI, one of several values',
      "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'low', 'medium', and 'high'.",
      { field: 'reasoning_effort', value: '"minimal"' },
    ],
    [
      'OpenAI, too much',
      'max_tokens is too large: 100000. This model supports at most 16384 completion tokens.',
      { field: 'max_tokens', value: '100000' },
    ],
    [
      'Mistral',
      'extra_forbidden Extra inputs are not permitted; body, top_k',
      { field: 'top_k', value: null },
    ],
    [
      'Gemini',
      'Invalid JSON payload received. Unknown name "top_k": Cannot find field.',
      { field: 'top_k', value: null },
    ],
    [
      'DeepSeek',
      'Invalid top_p value, the valid range of top_p is (0, 1.0]',
      { field: 'top_p', value: '0.9' },
    ],
    [
      'Anthropic',
      '`temperature` and `top_p` cannot both be specified for this model.',
      { field: 'top_p', value: null },
    ],
    [
      'xAI',
      'Argument not supported on this model: presencePenalty',
      { field: 'presence_penalty', value: null },
    ],
    ['Groq', "property 'min_p' is unsupported", { field: 'min_p', value: null }],
    ['Ollama', '"llama3.2" does not support thinking', { field: 'reasoning_effort', value: null }],
    [
      'Ollama, a value',
      'invalid reasoning value: \'minimal\' (must be "high", "medium", "low", or "none")',
      { field: 'reasoning_effort', value: '"minimal"' },
    ],
    ['nothing that was sent', "Unsupported parameter: 'logprobs'", null],
    ['nothing that can be left out', 'Incorrect API key provided', null],
    [
      'JSON that nobody asked for in words',
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      null,
    ],
    [
      'a conversation that is too long',
      "This model's maximum context length is 4096 tokens, max_tokens is too large",
      null,
    ],
    [
      'money',
      'This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 1200.',
      null,
    ],
  ])('is found: %s', (_, words, refused) => {
    expect(refusedParameter(words.toLowerCase(), sent)).toEqual(refused);
  });
});

describe('a model that refuses parameters', () => {
  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  /** Refuses as OpenAI's reasoning models do, one field at a time. */
  const reasoningModel: Behaviour = {
    kind: 'choose',
    choose: ({ body }) => {
      if (body?.['max_tokens'] !== undefined) {
        return {
          kind: 'error',
          status: 400,
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        };
      }
      return body?.['temperature'] === undefined
        ? { kind: 'text', text: 'Hello.' }
        : {
            kind: 'error',
            status: 400,
            message:
              "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
          };
    },
  };

  /** A connection whose memory outlives the protocol, as the settings outlive the program. */
  function remembering() {
    const refused = new Map<string, readonly RefusedParameter[]>();
    const connection = connectionTo(provider.baseUrl, {
      quirks: {
        refusesSystem: () => false,
        rememberSystemRefused: () => undefined,
        withheld: () => [],
        rememberWithheld: () => undefined,
        rememberContext: () => undefined,
        sawTokens: () => undefined,
        refusedParameters: (model) => refused.get(model) ?? [],
        rememberRefusedParameters: (model, all) => refused.set(model, all),
      },
    });
    return { connection, refused };
  }

  async function ask(connection: ReturnType<typeof connectionTo>, parameters: Parameters) {
    const before = provider.requestsOf('stream').length;
    const steps: ChatStep[] = [];
    const question = {
      model: 'm',
      messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
      parameters,
      idleTimeoutMs: 10_000,
    } as const;
    const { signal } = new AbortController();
    for await (const step of chatCompletions(connection).ask(question, signal)) steps.push(step);
    return {
      end: steps.at(-1),
      news: steps.flatMap((step) => (step.kind === 'news' ? [newsWords(step.news)] : [])),
      requests: provider.requestsOf('stream').slice(before),
    };
  }

  it('is asked again once for each, and never again, also by the next start', async () => {
    provider.script(reasoningModel);
    const { connection } = remembering();
    const parameters = { temperature: 0.2, maxOutputTokens: 500, topP: 0.5 };
    const first = await ask(connection, parameters);
    expect(first.end).toMatchObject({ kind: 'finished' });
    expect(first.requests).toHaveLength(3);
    // The limit has only got another name.
    expect(first.news).toEqual([
      'm does not use temperature at Test server. The question was asked without it.',
    ]);
    const { body } = first.requests.at(-1) ?? {};
    expect(body).toMatchObject({ max_completion_tokens: 500, top_p: 0.5 });
    expect(body).not.toHaveProperty('temperature');
    // A new protocol knows only what the connection remembers.
    const second = await ask(connection, parameters);
    expect(second.requests).toHaveLength(1);
    expect(second.requests[0]?.body).toEqual(body);
    expect(second.news).toEqual([]);
  });

  // As seen in editor-code-assistant/eca#231, Gitlawb/openclaude#739 and partITech/php-mistral#76.
  it.each([
    ['inside the message', (detail: unknown) => ({ object: 'error', message: { detail } })],
    ['alone', (detail: unknown) => ({ detail })],
    ['twice', (detail: unknown) => ({ object: 'Error', detail, message: detail, code: 3001 })],
  ])('is understood where the unknown fields are a list: %s', async (_where, toBody) => {
    const forbidden = (field: string): unknown => ({
      type: 'extra_forbidden',
      loc: ['body', field],
      msg: 'Extra inputs are not permitted',
      input: false,
    });
    provider.script({
      kind: 'choose',
      choose: ({ body }) => {
        const unknown = ['stream_options', 'top_k', 'min_p'].filter((name) => name in (body ?? {}));
        if (unknown.length === 0) return { kind: 'text', text: 'Hello.' };
        const said = JSON.stringify(toBody(unknown.map(forbidden)));
        return { kind: 'http', status: 422, contentType: 'application/json', body: said };
      },
    });
    const { connection } = remembering();
    const { end, requests } = await ask(connection, { temperature: 0.2, topK: 40, minP: 0.1 });
    expect(end).toMatchObject({ kind: 'finished' });
    expect(requests.at(-1)?.body).toMatchObject({ temperature: 0.2 });
    // One refusal of both parameters, one of the option.
    expect(requests).toHaveLength(3);
    expect(await ask(connection, { topK: 40, minP: 0.1 })).toMatchObject({ news: [] });
  });

  it('gets another value of a parameter whose value it refused', async () => {
    provider.script({
      kind: 'choose',
      choose: ({ body }) =>
        Number(body?.['temperature'] ?? 0) > 1
          ? { kind: 'error', status: 400, message: 'temperature must be less than or equal to 1' }
          : { kind: 'text', text: 'Hello.' },
    });
    const { connection, refused } = remembering();
    await ask(connection, { temperature: 1.5 });
    expect(refused.get('m')).toEqual([{ field: 'temperature', value: '1.5' }]);
    const { requests } = await ask(connection, { temperature: 0.5 });
    expect(requests.map(({ body }) => body?.['temperature'])).toEqual([0.5]);
    expect((await ask(connection, { temperature: 1.5 })).requests).toHaveLength(1);
  });

  it('is sent nothing that is not set', async () => {
    provider.script({ kind: 'text', text: 'Hello.' });
    const { connection } = remembering();
    const { requests } = await ask(connection, {});
    expect(Object.keys(requests[0]?.body ?? {}).toSorted()).toEqual([
      'messages',
      'model',
      'stream',
      'stream_options',
    ]);
  });

  it('is sent everything that is set, and no further field that Parley decides', async () => {
    const { connection } = remembering();
    const { requests } = await ask(connection, {
      temperature: 0.1,
      topP: 0.2,
      topK: 3,
      minP: 0.4,
      maxOutputTokens: 5,
      stop: ['END'],
      seed: 6,
      frequencyPenalty: -0.7,
      presencePenalty: 0.8,
      reasoningEffort: 'low',
      verbosity: 'high',
      responseFormat: 'json',
      serviceTier: 'flex',
      furtherFields: '{"logit_bias": {"50256": -100}}',
    });
    expect(requests[0]?.body).toMatchObject({
      temperature: 0.1,
      top_p: 0.2,
      top_k: 3,
      min_p: 0.4,
      max_tokens: 5,
      stop: ['END'],
      seed: 6,
      frequency_penalty: -0.7,
      presence_penalty: 0.8,
      reasoning_effort: 'low',
      verbosity: 'high',
      response_format: { type: 'json_object' },
      service_tier: 'flex',
      logit_bias: { '50256': -100 },
      model: 'm',
    });
    const replaced = await ask(connection, { furtherFields: '{"model": "another"}' });
    expect(replaced.requests[0]?.body).toMatchObject({ model: 'm' });
  });

  it('that goes on refusing is told as it says', async () => {
    provider.script({ kind: 'error', status: 400, message: 'temperature: not supported' });
    const { connection, refused } = remembering();
    const { end, requests } = await ask(connection, { temperature: 0.5 });
    expect(requests).toHaveLength(2);
    expect(end).toMatchObject({ kind: 'failed' });
    expect(refused.size).toBe(0);
  });
});
