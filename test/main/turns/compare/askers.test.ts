import { expect, it } from 'vitest';
import { askersOf } from '../../../../src/main/turns/compare/askers.ts';
import type { Protocol } from '../../../../src/main/wire/protocol.ts';
import { expected } from '../../../../src/shared/expected.ts';
import { wantedModel } from '../../../../src/shared/model/assistants/effective.ts';
import type { Conversation } from '../../../../src/shared/model/conversation.ts';
import { treeOf } from '../../../shared/model/tree/random-tree.ts';

const nobody = (): never => {
  throw new Error('Nobody is asked here.');
};
const protocol: Protocol = { ask: nobody, listModels: nobody };
function choose(conversation: Conversation) {
  const { model, providerId } = wantedModel(conversation);
  if (model === null || providerId === null) throw expected('no_model_set_up', {});
  return Promise.resolve({ model, providerId, protocol });
}

const assistant = (): never => {
  throw expected('assistant_gone', {});
};
const asked = (model: string) => ({ model: { providerId: 'p', model } });
const names = ['a', 'b', 'c', 'd'];
const modelsOf = async (blind: boolean, random: () => number, of = names) => {
  const answerers = of.map((model) => asked(model));
  const set = { answerers, ...(blind ? { blind: true as const } : {}) };
  const askers = await askersOf(treeOf([]), set, { choose, assistant, random });
  expect(askers.map(({ column }) => column.compared.column)).toEqual([...askers.keys()]);
  return askers.map(({ column }) => column.model);
};

it('keeps the order of the set, and shuffles it only where names are hidden', async () => {
  const keys = [0.4, 0.1, 0.3, 0.2];
  const random = () => keys.shift() ?? 0;
  expect(await modelsOf(false, random)).toEqual(names);
  expect(keys).toHaveLength(4);
  expect(await modelsOf(true, random)).toEqual(['b', 'd', 'c', 'a']);
});

it('asks four at most, whatever a file says', async () => {
  expect(await modelsOf(false, () => 0, [...names, ...names])).toEqual(names);
});
