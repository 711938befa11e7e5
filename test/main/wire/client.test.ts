import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { connectionTo, hear } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
afterEach(() => vi.unstubAllEnvs());

describe('what a request sends', () => {
  it('is the key, when there is one', async () => {
    await hear(connectionTo(provider.baseUrl, { apiKey: 'sk-mine' }));
    expect(provider.requests.at(-1)?.headers.authorization).toBe('Bearer sk-mine');
  });

  it('is no Authorization header without a key', async () => {
    await hear(connectionTo(provider.baseUrl));
    expect(provider.requests.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('is nothing of the environment', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'env-key');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'env-admin');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    vi.stubEnv('OPENAI_ORG_ID', 'env-org');
    vi.stubEnv('OPENAI_PROJECT_ID', 'env-project');
    vi.stubEnv(
      'OPENAI_CUSTOM_HEADERS',
      'X-Env: env-custom\nAuthorization: Bearer env-bearer\nUser-Agent: env-agent\nAccept: env/accept',
    );
    for (const apiKey of [null, 'sk-mine']) {
      const answer = await hear(connectionTo(provider.baseUrl, { apiKey }));
      expect(answer.end?.kind).toBe('finished');
      expect(JSON.stringify(provider.requests.at(-1)?.headers)).not.toMatch(/env/);
    }
  });

  it('says nothing of this computer', async () => {
    await hear(connectionTo(provider.baseUrl));
    const headers = provider.requests.at(-1)?.headers ?? {};
    expect(headers['user-agent']).toBe('Parley');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
  });

  it('is only model, messages and the wish for a stream with usage', async () => {
    await hear(connectionTo(provider.baseUrl));
    expect(provider.requests.at(-1)?.body).toEqual({
      model: 'scripted-model',
      messages: [{ role: 'user', content: 'Hello?' }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('prints nothing, whatever OPENAI_LOG says', async () => {
    vi.stubEnv('OPENAI_LOG', 'debug');
    const printed = (['debug', 'info', 'warn', 'error', 'log'] as const).map((name) =>
      vi.spyOn(console, name),
    );
    provider.next({ kind: 'steps', steps: () => [{ kind: 'event', data: 'no json' }] });
    await hear(connectionTo(provider.baseUrl, { apiKey: 'sk-mine' }));
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});
