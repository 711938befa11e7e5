import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromServerReport, toParleyError } from '../../../src/main/wire/refusals/errors.ts';
import { waitInBody, waitInWords } from '../../../src/main/wire/refusals/retry-after.ts';
import { readSaid } from '../../../src/main/wire/refusals/said.ts';
import { serverWords } from '../../../src/main/wire/refusals/server-words.ts';
import { expectPlain } from './plain.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

const context = {
  name: 'Test server',
  baseUrl: 'https://api.example/v1',
  apiKey: 'sk-abcdef123456',
  model: 'alpha',
};
/** The error for a refusal, as the SDK throws it. */
const refused = (status: number, body: unknown) =>
  toParleyError(
    Object.assign(new Error(`${status} refused`), {
      status,
      headers: new Headers(),
      error: { parley_body: typeof body === 'string' ? body : JSON.stringify(body) },
    }),
    context,
  );

/** Other wordings of the same reason. */
const sayings: Readonly<Record<string, readonly string[]>> = {
  quota: [
    'Sorry, your account balance is insufficient',
    'You have run out of credits. Top up to continue.',
    '账户余额不足，请充值',
    '您的账户已欠费',
    'クレジットが不足しています',
    '크레딧이 부족합니다. 충전해 주세요.',
    'Ihr Guthaben reicht nicht aus.',
    'Crédits insuffisants pour effectuer cette requête',
    'Fondos insuficientes en su cuenta',
    'Баланс исчерпан, пополните счет',
    'Saldo insuficiente. Adicione créditos.',
  ],
  context_length: [
    'Input is too long for requested model.',
    'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000',
    'This model supports a maximum context length of 4096, got 5000',
    '输入内容过长，超过模型上下文长度限制',
    'コンテキスト長の上限を超えています',
    '컨텍스트 길이를 초과했습니다',
    'Die Kontextlänge wurde überschritten.',
    'La longueur du contexte est dépassée',
    'El contexto excede el máximo permitido',
    'Превышена длина контекста модели',
    'O comprimento máximo do contexto foi excedido',
  ],
  auth: [
    'No auth credentials found',
    'API密钥无效',
    'APIキーが無効です',
    '유효하지 않은 API 키입니다',
    'Ungültiger API-Schlüssel',
    'Clé API invalide',
    'Clave de API inválida',
    'Неверный API-ключ',
    'Chave de API inválida',
  ],
  rate_limit: [
    'Rate limit reached for requests per min (RPM): Limit 3, Used 3.',
    '请求过于频繁，请稍后再试',
    'リクエストが多すぎます',
    '요청이 너무 많습니다',
    'Zu viele Anfragen, bitte warten.',
    'Trop de requêtes',
    'Demasiadas solicitudes',
    'Слишком много запросов',
    'Muitas requisições',
  ],
  loading: [
    'Loading model',
    'Model meta-llama/Llama-3 is currently loading',
    'llm server loading model',
    '模型正在加载中，请稍后',
    'Das Modell wird gerade geladen',
  ],
  system_role: [
    'System role not supported',
    'Developer instruction is not enabled for models/gemma-3-27b-it',
    'Only user and assistant roles are supported!',
    "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
    'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter',
  ],
  organization_unverified: ['Your organization must be verified to use the model `o3`.'],
  region: ['This model is not available in your region', 'User location is not supported'],
};

/** How response bodies are structured and encoded around a sentence. */
const shapes: readonly ((words: string) => unknown)[] = [
  (words) => ({ error: { message: words } }),
  (words) => ({ error: words }),
  (words) => ({ message: words, code: 20015, data: null }),
  (words) => ({ detail: words }),
  (words) => ({ detail: [{ msg: words, loc: ['body'] }] }),
  (words) => [{ error: { message: words, details: [{ '@type': 'x' }] } }],
  (words) => ({ errors: [{ message: words }] }),
  (words) => ({ error: { message: JSON.stringify({ error: { message: words } }) } }),
  (words) => ({ error: { message: `upstream: ${JSON.stringify({ error: words })}` } }),
  (words) => ({
    error: {
      message: 'Provider returned error',
      metadata: { raw: JSON.stringify([{ error: words }]) },
    },
  }),
  (words) => ({ base_resp: { status_code: 1, status_msg: words } }),
  (words) => ({ Response: { Error: { Code: 'X', Message: words } } }),
  (words) => `data: ${JSON.stringify({ error: { message: words } })}\n\n`,
  (words) => JSON.stringify(JSON.stringify({ error: { message: words } })),
];

describe('what a server says outranks its status', () => {
  for (const [reason, each] of Object.entries(sayings)) {
    it.each(each)(`${reason}: %s`, (words) => {
      for (const shape of shapes) {
        for (const status of [400, 403, 422]) {
          const error = refused(status, shape(words));
          expect(error.reason, JSON.stringify(shape(words))).toBe(reason);
          expect(error.detail).toContain(words.replaceAll(/\s+/g, ' ').slice(0, 20));
          expectPlain(error);
        }
      }
    });
  }

  it('and is read in a report inside a stream', () => {
    const report = { message: 'Your account balance is insufficient', code: 30_001 };
    expect(fromServerReport(report, context).reason).toBe('quota');
  });

  it('but not what was sent, where a server repeats it', () => {
    const input = {
      role: 'user',
      content: 'Is my credit balance insufficient? Rate limit? Invalid key?',
    };
    const error = refused(422, { detail: [{ msg: 'Field required', loc: ['body', 'x'], input }] });
    expect(error.reason).toBeUndefined();
    expect(error.detail).toBe('body.x: Field required');
  });
});

