import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { expectPlain } from './plain.ts';
import seen from './refusals/seen.json' with { type: 'json' };
import { connectionTo, hear, type Heard } from './support.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const secret = 'sk-abcdef1234567890';

/** One refusal through the real SDK. A loading model is not waited for. */
async function refuse(status: number, contentType: string, body: string): Promise<Heard> {
  provider.script({
    kind: 'http',
    status,
    contentType,
    body,
    headers: { 'x-should-retry': 'false' },
  });
  const stop = new AbortController();
  const steps: Heard = await hear(connectionTo(provider.baseUrl, { apiKey: secret }), {
    model: 'gpt-5',
    signal: stop.signal,
  });
  return steps;
}

/** The meaning of each refusal in `refusals/seen.json`: kind, reason and next step. */
const meanings: Readonly<
  Record<string, readonly [string, string | undefined, string | undefined]>
> = {
  'gpt5 temperature': ['invalid', 'parameter', 'choose_model'],
  'o-series max_tokens': ['invalid', 'parameter', 'choose_model'],
  'o1 system role': ['invalid', 'system_role', 'choose_model'],
  'org not verified stream': ['auth', 'organization_unverified', 'choose_model'],
  'responses only model': ['invalid', 'responses_only', 'open_settings'],
  'not a chat model': ['invalid', 'model_not_for_chat', 'choose_model'],
  'vllm alternate': ['invalid', 'message_order', 'choose_model'],
  'gemma system': ['invalid', 'system_role', 'choose_model'],
  'ollama ctx': ['context_length', 'context_length', 'new_conversation'],
  'llama.cpp ctx': ['context_length', 'context_length', 'new_conversation'],
  'lmstudio ctx': ['context_length', 'context_length', 'new_conversation'],
  'groq tpm 413': ['invalid', 'request_size', 'new_conversation'],
  'anthropic ctx': ['context_length', 'context_length', 'new_conversation'],
  'anthropic missing model': ['model_not_found', 'model_not_found', 'choose_model'],
  'anthropic overloaded': ['server', 'overloaded', 'retry'],
  'anthropic credit 400': ['quota', 'quota', 'retry'],
  'gemini array err': ['auth', 'auth', 'open_settings'],
  'gemini quota 429': ['rate_limit', 'rate_limit', 'retry'],
  'gemini location': ['auth', 'region', 'open_settings'],
  'gemini ctx': ['context_length', 'context_length', 'new_conversation'],
  'openrouter privacy 404': ['invalid', 'data_policy', 'choose_model'],
  'openrouter nested raw': ['invalid', undefined, 'choose_model'],
  'openrouter ctx in raw': ['context_length', 'context_length', 'new_conversation'],
  'openrouter 429 raw': ['rate_limit', 'rate_limit', 'retry'],
  'openrouter 402': ['quota', 'quota', 'retry'],
  'github models': ['invalid', 'request_size', 'new_conversation'],
  'azure deployment': ['model_not_found', 'model_not_found', 'choose_model'],
  'azure filter': ['content_filter', 'content_filter', undefined],
  'openai flagged prompt': ['content_filter', 'content_filter', undefined],
  'xai guidelines 403': ['content_filter', 'content_filter', undefined],
  'mistral 422': ['invalid', 'parameter', 'choose_model'],
  'mistral 3230 role': ['invalid', 'message_order', 'choose_model'],
  'deepseek reasoner succession': ['invalid', 'message_order', 'choose_model'],
  'perplexity alternate': ['invalid', 'message_order', 'choose_model'],
  'ollama missing': ['model_not_found', 'model_not_found', 'choose_model'],
  'ollama oom': ['server', 'out_of_memory', 'choose_model'],
  'lmstudio none loaded': ['model_not_found', 'no_model_loaded', 'retry'],
  'cloudflare 403 html': ['network', 'barred', 'open_settings'],
  'nginx 502': ['server', undefined, 'retry'],
  'cf 522': ['timeout', undefined, 'retry'],
  'moonshot org tpm': ['rate_limit', 'rate_limit', 'retry'],
  zhipu: ['quota', 'quota', 'retry'],
  siliconflow: ['quota', 'quota', 'retry'],
  'volc model': ['model_not_found', 'model_not_found', 'choose_model'],
  'dashscope input len': ['context_length', 'context_length', 'new_conversation'],
  'newapi no channel': ['server', 'model_not_found', 'choose_model'],
  'xai ctx': ['context_length', 'context_length', 'new_conversation'],
  'xai badkey 400': ['auth', 'auth', 'open_settings'],
  'expired key 401 org': ['auth', 'no_organization', 'open_settings'],
  'ip not authorized': ['auth', 'network_not_allowed', 'retry'],
  'country 403': ['auth', 'region', 'open_settings'],
};

