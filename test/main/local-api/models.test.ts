import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../provider/provider.ts';
import { modelList } from '../../provider/served.ts';
import { errorOf, rigForTest, type Rig } from './support.ts';

async function twoProviders(names: readonly [string, string]): Promise<{
  readonly rig: Rig;
  /** Which of the two servers was asked for which model. */
  readonly askedFor: (model: string) => Promise<string>;
  readonly other: Awaited<ReturnType<typeof startProvider>>;
}> {
  const provider = await startProvider({ models: ['alpha', 'shared', 'meta/llama'] });
  const other = await startProvider({ models: ['beta', 'shared'] });
  onTestFinished(() => other.close());
  const rig = await rigForTest({
    provider,
    settings: {
      providers: [
        { id: 'one', name: names[0], kind: 'openai_compatible', baseUrl: provider.baseUrl },
        { id: 'two', name: names[1], kind: 'openai_compatible', baseUrl: other.baseUrl },
      ],
      defaultProviderId: 'one',
      defaultModel: 'alpha',
    },
  });
  const askedFor = async (model: string): Promise<string> => {
    const count = [provider, other].map((each) => each.requestsOf('stream').length);
    const messages = [{ role: 'user', content: 'x' }];
    const response = await rig.post('/v1/chat/completions', { model, messages });
    if (!response.ok) return (await errorOf(response)).code;
    const answer = (await response.json()) as { readonly model: string };
    expect(answer.model).toBe(model);
    const [first, second] = [provider, other].map((each, index) =>
      each.requestsOf('stream').slice(count[index]).at(-1),
    );
    return first === undefined ? `two:${second?.body?.model}` : `one:${first.body?.model}`;
  };
  return { rig, askedFor, other };
}

const ids = async (rig: Rig): Promise<readonly string[]> =>
  ((await (await rig.ask('/v1/models')).json()) as { data: { id: string }[] }).data.map(
    ({ id }) => id,
  );

it('names models by their provider, and finds them by name, id or alone', async () => {
  const { rig, askedFor } = await twoProviders(['Open AI', 'Local']);
  expect(await ids(rig)).toEqual([
    'open-ai/alpha',
    'open-ai/meta/llama',
    'open-ai/shared',
    'local/beta',
    'local/shared',
  ]);
  expect(await askedFor('open-ai/alpha')).toBe('one:alpha');
  expect(await askedFor('Open AI/alpha')).toBe('one:alpha');
  expect(await askedFor('one/alpha')).toBe('one:alpha');
  expect(await askedFor('LOCAL/beta')).toBe('two:beta');
  expect(await askedFor('open-ai/meta/llama')).toBe('one:meta/llama');
  expect(await askedFor('meta/llama')).toBe('one:meta/llama');
  expect(await askedFor('shared')).toBe('one:shared');
  expect(await askedFor('beta')).toBe('two:beta');
  // A server may have more models than it lists, and reports unknown ones itself.
  expect(await askedFor('local/unlisted')).toBe('two:unlisted');
  expect(await askedFor('nobody/has-this')).toBe('model_not_found');
  expect(await askedFor('local/')).toBe('model_not_found');
});

it('is unambiguous when two providers share a name', async () => {
  const { rig, askedFor } = await twoProviders(['Twin', 'twin']);
  expect(await ids(rig)).toEqual([
    'one/alpha',
    'one/meta/llama',
    'one/shared',
    'two/beta',
    'two/shared',
  ]);
  expect(await askedFor('twin/beta')).toBe('model_ambiguous');
  expect(await askedFor('two/beta')).toBe('two:beta');
});

it('is unambiguous when a provider is named like the id of another', async () => {
  const { rig, askedFor } = await twoProviders(['Something', 'One']);
  expect((await ids(rig)).slice(3)).toEqual(['two/beta', 'two/shared']);
  expect(await askedFor('one/alpha')).toBe('one:alpha');
});

it('lists what there is when a provider is down or slow', async () => {
  const { rig, askedFor, other } = await twoProviders(['Up', 'Down']);
  other.scriptModels({ kind: 'error', status: 401 });
  expect((await ids(rig)).every((id) => id.startsWith('up/'))).toBe(true);
  expect(await askedFor('beta')).toBe('model_not_found');
  other.scriptModels(modelList(['beta']));
  expect(await ids(rig)).toContain('down/beta');

  const slow = await startProvider();
  slow.scriptModels({ kind: 'silence' });
  const waiting = await rigForTest({ provider: slow, limits: { modelsMs: 50 } });
  expect(await ids(waiting)).toEqual([]);
});

it('says what is wrong when no provider answers, and when there is none', async () => {
  const provider = await startProvider();
  provider.scriptModels({ kind: 'error', status: 401 });
  const rig = await rigForTest({ provider });
  expect(await errorOf(await rig.ask('/v1/models'))).toMatchObject({ code: 'provider_auth' });
  rig.settings.update((before) => ({ ...before, providers: [], defaultProviderId: null }));
  expect(await ids(rig)).toEqual([]);
  const none = await errorOf(await rig.ask('/chat?prompt=x'));
  expect(none).toMatchObject({ status: 502, code: 'provider_not_set_up' });
  expect(none.message).toContain('No model is set up');
});

it('takes the default provider and model when none is named', async () => {
  const { rig } = await twoProviders(['A', 'B']);
  await (await rig.ask('/chat?prompt=x')).text();
  expect(rig.provider.requestsOf('stream').at(-1)?.body?.model).toBe('alpha');
  expect(rig.api.view().requests[0]?.model).toBe('a/alpha');
});
