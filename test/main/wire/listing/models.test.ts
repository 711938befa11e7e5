import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { modelList } from '../../../provider/served.ts';
import { refusedBaseUrl } from '../../../provider/unreachable.ts';
import { listModels, readModels } from '../../../../src/main/wire/listing/models.ts';
import { ExpectedError } from '../../../../src/shared/expected.ts';
import type { ParleyError } from '../../../../src/shared/model/errors.ts';
import type { ProviderConnection } from '../../../../src/main/wire/connection.ts';
import { connectionTo } from '../support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

async function failure(connection: ProviderConnection): Promise<ParleyError> {
  const error: unknown = await listModels(connection).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ExpectedError) return error.error;
  throw new Error(`Expected an ExpectedError, got ${String(error)}.`);
}

describe('the list of models', () => {
  it.each(['openai', 'ollama', 'bare-array'] as const)('is read in the shape %s', async (shape) => {
    provider.scriptModels(modelList(['b-model', 'a-model'], shape));
    expect(await listModels(connectionTo(provider.baseUrl))).toEqual([
      { id: 'a-model' },
      { id: 'b-model' },
    ]);
  });

  it('may be empty', async () => {
    provider.scriptModels(modelList([], 'ollama'));
    expect(await listModels(connectionTo(provider.baseUrl))).toEqual([]);
  });

  it('is read although the server does not call it JSON', async () => {
    const body = '{"data":[{"id":"plain"}]}';
    provider.scriptModels({ kind: 'http', status: 200, contentType: 'text/plain', body });
    expect(await listModels(connectionTo(provider.baseUrl))).toEqual([{ id: 'plain' }]);
  });

  it("is read in Ollama's own and llama.cpp's shape", () => {
    expect(readModels({ models: [{ name: 'llama3:8b' }, { model: 'x.gguf' }] })).toEqual([
      { id: 'llama3:8b' },
      { id: 'x.gguf' },
    ]);
  });

  it('tells context windows, what is loaded before what could be', () => {
    const told = [
      { id: 'openrouter', context_length: 200_000, top_provider: { context_length: 128_000 } },
      { id: 'vllm', max_model_len: 16_384 },
      { id: 'groq', context_window: 131_072 },
      { id: 'lm-studio', max_context_length: 32_768, loaded_context_length: 4096 },
      { id: 'mistral', max_context_length: 65_536 },
      { id: 'odd', context_length: '8k', context_window: -1, max_model_len: 1.5 },
    ];
    expect(
      Object.fromEntries(readModels(told)?.map((each) => [each.id, each.contextTokens]) ?? []),
    ).toEqual({
      openrouter: 128_000,
      vllm: 16_384,
      groq: 131_072,
      'lm-studio': 4096,
      mistral: 65_536,
      odd: undefined,
    });
  });

  it('is sorted with numbers in order, each once, what does not chat last', () => {
    const ids = ['text-embedding-3', 'gpt-10', 'whisper-1', 'gpt-9', 'Gemma', 'gpt-9', '', null];
    expect(readModels(ids)?.map(({ id }) => id)).toEqual([
      'Gemma',
      'gpt-9',
      'gpt-10',
      'text-embedding-3',
      'whisper-1',
    ]);
  });

  it.each([
    [{ kind: 'error', status: 401 }, 'auth'],
    [{ kind: 'error', status: 404, body: 'html' }, 'invalid'],
    [
      { kind: 'http', status: 200, contentType: 'text/html', body: '<html>x</html>' },
      'bad_response',
    ],
    [
      { kind: 'http', status: 200, contentType: 'application/json', body: '{"a":1}' },
      'bad_response',
    ],
    [
      {
        kind: 'http',
        status: 200,
        contentType: 'application/json',
        body: '{"error":"Unexpected endpoint or method. (GET /models)"}',
      },
      'invalid',
    ],
  ] as const)('fails with a next step (%#)', async (behaviour, kind) => {
    provider.scriptModels(behaviour);
    expect(await failure(connectionTo(provider.baseUrl))).toMatchObject({
      kind,
      action: 'open_settings',
    });
  });

  it('fails where nothing listens', async () => {
    expect((await failure(connectionTo(await refusedBaseUrl()))).kind).toBe('network');
  });

  it('gives up when told to', async () => {
    provider.scriptModels({ kind: 'silence' });
    const listing = listModels(connectionTo(provider.baseUrl), AbortSignal.timeout(50));
    await expect(listing).rejects.toMatchObject({ error: { kind: 'timeout' } });
  });
});
