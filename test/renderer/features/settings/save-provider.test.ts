import { expect, it } from 'vitest';
import { saveProvider } from '../../../../src/renderer/features/settings/providers/save-provider.ts';
import type { Controller } from '../../../../src/renderer/client/controller.ts';
import { expected } from '../../../../src/shared/expected.ts';
import type { ParleyError } from '../../../../src/shared/model/errors.ts';

const input = {
  id: null,
  kind: 'openai_compatible',
  name: 'Mine',
  baseUrl: 'https://mine.example',
} as const;
const provider = { id: 'mine', name: 'Mine' };

/** A controller whose main answers with these errors, or successfully. */
function mainThat(errors: Readonly<Record<string, ParleyError>>) {
  const asked: string[] = [];
  const command = (name: string) => {
    asked.push(name);
    const error = errors[name];
    return Promise.resolve(
      error === undefined ? { ok: true, value: provider } : { ok: false, error },
    );
  };
  return { asked, controller: { command } as unknown as Pick<Controller, 'command'> };
}

it('saves a provider, and its key only if one was entered', async () => {
  const { controller, asked } = mainThat({});
  expect(await saveProvider(controller, input, ' ')).toEqual({ kind: 'saved', provider });
  expect(asked).toEqual(['providers.save']);
  expect(await saveProvider(controller, input, 'sk-1')).toEqual({ kind: 'saved', provider });
  expect(asked).toEqual(['providers.save', 'providers.save', 'providers.setKey']);
});

it('keeps the provider whose key was refused', async () => {
  const { error } = expected('key_unencrypted', {});
  const { controller } = mainThat({ 'providers.setKey': error });
  expect(await saveProvider(controller, input, 'sk-1')).toMatchObject({
    kind: 'key_refused',
    provider,
  });
});

it('tells by the error where a refusal belongs', async () => {
  const { error } = expected('demo_has_no_address', {});
  const kindFor = async (change: Partial<ParleyError>): Promise<string> => {
    const { controller, asked } = mainThat({
      'providers.save': { ...(error as object), kind: 'invalid', ...change } as ParleyError,
    });
    const { kind } = await saveProvider(controller, input, 'sk-1');
    expect(asked).toEqual(['providers.save']);
    return kind;
  };
  expect(await kindFor({})).toBe('wrong_address');
  expect(await kindFor({ about: 'extras' })).toBe('refused');
  expect(await kindFor({ kind: 'storage' })).toBe('refused');
  expect(await kindFor({ action: 'allow_plain_http' })).toBe('question');
});
