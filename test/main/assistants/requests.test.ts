import { expect, test } from 'vitest';
import { program } from '../tools/rig.ts';
import { serviceOn } from './rig.ts';
import { reviewer, translator } from '../../shared/model/assistants/samples.ts';

interface SentMessage {
  readonly role: string;
  readonly content: unknown;
}

/** A program with these assistants, and a conversation that holds the first. */
async function rig() {
  const parley = await program();
  parley.provider.script({ kind: 'text', text: 'Oui.' });
  const { service, choose } = serviceOn(parley);
  await parley.store.assistants.update(() => [translator, reviewer]);
  const { id } = await parley.conversations.create();
  await choose(id, translator.id);
  const bodyOf = async (number: number) => {
    const { body } = await parley.provider.waitForRequest(number);
    if (body === null) throw new Error('There is no body.');
    return body;
  };
  const systemOf = async (number: number): Promise<unknown> => {
    const messages = (await bodyOf(number))['messages'] as readonly SentMessage[];
    expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1);
    return messages[0]?.content;
  };
  const ask = (of: string, text: string) => parley.ask(of, text);
  return { ...parley, ask, service, choose, id, bodyOf, systemOf };
}

test('an assistant decides what is sent, byte for byte the same over two turns', async () => {
  const { ask, id, bodyOf, systemOf, provider } = await rig();
  await ask(id, 'Yes?');
  const first = await bodyOf(1);
  expect(first).toMatchObject({ model: 'french-1', temperature: 0.4, stop: ['END'] });
  expect(first['tools']).toHaveLength(1);
  expect(await systemOf(1)).toBe('Translate into French.');
  await ask(id, 'And again?');
  const second = await bodyOf(2);
  expect(JSON.stringify(await systemOf(2))).toBe(JSON.stringify(await systemOf(1)));
  expect(JSON.stringify(second['tools'])).toBe(JSON.stringify(first['tools']));
  expect(provider.requestsOf('stream')).toHaveLength(2);
});

test('nothing of an assistant that sets nothing is sent', async () => {
  const { ask, id, choose, bodyOf } = await rig();
  await choose(id, null);
  await choose(id, reviewer.id);
  await ask(id, 'Yes?');
  expect(Object.keys(await bodyOf(1)).toSorted()).toEqual([
    'messages',
    'model',
    'stream',
    'stream_options',
  ]);
});

test('what the conversation set survives a change of its assistant and of its assistant’s values', async () => {
  const { ask, id, choose, service, conversations, bodyOf, systemOf } = await rig();
  await conversations.change(id, (before) => ({ ...before, parameters: { temperature: 0.9 } }));
  const { id: _id, ...form } = { ...translator, starters: [], tools: undefined };
  await service.handlers['assistants.save']({
    assistant: {
      ...form,
      id: translator.id,
      instructions: 'Translate into German.',
      model: { providerId: 'p', model: 'german-1' },
      parameters: { temperature: 0.1, seed: 5 },
    },
    applyTo: 'all',
  });
  await ask(id, 'Yes?');
  expect(await bodyOf(1)).toMatchObject({ model: 'german-1', temperature: 0.9, seed: 5 });
  expect(await systemOf(1)).toBe('Translate into German.');
  await choose(id, reviewer.id);
  await ask(id, 'And now?');
  expect(await bodyOf(2)).toMatchObject({ model: 'german-1', temperature: 0.9 });
  expect(await bodyOf(2)).not.toHaveProperty('seed');
  expect(await systemOf(2)).toBe('Review code.');
  await conversations.change(id, (before) => ({ ...before, systemPrompt: 'Mine.' }));
  await choose(id, translator.id);
  await ask(id, 'And then?');
  expect(await systemOf(3)).toBe('Mine.');
});

test('a change for new conversations only, and a deletion, leave conversations as they are', async () => {
  const { ask, id, service, systemOf, conversations } = await rig();
  const { id: assistantId, name, icon } = translator;
  await service.handlers['assistants.save']({
    assistant: { id: assistantId, name, icon, instructions: 'Other.', starters: [] },
    applyTo: 'new',
  });
  await ask(id, 'Yes?');
  expect(await systemOf(1)).toBe('Translate into French.');
  await service.handlers['assistants.delete']({ assistantId });
  await ask(id, 'And now?');
  expect(await systemOf(2)).toBe('Translate into French.');
  expect((await conversations.get(id)).assistant).toEqual(translator);
});

test('an assistant says how conversations are named', async () => {
  const { ask, id, store, provider, conversations, choose } = await rig();
  store.settings.update((before) => ({ ...before, nameConversations: true }));
  await ask(id, 'Yes?');
  const { body } = await provider.waitForRequest(1, 'completion');
  expect(body?.['messages']).toMatchObject([
    { role: 'system', content: 'Write a title in French.' },
    { role: 'user' },
  ]);
  await store.assistants.update(() => [{ ...reviewer, naming: { kind: 'off' } }]);
  const { id: other } = await conversations.create();
  await choose(other, reviewer.id);
  await ask(other, 'Well?');
  await ask(other, 'Well then?');
  expect(provider.requestsOf('completion')).toHaveLength(1);
});
