import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiLimits } from '../../../src/main/local-api/limits.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { plainWords } from '../../plain-words.ts';
import { longerWords, programWords } from './api-words.ts';
import { bodyOf, openRaw } from './raw.ts';
import { errorOf, parseEvents, startRig, stopRig, type ErrorAnswer, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ limits: { answers: 1, bodyBytes: 1024 * 1024 } });
});
afterAll(() => stopRig(rig));

const language = { 'accept-language': 'en-XA' };

type Ask = () => Promise<Response>;

const chat = '/v1/chat/completions';
const said = [{ role: 'user', content: 'x' }];
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Ask => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return () => rig.ask(path, { method: 'POST', body: text, headers: { ...language, ...headers } });
};
const get = (path: string, headers: Readonly<Record<string, string>> = {}): Ask => {
  return () => rig.ask(path, { headers: { ...language, ...headers } });
};

/** Requests that Parley itself refuses. */
const refused: Readonly<Record<string, Ask>> = {
  no_token: get('/v1/models', { authorization: 'Basic x' }),
  unknown_token: get('/v1/models', { authorization: 'Bearer nobody' }),
  wrong_origin: get('/v1/models', { origin: 'https://elsewhere.example' }),
  unknown_url: get('/elsewhere'),
  wrong_method: get(chat),
  not_json: post(chat, '{'),
  too_deep: post(chat, '['.repeat(1000) + ']'.repeat(1000)),
  too_large: post(chat, { messages: said, user: 'x'.repeat(apiLimits.bodyBytes / 10) }),
  compressed: post(chat, '{}', { 'content-encoding': 'gzip' }),
  'problem.missing': post(chat, { model: 'x' }),
  'problem.type': post(chat, { messages: said, model: 1 }),
  'problem.choice': post(chat, { messages: [{ role: 'robot', content: 'x' }], model: 'x' }),
  'problem.minimum': post('/chat', { prompt: '' }),
  'problem.maximum': post('/chat', { prompt: 'x', temperature: 9 }),
  'problem.one_answer': post(chat, { messages: said, model: 'x', n: 2 }),
  'problem.no_logprobs': post(chat, { messages: said, model: 'x', logprobs: true }),
  'problem.prompt_or_messages': post('/chat', { prompt: 'x', messages: said }),
  'problem.number': get('/chat?prompt=x&temperature=warm'),
  'problem.stores_nothing': post('/v1/responses', { model: 'x', input: 'x', store: true }),
  'problem.no_previous': post('/v1/responses', {
    model: 'x',
    input: 'x',
    previous_response_id: 'r',
  }),
  'problem.no_background': post('/v1/responses', { model: 'x', input: 'x', background: true }),
  'problem.no_prompts': post('/v1/responses', { model: 'x', input: 'x', prompt: {} }),
  'unsupported.items': post('/v1/responses', {
    model: 'scripted-model',
    input: [{ type: 'item_reference', id: 'x' }],
  }),
  'unsupported.content': post('/v1/responses', {
    model: 'scripted-model',
    input: [{ role: 'user', content: [{ type: 'smell' }] }],
  }),
  'unsupported.messages': post('/v1/responses', {
    model: 'scripted-model',
    input: [{ role: 'robot', content: 'x' }],
  }),
  'unsupported.pictures': post('/v1/responses', {
    model: 'scripted-model',
    input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'x' }] }],
  }),
  no_model: post(chat, { messages: said, model: 'no such model' }),
  no_conversation: post('/chat', { prompt: 'x', conversation: crypto.randomUUID() }),
  conversation_header: get('/chat?prompt=x', { 'parley-conversation': '../x' }),
  conversation_one_message: post('/chat', { messages: [...said, ...said], conversation: 'new' }),
  no_text: post(chat, {
    messages: [{ role: 'user', content: '' }],
    model: 'scripted-model',
    conversation: 'new',
  }),
  conversation_system_prompt: post('/chat', {
    messages: [{ role: 'system', content: 'x' }, { role: 'system', content: 'y' }, ...said],
    conversation: 'new',
  }),
  conversation_tools: post(chat, {
    model: 'scripted-model',
    messages: said,
    conversation: 'new',
    tools: [{ type: 'function', function: { name: 'x' } }],
  }),
};

it.each(Object.entries(refused))('every word of the refusal %s', async (name, ask) => {
  const response = await ask();
  const { message } = await errorOf(response);
  expect(response.headers.get('content-language')).toBe('en-XA');
  expect(plainWords(message, programWords)).toBe('');
  const key = `api.${name}` as keyof typeof english;
  if (!english[key].includes('plural')) expect(message).toMatch(longerWords(key));
});

it('every word of a refusal of a host', async () => {
  const raw = openRaw(rig.port);
  raw.send('GET /health HTTP/1.1\r\nHost: elsewhere.example\r\nAccept-Language: en-XA\r\n');
  raw.send('Connection: close\r\n\r\n');
  const { error } = bodyOf(await raw.closed) as ErrorAnswer;
  expect(plainWords(error.message, programWords)).toBe('');
  expect(error.message).toMatch(longerWords('api.wrong_host'));
});

it('every word while another answer is being given', async () => {
  const live = rig.provider.live();
  const first = rig.ask('/chat/sse?prompt=x');
  await live.write('1');
  const { message, code } = await errorOf(await get('/chat?prompt=x')());
  expect(code).toBe('too_many_requests');
  expect(plainWords(message, programWords)).toBe('');
  await live.finish('stop');
  await (await first).text();
});

it.each([400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503])(
  'every word of a failure of the provider with %d',
  async (status) => {
    for (const path of ['/chat?prompt=x', '/chat/sse?prompt=x']) {
      // Some are asked again.
      rig.provider.onRequest(() => ({ kind: 'error', status }));
      const response = await get(path)();
      const { message, provider } = (await errorOf(response)) as ErrorAnswer['error'] & {
        readonly provider?: { readonly said: string };
      };
      rig.provider.onRequest(() => undefined);
      expect(message).toMatch(/^\[/u);
      expect(plainWords(message.replace(provider?.said ?? '', ''), programWords)).toBe('');
    }
  },
);

it('every word of a failure in the middle of a stream', async () => {
  const live = rig.provider.live();
  const asked = get('/chat/sse?prompt=x')();
  await live.write('1');
  await live.end('reset');
  const response = await asked;
  const events = parseEvents(await response.text());
  const last = JSON.parse(events.at(-1)?.data ?? '{}') as ErrorAnswer;
  expect(last.error.message).toMatch(/^\[/u);
  expect(plainWords(last.error.message, programWords)).toBe('');
});
