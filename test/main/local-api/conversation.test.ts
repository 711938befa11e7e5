import { expect, it } from 'vitest';
import { textOf, type Id, type Message } from '../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { errorOf, rigForTest, scripted, type Rig } from './support.ts';

async function pathOf(rig: Rig, id: Id): Promise<readonly Message[]> {
  const conversation = await rig.core.conversations.get(id);
  return pathTo(conversation.messages, conversation.leafId);
}

const model = 'scripted/scripted-model';

it('saves nothing unless a conversation is named', async () => {
  const rig = await rigForTest();
  await (await rig.ask('/chat?prompt=x')).text();
  await (
    await rig.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'x' }] })
  ).text();
  expect(rig.core.conversations.heads()).toEqual([]);
  expect(rig.events.filter(({ name }) => name !== 'api')).toEqual([]);
});

it('begins a conversation, saves the turn and shows it live in the window', async () => {
  const rig = await rigForTest();
  const live = rig.provider.live();
  const asked = rig.post('/chat', {
    prompt: 'What is new?',
    system: 'Be brief.',
    conversation: 'new',
  });
  await rig.provider.waitForRequest(1);
  void live.write('Not ');
  const response = await asked;
  const id = response.headers.get('parley-conversation') ?? '';
  await expect
    .poll(() =>
      rig.events.flatMap((event) =>
        event.name === 'turn' && event.payload.kind === 'part' ? [event.payload.part] : [],
      ),
    )
    .toEqual([{ kind: 'text', text: 'Not ' }]);
  expect(rig.core.turns.streaming()).toEqual([id]);
  void live.write('much.');
  void live.finish('stop');
  expect(await response.text()).toBe('Not much.');
  const path = await pathOf(rig, id);
  expect(path.map(textOf)).toEqual(['What is new?', 'Not much.']);
  expect(path[1]).toMatchObject({
    status: 'complete',
    model: scripted.model,
    providerId: scripted.id,
  });
  expect(path[1]?.usage?.totalTokens).toBeGreaterThan(0);
  const { title, systemPrompt } = await rig.core.conversations.get(id);
  expect({ title, systemPrompt }).toEqual({ title: 'What is new?', systemPrompt: 'Be brief.' });
  const names = rig.events.map(({ name }) => name);
  for (const name of ['head', 'message', 'turn', 'settled'] as const) expect(names).toContain(name);
  expect(rig.provider.requests[0]?.body?.messages).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is new?' },
  ]);
});

it('leaves the braces of a system prompt as they were sent', async () => {
  const rig = await rigForTest();
  rig.provider.script({ kind: 'text', text: 'Yes.' });
  const content = String.raw`Write {{date}} or \{{ Date }}, \\{{date}} and {{topic}}.`;
  await rig.openai().chat.completions.create({
    model: scripted.model,
    messages: [
      { role: 'system', content },
      { role: 'user', content: 'Which?' },
    ],
    conversation: 'new',
  } as never);
  const [asked] = rig.provider.requestsOf('stream');
  expect(asked?.body?.messages?.[0]).toEqual({ role: 'system', content });
});

it('goes on with the history, by field or header, with the model that is named', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  rig.provider.next({ kind: 'text', text: 'First answer.' });
  await (await rig.ask(`/chat?prompt=First&conversation=${id}`)).text();
  rig.provider.next({ kind: 'text', text: 'Second answer.' });
  const answer = await rig.openai().chat.completions.create(
    {
      model: 'scripted/other-model',
      temperature: 0.5,
      messages: [{ role: 'user', content: 'Second' }],
    },
    { headers: { 'Parley-Conversation': id } },
  );
  expect(answer.choices[0]?.message.content).toBe('Second answer.');
  expect(rig.provider.requestsOf('stream').at(-1)?.body).toMatchObject({
    model: 'other-model',
    temperature: 0.5,
    messages: [
      { role: 'user', content: 'First' },
      { role: 'assistant', content: 'First answer.' },
      { role: 'user', content: 'Second' },
    ],
  });
  const path = await pathOf(rig, id);
  expect(path.map(textOf)).toEqual(['First', 'First answer.', 'Second', 'Second answer.']);
  expect((await rig.core.conversations.get(id)).model).toBe('other-model');
});

