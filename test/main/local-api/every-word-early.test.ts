import { expect, it, onTestFinished } from 'vitest';
import type english from '../../../src/shared/language/locales/en.json';
import { startProvider } from '../../provider/provider.ts';
import { plainWords } from '../../plain-words.ts';
import { longerWords, programWords } from './api-words.ts';
import { bodyOf, openRaw, statusOf } from './raw.ts';
import { errorOf, rigForTest, type ErrorAnswer, type Rig } from './support.ts';

const language = 'Accept-Language: en-XA';
const inIt = { headers: { 'accept-language': 'en-XA' } };

function expectWords(message: string, key: keyof typeof english): void {
  expect(message).toMatch(longerWords(key));
  expect(plainWords(message, programWords)).toBe('');
}

/** Asserts what came of bytes on a connection that the API has closed. */
function expectRefusal(answer: string, status: number, key: keyof typeof english): void {
  expect(statusOf(answer)).toBe(status);
  expect(answer).toMatch(/^content-language: en-XA\r$/im);
  expectWords((bodyOf(answer) as ErrorAnswer).error.message, key);
}

const lines = (...each: readonly string[]): string => [...each, '', ''].join('\r\n');
const long = `X-Long: ${'a'.repeat(20_000)}`;

it.each([
  ['headers that are too large', 431, 'api.headers_too_large', ['GET /health HTTP/1.1', long]],
  ['another protocol', 400, 'api.not_http', ['SING /chat LOUD/9']],
  ['a broken header', 400, 'api.not_http', ['GET /health HTTP/1.1', 'Host localhost']],
  ['a wrong address', 400, 'api.wrong_address', ['GET /\\x HTTP/1.1', 'Host: localhost']],
  ['a wrong host', 400, 'api.wrong_address', ['GET /health HTTP/1.1', 'Host: a b']],
] as const)('every word of the refusal of %s', async (_, status, key, [first, ...further]) => {
  const rig = await rigForTest();
  const { send, closed } = openRaw(rig.port);
  send(lines(first, language, 'Connection: close', ...further));
  expectRefusal(await closed, status, key);
});

it('a request that says no language is refused in English', async () => {
  const rig = await rigForTest();
  const { send, closed } = openRaw(rig.port);
  send(lines('SING /chat LOUD/9', 'X-Accept-Language: en-XA'));
  const answer = await closed;
  expect(answer).toMatch(/^content-language: en\r$/im);
  expect((bodyOf(answer) as ErrorAnswer).error.message).toBe('This is not a request in HTTP/1.1.');
});

/** The beginning of a request with a body. */
const begun = (rig: Rig, length: number): string =>
  lines(
    'POST /chat HTTP/1.1',
    'Host: localhost',
    language,
    `Authorization: Bearer ${rig.token}`,
    `Content-Length: ${length}`,
  );

it('every word when a body takes too long to come, or breaks off', async () => {
  const rig = await rigForTest({ limits: { headersMs: 150, requestMs: 300, checkMs: 50 } });
  const slow = openRaw(rig.port);
  slow.send(`${begun(rig, 500)}{"pro`);
  const broken = openRaw(rig.port);
  broken.send(`${begun(rig, 500)}{"pro`);
  broken.socket.end();
  expectRefusal(await broken.closed, 400, 'api.broke_off');
  expectRefusal(await slow.closed, 408, 'api.too_slow');
});

it('every word of the refusal of bodies that are too much, alone or together', async () => {
  const rig = await rigForTest({ limits: { bodyBytes: 2000, bodiesBytes: 3000 } });
  const alone = await rig.post('/chat', { prompt: 'x'.repeat(3000) }, inIt);
  expect(alone.status).toBe(413);
  expectWords((await errorOf(alone)).message, 'api.too_large');

  const waiting = openRaw(rig.port);
  waiting.send(begun(rig, 1900) + 'x'.repeat(1800));
  const prompt = { prompt: 'x'.repeat(1700) };
  await expect
    .poll(async () => {
      const response = await rig.post('/chat', prompt, inIt);
      return response.status === 429 ? (await errorOf(response)).message : await response.text();
    })
    .toMatch(longerWords('api.too_much'));
  waiting.socket.destroy();
});

it('every word about a model of two providers', async () => {
  const other = await startProvider({ models: ['shared'] });
  onTestFinished(() => other.close());
  const provider = await startProvider({ models: ['shared'] });
  const named = { name: 'Scripted', kind: 'openai_compatible' };
  const rig = await rigForTest({
    provider,
    settings: {
      providers: [
        { id: 'one', baseUrl: provider.baseUrl, ...named },
        { id: 'two', baseUrl: other.baseUrl, ...named },
      ],
      defaultProviderId: 'one',
      defaultModel: 'shared',
    },
  });
  const wish = { model: 'Scripted/shared', messages: [{ role: 'user', content: 'x' }] };
  const { message, code } = await errorOf(await rig.post('/v1/chat/completions', wish, inIt));
  expect(code).toBe('model_ambiguous');
  const names = /Scripted\/shared|\b(?:one|two)\//gu;
  expectWords(message.replaceAll(names, ''), 'api.ambiguous_model');
});

it('every word about a conversation that is being answered, and then stopped', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  const live = rig.provider.live();
  const running = rig.ask(`/chat?prompt=x&conversation=${id}`, inIt);
  await rig.provider.waitForRequest(1);
  const busy = await errorOf(await rig.ask(`/chat?prompt=y&conversation=${id}`, inIt));
  expectWords(busy.message, 'api.conversation_busy');
  await rig.core.turns.stop(id);
  const stopped = await errorOf(await running);
  expect(stopped.code).toBe('stopped');
  expectWords(stopped.message, 'api.stopped');
  await live.finish('stop').catch(() => undefined);
});

it('every word about a system prompt that is no text, and what a schema does not tell', async () => {
  const rig = await rigForTest();
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
  const system = await rig.post(
    '/chat',
    {
      conversation: 'new',
      messages: [
        { role: 'system', content: [picture] },
        { role: 'user', content: 'x' },
      ],
    },
    inIt,
  );
  expectWords((await errorOf(system)).message, 'api.system_prompt_text');
  const other = await rig.post(
    '/v1/chat/completions',
    { model: 'scripted-model', messages: [{ role: 'user', content: 5 }] },
    inIt,
  );
  expectWords((await errorOf(other)).message, 'api.problem.other');
});

it('every word of a fault of Parley', async () => {
  const rig = await rigForTest();
  const list = rig.tokenStore.list.bind(rig.tokenStore);
  rig.tokenStore.list = () => {
    rig.tokenStore.list = list;
    throw new Error('The tokens cannot be read.');
  };
  const { message, status } = await errorOf(await rig.ask('/v1/models', inIt));
  expect(status).toBe(500);
  expectWords(message, 'api.internal');
});

it('every word for a picture in plain text', async () => {
  const rig = await rigForTest();
  const url = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==';
  const delta = { images: [{ type: 'image_url', image_url: { url } }] };
  rig.provider.next({
    kind: 'chunks',
    chunks: [{ choices: [{ index: 0, delta, finish_reason: 'stop' }] }],
  });
  const text = await (await rig.ask('/chat?prompt=x', inIt)).text();
  expectWords(
    text.replaceAll(/image\/png|\/chat\/sse|\/v1\/chat\/completions/gu, ''),
    'api.picture',
  );
});