describe('an answer in JSON', () => {
  it('never puts the blame on the address', () => {
    const words = fc
      .string({ minLength: 3, maxLength: 60 })
      .map((text) => `The thing ${text} is so`);
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(400, 401, 403, 404, 405, 410, 422, 429, 500, 501, 503),
        fc.constantFrom(...shapes),
        (text, status, shape) => {
          const error = refused(status, shape(text));
          expect(`${sentenceOf(error)} ${error.reason ?? ''}`).not.toMatch(
            /no chat API|base URL|no_endpoint/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    { detail: 'Not Found' },
    { error: { code: 'unknown_url', message: 'Invalid URL' } },
    { type: 'error', error: { type: 'not_found_error', message: 'Not Found' } },
  ])('does so only where it says so itself: %j', (body) => {
    expect(refused(404, body).reason).toBe('no_endpoint');
  });
});

describe('a wait', () => {
  const now = Date.parse('2026-11-30T23:59:00Z');

  it.each([
    ['Please retry in 31.5s.', 31_500],
    ['retry in 23.4s', 23_400],
    ['Please try again in 6m0s', 360_000],
    ['Try again in 1h2m3.5s. Visit our page', 3_723_500],
    ['retry in 350ms', 350],
    ['please try again after 1 seconds', 1000],
    ['wait 1 hour and 2 minutes', 3_720_000],
    ['请在 30 秒后重试', 30_000],
    ['30秒後に再度お試しください', 30_000],
    ['30초 후에 다시 시도하세요', 30_000],
    ['Versuchen Sie es in 30 Sekunden erneut', 30_000],
    ['Réessayez dans 2 minutes', 120_000],
    ['Reintente en 10 segundos', 10_000],
    ['Повторите через 15 секунд', 15_000],
    ['Tente novamente em 20 segundos', 20_000],
    ['limit resets at 2026-12-01T00:00:00Z', 60_000],
    ['3 requests in the last 60 seconds. Retry after 7s', 7000],
    ['created within the last 5 minutes, please wait a moment', undefined],
    ['Limit 6000, Requested 9000', undefined],
    ['retry in 999999 hours', undefined],
  ])('in words: %s', (words, ms) => {
    expect(waitInWords(words, now)).toBe(ms);
  });

  it.each([
    [{ error: { details: [{ retryDelay: '34s' }] } }, 34_000],
    [{ error: 'Model is loading', estimated_time: 20.5 }, 20_500],
    [{ retry_after_ms: 500 }, 500],
    [{ error: { retry_after: '12' } }, 12_000],
    [{ error: { metadata: { headers: { 'X-RateLimit-Reset': String(now + 9000) } } } }, 9000],
    [{ error: { message: 'Slow down', retryAfter: { seconds: 1 } } }, undefined],
  ])('in fields: %j', (body, ms) => {
    expect(waitInBody(readSaid(JSON.stringify(body)), now)).toBe(ms);
  });

  it('is told with the time at which it is over', () => {
    const error = refused(429, { error: { message: 'Too many requests. Try again in 20s.' } });
    expect(error).toMatchObject({ kind: 'rate_limit', retryAfterMs: 20_000 });
    expect(sentenceOf(error)).toMatch(/in 20 seconds\.$/);
    expect(Math.abs((error.retryAt ?? 0) - Date.now() - 20_000)).toBeLessThan(2000);
  });
});

describe('any body', () => {
  it('is told in one plain sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.anything()),
        fc.constantFrom(400, 403, 404, 429, 500, 503),
        (body, status) => {
          const error = refused(status, typeof body === 'string' ? body : { error: body });
          expectPlain(error);
          expect((error.detail ?? '').length).toBeLessThanOrEqual(500);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('costs no more than its budget, however it is built', () => {
    const deep = `${'{"error":'.repeat(7000)}"x"${'}'.repeat(7000)}`;
    const wide = JSON.stringify({
      errors: Array.from({ length: 6000 }, () => ({ message: 'no' })),
    });
    let packed = '"x"';
    for (let layer = 0; layer < 11; layer += 1) packed = JSON.stringify({ error: packed });
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`e${at}`, '{'])),
    );
    for (const body of [deep, wide, packed, many, '['.repeat(60_000), '{"a":"'.repeat(10_000)]) {
      const said = readSaid(body);
      expect(said.sentences.join('').length).toBeLessThan(80_000);
      expect(said.sentences.length).toBeLessThanOrEqual(400);
      expect(said.codes.length).toBeLessThanOrEqual(40);
      expect(serverWords(body, ['sk-abcdef123456']).length).toBeLessThanOrEqual(500);
    }
  });
});
