import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profiles } from '../../provider/profiles/all.ts';
import { rightKey, startProfile, type Service } from '../../provider/profiles/start.ts';
import { loadTranscripts } from '../../provider/transcripts.ts';

type Sent = Readonly<Record<string, unknown>>;
type Asked = Sent & { readonly messages: readonly Sent[] };

const system: Sent = { role: 'system', content: 'Be brief.' };
const user: Sent = { role: 'user', content: 'Hello' };
const assistant: Sent = { role: 'assistant', content: 'Hello.' };
const call = (name: string, args: string): Sent => ({
  id: 'abc123def',
  type: 'function',
  function: { name, arguments: args },
});
const calls = (name = 'echo', args = '{}'): Sent => ({
  role: 'assistant',
  content: null,
  tool_calls: [call(name, args)],
});
const result: Sent = { role: 'tool', tool_call_id: 'abc123def', content: 'a' };
const picture: Sent = {
  role: 'user',
  content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }],
};
const tool = (parameters: Sent): Sent => ({
  type: 'function',
  function: { name: 'echo', parameters },
});

/** Gives calls what the service wants back with them, which it sent with them before. */
function withOwed(service: string, message: Sent): Sent {
  const { tool_calls: made } = message;
  if (!Array.isArray(made)) return message;
  if (service === 'DeepSeek') return { ...message, reasoning_content: 'I had better look.' };
  if (service !== 'Gemini') return message;
  const extra_content = { google: { thought_signature: 'signed by models/gemini-3.8-flash' } };
  return { ...message, tool_calls: made.map((one: Sent) => ({ ...one, extra_content })) };
}

const everyone = profiles.map(({ name }) => name);

/** What may be wrong with a request, and the services that mind. */
const faults: readonly (readonly [fault: string, body: Asked, refusedBy: readonly string[]])[] = [
  ['nothing', { messages: [system, user, assistant, user] }, []],
  [
    'an unknown field',
    { messages: [user], colour: 'red' },
    ['OpenAI', 'Azure', 'Gemini', 'Mistral', 'Perplexity', 'Groq'],
  ],
  ['top_k', { messages: [user], top_k: 40 }, ['OpenAI', 'Azure', 'Gemini', 'Mistral', 'Groq']],
  ['stream_options', { messages: [user], stream_options: { include_usage: true } }, ['Mistral']],
  [
    'an unknown field of a message',
    { messages: [user, { ...assistant, colour: 'red' }, user] },
    [
      'OpenAI',
      'Azure',
      'Gemini',
      'Anthropic',
      'DeepSeek',
      'Mistral',
      'OpenRouter',
      'Perplexity',
      'xAI',
      'Groq',
    ],
  ],
  [
    'reasoning_content',
    { messages: [user, { ...assistant, reasoning_content: 'Hm' }, user] },
    ['OpenAI', 'Azure', 'Gemini', 'Anthropic', 'Mistral', 'OpenRouter', 'Perplexity', 'Groq'],
  ],
  ['a message without content', { messages: [{ role: 'user', content: null }] }, everyone],
  [
    'blank text',
    { messages: [{ role: 'user', content: ' \n' }] },
    ['Gemini', 'Anthropic', 'Mistral', 'xAI', 'LM Studio', 'llama.cpp'],
  ],
  ['a picture', { messages: [picture] }, ['DeepSeek', 'Groq', 'llama.cpp', 'vLLM']],
  [
    'a second system message',
    { messages: [system, user, assistant, system, user] },
    ['Mistral', 'Perplexity', 'LM Studio', 'llama.cpp', 'vLLM'],
  ],
  [
    'two questions in a row',
    { messages: [user, user] },
    ['DeepSeek', 'Mistral', 'Perplexity', 'vLLM'],
  ],
  [
    'an answer at the end',
    { messages: [user, assistant] },
    ['Anthropic', 'Mistral', 'Perplexity', 'llama.cpp'],
  ],
  [
    'a result without a call',
    { messages: [user, assistant, result] },
    ['OpenAI', 'Azure', 'Gemini', 'Anthropic', 'DeepSeek', 'Mistral', 'OpenRouter', 'xAI', 'Groq'],
  ],
  [
    'a call without a result',
    { messages: [user, calls(), user] },
    [
      'OpenAI',
      'Azure',
      'Gemini',
      'Anthropic',
      'DeepSeek',
      'Mistral',
      'OpenRouter',
      'xAI',
      'Groq',
      'vLLM',
    ],
  ],
  [
    'a question after a result',
    { messages: [user, calls(), result, user] },
    ['DeepSeek', 'Mistral', 'Perplexity', 'vLLM'],
  ],
  ['sound calls', { messages: [user, calls(), result] }, []],
  [
    'arguments that are cut',
    { messages: [user, calls('echo', '{"te'), result] },
    everyone.filter((name) => name !== 'Perplexity'),
  ],
  [
    'a name with a dot',
    { messages: [user, calls('my.echo'), result] },
    ['OpenAI', 'Azure', 'Anthropic', 'DeepSeek', 'Mistral', 'OpenRouter', 'xAI', 'Groq'],
  ],
  [
    'a schema without properties',
    { messages: [user], tools: [tool({ type: 'object' })] },
    ['OpenAI', 'Azure', 'LM Studio'],
  ],
];

describe.each(profiles)('$name', (profile) => {
  let service: Service;
  beforeAll(async () => {
    service = await startProfile(profile);
  });
  afterAll(() => service.provider.close());

  async function post(body: Asked): Promise<{ status: number; text: string }> {
    const header = profile.keyHeader ?? 'x-none';
    const url = `${profile.address}/chat/completions`;
    const response = await service.reach(fetch)(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [header]: header === 'authorization' ? `Bearer ${rightKey}` : rightKey,
      },
      body: JSON.stringify({
        model: profile.model,
        stream: true,
        ...body,
        messages: body.messages.map((message) => withOwed(profile.name, message)),
      }),
    });
    return { status: response.status, text: await response.text() };
  }

  it.each(faults)('minds or takes: %s', async (_fault, body, refusedBy) => {
    const { status, text } = await post(body);
    const isRefused = status >= 400;
    if (isRefused) expect(JSON.parse(text)).toEqual(expect.anything());
    else expect(text).toContain('data: ');
    expect(isRefused).toBe(refusedBy.includes(profile.name));
  });

  it('says where its facts are from, and when', () => {
    expect(profile.sources.length).toBeGreaterThan(1);
    for (const { date } of profile.sources) expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    const recordings = loadTranscripts().map(({ name }) => name);
    const named = profile.sources.filter(({ where }) => /^[a-z]+-[a-z-]+$/.test(where));
    for (const { where } of named) expect(recordings).toContain(where);
  });
});

it('has a file for each profile', () => {
  const folder = new URL('../../provider/profiles/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  expect(files).toHaveLength(profiles.length + 3);
});
