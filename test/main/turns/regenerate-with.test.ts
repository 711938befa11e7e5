import { expect, it } from 'vitest';
import type { Assistant } from '../../../src/shared/model/assistants/assistant.ts';
import { setUpWithProvider } from './provider-rig.ts';

const poet: Assistant = {
  id: '019c0000-0000-7000-8000-00000000000a',
  name: 'Poet',
  icon: '',
  instructions: 'Answer in verse.',
  model: { providerId: 'p', model: 'verse-1' },
  parameters: { temperature: 1.5 },
  starters: [],
};

async function answeredOnce() {
  const rig = await setUpWithProvider({ parameters: { topP: 0.5 } });
  rig.provider.script({ kind: 'text', text: 'Yes' });
  await rig.conversations.change(rig.id, (before) => ({
    ...before,
    systemPrompt: 'Be plain.',
    parameters: { temperature: 0.2 },
  }));
  const { id: messageId } = await rig.ask('Why?');
  const again = async (by: Parameters<typeof rig.turns.regenerate>[2]) => {
    await rig.turns.regenerate(rig.id, messageId, by);
    await rig.turns.whenIdle(rig.id);
    const body = rig.provider.requests.at(-1)?.body;
    return { body, answer: (await rig.path()).at(-1) };
  };
  return { ...rig, again };
}

it('asks another model once, with all that the conversation sets', async () => {
  const t = await answeredOnce();
  const { body, answer } = await t.again({ by: { model: { providerId: 'p', model: 'other-1' } } });
  expect(body).toMatchObject({ model: 'other-1', temperature: 0.2, top_p: 0.5 });
  expect(body?.messages?.[0]).toEqual({ role: 'system', content: 'Be plain.' });
  expect(answer).toMatchObject({ model: 'other-1', status: 'complete' });
  expect(await t.conversations.get(t.id)).toMatchObject({ model: 'scripted-1' });
});

it('asks an assistant once, with all of its own and none of the conversation’s', async () => {
  const t = await answeredOnce();
  const { body, answer } = await t.again({ by: { assistant: poet } });
  expect(body).toMatchObject({ model: 'verse-1', temperature: 1.5, top_p: 0.5 });
  expect(body?.messages?.[0]).toEqual({ role: 'system', content: 'Answer in verse.' });
  expect(answer?.details?.assistant).toBe('Poet');
  const kept = await t.conversations.get(t.id);
  expect(kept).toMatchObject({ model: 'scripted-1', systemPrompt: 'Be plain.' });
  expect(kept).not.toHaveProperty('assistant');
});

it('keeps the current model for an assistant that names none, and takes one that is named too', async () => {
  const t = await answeredOnce();
  const { model: _model, ...plain } = poet;
  expect((await t.again({ by: { assistant: plain } })).body).toMatchObject({ model: 'scripted-1' });
  const model = { providerId: 'p', model: 'other-1' };
  expect((await t.again({ by: { assistant: poet, model } })).body).toMatchObject({
    model: 'other-1',
    temperature: 1.5,
  });
});

it('sends the documents of the assistant with the first question, and not twice', async () => {
  const rig = await setUpWithProvider();
  rig.provider.script({ kind: 'text', text: 'Yes' });
  const file = (attachment: string, name: string) =>
    ({ kind: 'file', attachment, mediaType: 'text/plain', name, size: 7 }) as const;
  const [meter, rhyme] = [file('a'.repeat(64), 'meter.txt'), file('b'.repeat(64), 'rhyme.txt')];
  await rig.conversations.change(rig.id, (before) => ({
    ...before,
    assistant: { ...poet, documents: [meter, rhyme] },
  }));
  await rig.turns.send(rig.id, 'Why?', { attachments: [rhyme] });
  await rig.turns.whenIdle(rig.id);
  await rig.ask('And now?');
  const parts = (await rig.path()).filter(({ role }) => role === 'user').map((each) => each.parts);
  expect(parts).toEqual([
    [meter, rhyme, { kind: 'text', text: 'Why?' }],
    [{ kind: 'text', text: 'And now?' }],
  ]);
  expect((await rig.conversations.get(rig.id)).title).toBe('Why?');
});
