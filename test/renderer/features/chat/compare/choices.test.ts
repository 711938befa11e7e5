import { expect, it } from 'vitest';
import {
  askedModels,
  assistantOf,
} from '../../../../../src/renderer/features/chat/compare/asked-models.ts';
import {
  firstChoices,
  ownChoice,
  setOf,
  turnedOff,
} from '../../../../../src/renderer/features/chat/compare/choices.ts';
import type { OwnValues } from '../../../../../src/renderer/features/chat/page/own-values.ts';
import { commands } from '../../../../../src/shared/contract/index.ts';
import type { Assistant } from '../../../../../src/shared/model/assistants/assistant.ts';

const poet: Assistant = {
  id: 'poet',
  name: 'Poet',
  icon: '',
  instructions: '',
  model: { providerId: 'p', model: 'verse-1' },
  starters: [],
};
const own: OwnValues = { systemPrompt: null, providerId: 'p', model: 'oak-1' };
const elm = { model: { providerId: 'p', model: 'elm-1' } };

it('begins with the conversation’s own twice, or with what was chosen before', () => {
  const choice = ownChoice(own);
  expect(choice).toEqual({ assistantId: null, model: { providerId: 'p', model: 'oak-1' } });
  expect(firstChoices(choice, undefined)).toEqual([choice, choice]);
  const set = { answerers: [elm, { assistantId: 'poet' }, {}] };
  expect(firstChoices(choice, set)).toEqual([
    { assistantId: null, ...elm },
    // An assistant of its own brings its own model.
    { assistantId: 'poet' },
    choice,
  ]);
  const tooMany = Array.from({ length: 9 }, () => elm);
  expect(firstChoices(choice, { answerers: tooMany })).toHaveLength(4);
  expect(turnedOff({ answerers: tooMany, on: true, blind: true })).toEqual({
    answerers: [elm, elm, elm, elm],
    blind: true,
  });
});

it('keeps only what differs from the conversation, as the command takes it', () => {
  const choice = ownChoice(own);
  const set = setOf(choice, [{ assistantId: null, ...elm }, { assistantId: 'poet' }], true);
  expect(set).toEqual({ answerers: [elm, { assistantId: 'poet' }], on: true, blind: true });
  const { input } = commands['conversation.create'];
  expect(input.safeParse({ compare: set }).success).toBe(true);
  expect(input.safeParse({ compare: { answerers: [elm] } }).success).toBe(false);
});

it('knows the models of the next message, also of assistants once they are loaded', () => {
  const compared: OwnValues = {
    ...own,
    compare: { answerers: [elm, { assistantId: 'poet' }, {}], on: true },
  };
  const oak = { providerId: 'p', model: 'oak-1' };
  const unknown = { settings: null, assistants: null };
  expect(askedModels(compared, unknown)).toEqual([elm.model, null, oak]);
  expect(assistantOf({ assistantId: 'poet' }, own, unknown)).toBe('unknown');
  const known = { settings: null, assistants: [poet] };
  expect(askedModels(compared, known)).toEqual([elm.model, poet.model, oak]);
  expect(askedModels({ ...compared, compare: { answerers: [elm, elm] } }, known)).toEqual([oak]);
});