it('stops the turn when the client goes away, and keeps its text', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  const live = rig.provider.live();
  const controller = new AbortController();
  const asked = rig.ask(`/chat/sse?prompt=x&conversation=${id}`, { signal: controller.signal });
  await rig.provider.waitForRequest(1);
  void live.write('Some text');
  const response = await asked;
  await response.body?.getReader().read();
  controller.abort();
  await rig.provider.aborted(1);
  await expect.poll(() => rig.core.turns.streaming()).toEqual([]);
  const path = await pathOf(rig, id);
  expect(path.map((message) => [message.status, textOf(message)])).toEqual([
    ['complete', 'x'],
    ['stopped', 'Some text'],
  ]);
  // The slot is free again, for anyone.
  rig.provider.script({ kind: 'text', text: 'Again.' });
  expect(await (await rig.ask(`/chat?prompt=y&conversation=${id}`)).text()).toBe('Again.');
});

it('tells the client when the person stops the turn', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  const live = rig.provider.live();
  const asked = rig.ask(`/chat/sse?prompt=x&conversation=${id}`);
  await rig.provider.waitForRequest(1);
  void live.write('Some text');
  const response = await asked;
  await rig.core.turns.stop(id);
  const text = await response.text();
  expect(text).toContain('event: error\ndata: {"kind":"stopped"');
  expect(text).not.toContain('[DONE]');
});

it('keeps a failure in the conversation and tells it to the client', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  rig.provider.next({ kind: 'error', status: 401 });
  const error = await errorOf(await rig.ask(`/chat?prompt=x&conversation=${id}`));
  expect(error).toMatchObject({ status: 401, code: 'provider_auth', kind: 'auth' });
  expect((await pathOf(rig, id)).at(-1)).toMatchObject({
    status: 'failed',
    error: { kind: 'auth' },
  });
});

it('refuses what a conversation cannot take', async () => {
  const rig = await rigForTest();
  const { id } = await rig.core.conversations.create();
  const live = rig.provider.live();
  const running = rig.ask(`/chat?prompt=x&conversation=${id}`);
  await rig.provider.waitForRequest(1);
  const busy = await errorOf(await rig.ask(`/chat?prompt=y&conversation=${id}`));
  expect(busy).toMatchObject({ status: 409, code: 'conversation_busy' });
  void live.write('Fine.');
  void live.finish('stop');
  expect(await (await running).text()).toBe('Fine.');

  const strange = '019c0000-0000-7000-8000-000000000001';
  const temporary = await rig.core.conversations.create((empty) => ({
    ...empty,
    temporary: true,
  }));
  const user = { role: 'user', content: 'x' };
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
  for (const [body, status, code] of [
    [{ prompt: 'x', conversation: strange }, 404, 'conversation_not_found'],
    [{ prompt: 'x', conversation: temporary.id }, 404, 'conversation_not_found'],
    [{ prompt: 'x', system: 'y', conversation: id }, 400, 'conversation_has_system_prompt'],
    [{ messages: [user, user], conversation: id }, 400, 'conversation_needs_one_message'],
    [
      { messages: [{ role: 'user', content: [image] }], conversation: id },
      400,
      'conversation_needs_one_message',
    ],
  ] as const) {
    const error = await errorOf(await rig.post('/chat', body));
    expect(error).toMatchObject({ status, code });
  }
  const tools = [{ type: 'function', function: { name: 'f' } }];
  const error = await errorOf(
    await rig.post('/v1/chat/completions', { model, messages: [user], tools, conversation: 'new' }),
  );
  expect(error).toMatchObject({ status: 400, code: 'conversation_without_tools' });
  const headers = { 'parley-conversation': 'my favourite' };
  const named = await errorOf(await rig.ask('/chat?prompt=x', { headers }));
  expect(named).toMatchObject({ status: 400, param: 'Parley-Conversation' });
  expect(rig.core.conversations.heads().map(({ id: each }) => each)).toEqual([id, temporary.id]);
  expect(rig.reported).toEqual([]);
});
