import { expect, it } from 'vitest';
import { createSuggestions } from '../../../../../../src/renderer/features/settings/providers/models/suggested-model.ts';
import type { ModelInfo } from '../../../../../../src/shared/contract/index.ts';
import { errorOf, type Result } from '../../../../../../src/shared/model/errors.ts';

/** Suggestions for the providers a and b, whose lists arrive when they are told. */
function setUp() {
  const lists = new Map(
    ['a', 'b'].map((id) => [id, Promise.withResolvers<Result<readonly ModelInfo[]>>()]),
  );
  const taken: (string | null)[] = [];
  const { suggest, drop } = createSuggestions((id) => {
    const list = lists.get(id);
    if (list === undefined) throw new Error(`There is no ${id}.`);
    return list.promise;
  });
  return {
    drop,
    choose: (id: string, saving?: Promise<void>) =>
      suggest(id, (model) => void taken.push(model), saving),
    list: (id: string, models: readonly string[]) =>
      lists.get(id)?.resolve({ ok: true, value: models.map((each) => ({ id: each })) }),
    fail: (id: string) =>
      lists.get(id)?.resolve({ ok: false, error: errorOf('no_model_set_up', {}) }),
    taken,
  };
}

it('suggests a model of the provider, or none if nothing is listed', async () => {
  const { choose, list, fail, taken } = setUp();
  const listed = choose('a');
  list('a', ['gpt-4', 'gpt-5']);
  await listed;
  const failed = choose('b');
  fail('b');
  await failed;
  expect(taken).toEqual(['gpt-5', null]);
});

it('a slow list does not replace a newer choice', async () => {
  const { choose, list, drop, taken } = setUp();
  const [first, second] = [choose('a'), choose('b')];
  list('b', ['fast']);
  await second;
  list('a', ['slow']);
  await first;
  expect(taken).toEqual(['fast']);
  const third = choose('a');
  drop();
  await third;
  expect(taken).toEqual(['fast']);
});

it('what is typed while the provider is being saved stays', async () => {
  const { choose, list, drop, taken } = setUp();
  const saving = Promise.withResolvers<undefined>();
  list('a', ['first']);
  const done = choose('a', saving.promise);
  await Promise.resolve();
  drop();
  saving.resolve(undefined);
  await done;
  expect(taken).toEqual([]);
});
