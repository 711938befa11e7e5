import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry } from '../../../src/main/providers/registry.ts';
import { createProtocols } from '../../../src/main/wire/open-protocol.ts';
import type { Provider as Stored } from '../../../src/shared/model/providers/provider.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { memorySecrets, memorySettings } from '../providers/memory-ports.ts';
import { heard, terminals } from './support.ts';

let provider: Provider;
let settings: ReturnType<typeof memorySettings>;
beforeEach(async () => {
  provider = await startProvider();
  const stored: Stored = {
    id: 'one',
    kind: 'openai_compatible',
    name: 'One',
    baseUrl: provider.baseUrl,
  };
  settings = memorySettings({ providers: [stored] });
});
afterEach(() => provider.close());

/** Answers over one path, and refuses the other. */
const only = (
  path: 'chat/completions' | 'responses',
  message: string,
  status = 404,
  body: 'json' | 'html' = 'json',
): void =>
  provider.onRequest((asked): Behaviour => {
    if (asked.path.endsWith(path)) return { kind: 'text', text: 'Hello.', reasoning: 'Hm.' };
    return { kind: 'error', status, message, body, code: 'unsupported' };
  });

const openRegistry = () => createRegistry({ settings, secrets: memorySecrets(), environment: {} });

/** Asks as a program that was just started would: only the settings are known. */
async function ask(model = 'pro', purpose?: 'title') {
  const connection = await openRegistry().connect('one');
  const before = provider.requests.length;
  const steps: ChatStep[] = [];
  const question = {
    model,
    messages: [{ role: 'user', contents: [{ kind: 'text', text: 'Hello?' }] }],
    idleTimeoutMs: 10_000,
    ...(purpose === undefined ? {} : { purpose }),
  } as const;
  for await (const step of createProtocols()(connection).ask(
    question,
    new AbortController().signal,
  )) {
    steps.push(step);
  }
  expect(terminals(steps)).toBe(1);
  const paths = provider.requests.slice(before).map(({ path }) => path.replace('/v1/', ''));
  return { ...heard(steps), paths };
}

const choose = async (input: object): Promise<void> => {
  await openRegistry().save({
    id: 'one',
    kind: 'openai_compatible',
    name: 'One',
    baseUrl: provider.baseUrl,
    ...input,
  });
};

const openAi = 'This model is only supported in v1/responses and not in v1/chat/completions.';
const chat = 'chat/completions';

describe('a model that only the Responses API serves', () => {
  it.each([
    openAi,
    'Unsupported legacy protocol: /v1/chat/completions is not supported. Please use /v1/responses.',
    'Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to none.',
    'o1-pro is only available via the Responses API.',
  ])('is asked there after one refusal, and from then on: %s', async (message) => {
    only('responses', message, 400);
    const first = await ask();
    expect(first).toMatchObject({ text: 'Hello.', reasoning: 'Hm.', paths: [chat, 'responses'] });
    expect(settings.read().providers[0]?.learnedProtocols).toEqual({ pro: 'responses' });
    expect((await ask()).paths).toEqual(['responses']);
    provider.scriptTitle({ kind: 'text', text: 'A title' });
    expect(await ask('pro', 'title')).toMatchObject({ text: 'A title', paths: ['responses'] });
    // Another model is asked as usual.
    expect((await ask('other')).paths).toEqual([chat, 'responses']);
  });

  it('is not asked there where the person wants Chat Completions', async () => {
    only('responses', openAi);
    await choose({ protocol: 'chat_completions' });
    const refused = await ask();
    expect(refused.paths).toEqual([chat]);
    expect(refused.error().reason).toBe('responses_only');
    expect(sentenceOf(refused.error())).toMatch(/Automatic or Responses as its protocol/);
    await choose({ protocol: 'automatic' });
    expect((await ask()).paths).toEqual([chat, 'responses']);
  });

  it('gives the first refusal where the server has no such API', async () => {
    provider.onRequest(({ path }) =>
      path.endsWith('responses')
        ? { kind: 'error', status: 404, body: 'text', message: '404 page not found' }
        : { kind: 'error', status: 400, message: openAi },
    );
    const refused = await ask();
    expect(refused.paths).toEqual([chat, 'responses']);
    expect(refused.error().reason).toBe('responses_only');
    expect(settings.read().providers[0]?.learnedProtocols).toBeUndefined();
  });

  it('is asked there at once where the person says so for it', async () => {
    only('responses', openAi);
    await choose({ modelProtocols: [{ model: 'pro', protocol: 'responses' }] });
    expect((await ask()).paths).toEqual(['responses']);
    expect(openRegistry().list()[0]).toMatchObject({
      protocol: 'automatic',
      modelProtocols: [{ model: 'pro', protocol: 'responses' }],
    });
  });
});

describe('a server without a Responses API', () => {
  it.each([
    ['Invalid URL (POST /v1/responses)', 404],
    ['404 page not found', 404],
    ['The Responses API is not supported for this model.', 400],
  ] as const)('is asked over Chat Completions from then on: %s', async (message, status) => {
    only(chat, message, status);
    await choose({ protocol: 'responses' });
    expect(await ask()).toMatchObject({ text: 'Hello.', paths: ['responses', chat] });
    expect((await ask()).paths).toEqual([chat]);
    // A choice that is made anew is tried anew.
    await choose({ protocol: 'automatic' });
    await choose({ protocol: 'responses' });
    expect((await ask()).paths).toEqual(['responses', chat]);
  });

  it('is known by a page of its gateway, too', async () => {
    const message = '<html><head><title>404 Not Found</title></head><body>nginx</body></html>';
    only(chat, message, 404, 'html');
    await choose({ protocol: 'responses' });
    expect(await ask()).toMatchObject({ text: 'Hello.', paths: ['responses', chat] });
    expect((await ask()).paths).toEqual([chat]);
  });

  it('that had one before is found out likewise', async () => {
    only('responses', openAi);
    await ask();
    only(chat, 'Invalid URL (POST /v1/responses)');
    expect((await ask()).paths).toEqual(['responses', chat]);
    expect((await ask()).paths).toEqual([chat]);
  });

  it('is left alone where a model is not there at all, or another failure is the reason', async () => {
    await choose({ protocol: 'responses' });
    only(chat, 'The model `pro` does not exist or you do not have access to it.');
    expect((await ask()).paths).toEqual(['responses']);
    only(chat, 'Your account has no credit left.', 402);
    expect((await ask()).paths).toEqual(['responses']);
  });
});

describe('what was learned', () => {
  it('does not outlive the address', async () => {
    only('responses', openAi);
    await ask();
    await choose({ baseUrl: 'https://elsewhere.example/v1' });
    expect(settings.read().providers[0]?.learnedProtocols).toBeUndefined();
  });

  it('is kept with a choice of a newer Parley, which counts as automatic', async () => {
    const stored = settings.read().providers.map((each) => ({ ...each, protocol: 'telepathy' }));
    settings.update((before) => ({ ...before, providers: stored }));
    only('responses', openAi);
    expect((await ask()).paths).toEqual([chat, 'responses']);
    expect(settings.read().providers[0]?.protocol).toBe('telepathy');
    expect(openRegistry().list()[0]?.protocol).toBe('automatic');
  });
});