describe('refusals of named services', () => {
  // Parley waits for a loading model: see history.test.ts.
  const refused = seen.filter(({ name }) => name !== 'llama loading');

  it('are all looked at', () => {
    expect(refused.map(({ name }) => name).sort()).toEqual(Object.keys(meanings).sort());
  });

  it.each(refused)('$name', async ({ name, status, type, body }) => {
    const error = (await refuse(status, type, body)).error();
    expectPlain(error);
    expect([error.kind, error.reason, error.action]).toEqual(meanings[name]);
    expect(error.detail ?? '').not.toBe('');
    // An API answered, so the address is right.
    if (type === 'application/json') expect(sentenceOf(error)).not.toMatch(/base URL|address of/i);
  });
});

describe('the reason', () => {
  const message = (words: string): string => JSON.stringify({ error: { message: words } });

  it.each([
    ['Ihr Guthaben ist aufgebraucht.', 403, 'quota'],
    ['Votre solde est insuffisant', 400, 'quota'],
    ['Saldo insuficiente en la cuenta', 403, 'quota'],
    ['Недостаточно средств на счёте', 402, 'quota'],
    ['残高が不足しています', 403, 'quota'],
    ['잔액이 부족합니다', 403, 'quota'],
    ['请求过于频繁，请稍后再试', 400, 'rate_limit'],
    ['Zu viele Anfragen', 400, 'rate_limit'],
    ['This endpoint’s maximum context length is 32768 tokens', 500, 'context_length'],
    ['Invalid API key provided', 400, 'auth'],
    ['Niewystarczające środki na koncie', 403, 'quota'],
    ['Bakiyeniz yetersiz', 403, 'quota'],
    ['Credito insufficiente, ricarica il tuo account', 403, 'quota'],
    ['Onvoldoende tegoed', 403, 'quota'],
    ['Số dư không đủ', 403, 'quota'],
    ['Prompt length 9000 is greater than max_seq_len 4096', 500, 'context_length'],
    [
      "'max_tokens' is too large: 4096. This model's maximum context length is 8192 tokens and your request has 7000 input tokens",
      400,
      'context_length',
    ],
    ['max_tokens is too large: 999999. The most is 4096.', 400, 'parameter'],
    ['Access to model gemma-9 is restricted. You must be authenticated.', 403, 'not_allowed'],
    ['Cannot access gated repo for url https://hub.example/gemma-9', 403, 'not_allowed'],
    ['Unable to access model gemma-9. See the list of models', 404, 'model_not_found'],
    ['The conversation must end with a user message.', 400, 'message_order'],
    ['invalid temperature: only 1 is allowed for this model', 400, 'parameter'],
    ['CUDA error: out of memory', 500, 'out_of_memory'],
  ])('%s (%i)', async (words, status, reason) => {
    expect((await refuse(status, 'application/json', message(words))).error().reason).toBe(reason);
  });

  it.each([
    ['Web Page Blocked', 'Zscaler: your administrator has blocked this', /company filter/],
    ['Just a moment...', 'Checking your browser', /lets only browsers in/],
  ])('is that something on the way refuses: %s', async (title, words, told) => {
    const page = `<html><head><title>${title}</title></head><body>${words}</body></html>`;
    const error = (await refuse(403, 'text/html', page)).error();
    expectPlain(error);
    expect(error.reason).toBe('barred');
    expect(sentenceOf(error)).toMatch(told);
  });

  it('names the field that is complained about, not the word behind a code', async () => {
    const inner = { error: { message: "Unsupported parameter: 'top_k'" } };
    const body = JSON.stringify({
      error: {
        message: `gateway.BadRequestError: ${JSON.stringify(inner)}`,
        code: 'unsupported_parameter',
      },
    });
    expect(sentenceOf((await refuse(400, 'application/json', body)).error())).toContain('“top_k”');
  });

  it('is found however deep it is packed', async () => {
    let body: unknown = {
      error: { message: "This model's maximum context length is 8192 tokens." },
    };
    for (const wrap of [
      (inner: unknown) => ({
        error: { message: 'Provider returned error', metadata: { raw: JSON.stringify(inner) } },
      }),
      (inner: unknown) => [inner],
      (inner: unknown) => ({ detail: JSON.stringify(inner) }),
    ]) {
      body = wrap(body);
      const error = (await refuse(400, 'application/json', JSON.stringify(body))).error();
      expect(error.kind).toBe('context_length');
    }
  });

  it.each([
    ['Please retry in 31.5s.', 31_500],
    ['Please try again in 6m0s.', 360_000],
    ['try again after 12 seconds', 12_000],
    ['retryDelay: "34s"', 34_000],
  ])('says how long to wait: %s', async (words, ms) => {
    const body = message(`Rate limit reached. ${words}`);
    const { retryAfterMs } = (await refuse(429, 'application/json', body)).error();
    expect(Math.abs((retryAfterMs ?? 0) - ms)).toBeLessThanOrEqual(1000);
  });
});

describe('a limit', () => {
  const told = async (words: string, more: object = {}): Promise<string> => {
    const body = JSON.stringify({ error: { message: words, ...more } });
    const error = (await refuse(429, 'application/json', body)).error();
    expectPlain(error);
    expect(error.kind).toBe('rate_limit');
    return sentenceOf(error);
  };

  it.each([
    'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
    'You have reached your daily limit.',
    'Daily quota exceeded for this model.',
    'Rate limit reached on requests per day (RPD): Limit 200, Used 200.',
    'Quota exceeded for metric: GenerateRequestsPerDayPerProjectPerModel-FreeTier',
    'Limit of 50 requests/day reached',
    '您今天的请求次数已达每日上限',
    '本日のリクエスト上限に達しました',
    'Das Tageslimit ist erreicht.',
    'La limite journalière est atteinte.',
    'Se alcanzó el límite diario.',
    'Достигнут дневной лимит запросов',
  ])('for a day is over tomorrow: %s', async (words) => {
    expect(await told(words)).toMatch(/Try again tomorrow\b/);
  });

  it.each([
    ['Too many requests: 60 per minute', 'in a moment'],
    ['Too many requests', 'in a moment'],
    ['Hourly limit of 100 requests reached', 'in an hour'],
    ['Rate limit: 30 requests per minute, 1000 per day', 'later'],
    ['Rate limit reached for the weekly window', 'later'],
  ])('of another span is over at another time: %s', async (words, when) => {
    expect(await told(words)).toMatch(new RegExp(`Try again ${when}\\b`));
  });

  it('ends when the server says, whatever it is for', async () => {
    expect(await told('Rate limit: tokens per day (TPD). Please try again in 7m12s.')).toContain(
      'Try again in 8 minutes',
    );
  });

  it('is no matter of money, whatever the status', async () => {
    const body = JSON.stringify({ error: { message: 'You have used up your daily limit.' } });
    const error = (await refuse(403, 'application/json', body)).error();
    expect([error.reason, sentenceOf(error)]).toEqual([
      'rate_limit',
      expect.stringContaining('Try again tomorrow'),
    ]);
  });
});

describe('the body of a refusal', () => {
  it('is read to 64 kB, however long it is', async () => {
    const error = (await refuse(500, 'text/plain', 'x'.repeat(5_000_000))).error();
    expect(error.kind).toBe('server');
    expect((error.detail ?? '').length).toBeLessThan(3000);
  });

  it('never tells the key', async () => {
    const body = JSON.stringify({ error: { message: `Bad key ${secret.slice(0, 12)}…` } });
    const error = (await refuse(401, 'application/json', body)).error();
    expect(JSON.stringify(error)).not.toContain(secret.slice(3, 12));
  });
});

describe('what breaks into a stream without being an event', () => {
  const begun = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'So far' } }] })}\n\n`;

  it.each([
    [
      'JSON',
      '{"error":{"message":"Rate limit exceeded, retry in 5s"}}\n',
      'rate_limit',
      'continue',
    ],
    [
      'JSON without an end of line',
      '{"error":"CUDA error: out of memory"}',
      'out_of_memory',
      'choose_model',
    ],
    ['a web page', '<html><body><h1>502 Bad Gateway</h1></body></html>', undefined, 'continue'],
  ])('is read as what it says: %s', async (_name, words, reason, action) => {
    const heard = await refuse(200, 'text/event-stream', begun + words);
    expect(heard.text).toBe('So far');
    const error = heard.error();
    expectPlain(error);
    expect([error.kind === 'network', error.reason, error.action]).toEqual([false, reason, action]);
    expect(error.detail).toMatch(/Rate limit|memory|502/);
  });

  it('does not take back an answer that had ended', async () => {
    const end = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;
    const heard = await refuse(200, 'text/event-stream', `${begun}${end}<html>bye</html>`);
    expect(heard.end).toEqual({ kind: 'finished', finishReason: 'stop' });
  });
});
