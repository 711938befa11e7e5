import { expect, test, vi } from 'vitest';
import { nameAfterFirstExchange } from '../../../src/main/turns/naming.ts';
import { codedOf } from '../../../src/shared/model/errors.ts';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import type { CostLimits } from '../../../src/shared/model/spending/limits.ts';
import { monthOf } from '../../../src/shared/model/spending/ledger.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { scripted, rigForTest, type RigOptions } from '../local-api/support.ts';
import { scriptedTools } from '../turns/scripted-tools.ts';

/** About 300 tokens: $0.003 at the price below. */
const question = 'word '.repeat(300);
const prices = { [scripted.model]: { prompt: 10, completion: 10 } };
const usageValues = { prompt_tokens: 320, completion_tokens: 10, total_tokens: 330 };
const callAgain = (id: string) =>
  ({
    kind: 'text',
    text: '',
    toolCalls: [{ id, name: 'echo', arguments: '{}' }],
    usageValues,
  }) as const;
const done = { kind: 'text', text: 'Done.', usageValues } as const;

async function setUp(limits: CostLimits, options: RigOptions = {}) {
  const rig = await rigForTest({ ...options, settings: { prices, ...options.settings } });
  const { conversations, turns } = rig.core;
  const make = async (change: Partial<Conversation> = {}): Promise<Id> =>
    (await conversations.create((empty) => ({ ...empty, limits, ...change }))).id;
  const answer = async (id: Id): Promise<Message> => {
    await turns.whenIdle(id);
    const { messages, leafId } = await conversations.get(id);
    const message = messages[leafId ?? ''];
    if (message === undefined) throw new Error('There is no answer.');
    return message;
  };
  const ask = async (id: Id, text = question): Promise<Message> => {
    await turns.send(id, text);
    return answer(id);
  };
  return {
    ...rig,
    conversations,
    turns,
    make,
    answer,
    ask,
    asked: () => rig.provider.requests.filter(({ kind }) => kind !== 'models').length,
  };
}

test('a limit of one cent stops a loop of tools before the request that would pass it', async () => {
  const rig = await setUp({ stopAt: 0.01 }, { toolsOf: () => Promise.resolve(scriptedTools()) });
  for (const id of ['a', 'b', 'c', 'd']) rig.provider.next(callAgain(id));
  rig.provider.script(done);
  const id = await rig.make();
  const stopped = await rig.ask(id);
  // Three requests cost $0.0099, and a fourth would cost $0.003 more.
  expect(rig.asked()).toBe(3);
  expect(stopped.status).toBe('interrupted');
  expect(stopped.error).toMatchObject({ code: 'cost_limit', action: 'continue' });
  const calls = stopped.parts.filter(({ kind }) => kind === 'tool_call');
  expect(stopped.parts.filter(({ kind }) => kind === 'tool_result')).toHaveLength(calls.length);
  const words = stopped.error === undefined ? '' : sentenceOf(codedOf(stopped.error));
  expect(words).toMatch(
    /^The limit of \$0\.01 for this conversation is reached, so nothing was sent\. /u,
  );
  expect(words).toContain('$0.0099 is spent; the next request would add $0.003');
  expect(words).toContain('Raise the limit, allow this once, or choose another model');

  // Continuing meets the limit again, until it is raised.
  await rig.turns.continueAnswer(id, stopped.id);
  expect((await rig.answer(id)).error?.code).toBe('cost_limit');
  expect(rig.asked()).toBe(3);
  await rig.conversations.change(id, (before) => ({ ...before, limits: { stopAt: 1 } }));
  await rig.turns.continueAnswer(id, stopped.id);
  expect(await rig.answer(id)).toMatchObject({ status: 'complete' });
  expect(rig.asked()).toBe(5);
  expect(rig.spending.all).toHaveLength(5);
});

test('a question that is stopped is kept; allowed once, it is answered, and the next one stops', async () => {
  const rig = await setUp({ stopAt: 0.001 });
  rig.provider.script(done);
  const id = await rig.make();
  const stopped = await rig.ask(id);
  expect(rig.asked()).toBe(0);
  expect(stopped).toMatchObject({ status: 'failed', parts: [], error: { code: 'cost_limit' } });
  const { messages } = await rig.conversations.get(id);
  expect(messages[stopped.parentId ?? '']?.parts).toEqual([{ kind: 'text', text: question }]);
  await rig.turns.retry(id, stopped.id, { mayPassLimits: true });
  expect(await rig.answer(id)).toMatchObject({ id: stopped.id, status: 'complete' });
  expect((await rig.ask(id)).error?.code).toBe('cost_limit');
  // Another version of the answer, and a queued message, are requests as well.
  await rig.turns.regenerate(id, stopped.id);
  expect((await rig.answer(id)).error?.code).toBe('cost_limit');
  await rig.core.queued.add(id, 'Later', []);
  await expect(rig.core.queued.sendNow(id)).resolves.toBeDefined();
  expect((await rig.answer(id)).error?.code).toBe('cost_limit');
  expect(rig.asked()).toBe(1);
});

test('whatever asks a model stops at the limit before it is sent', async () => {
  const rig = await setUp({ stopAt: 0.005 });
  rig.provider.script(done);
  const id = await rig.make();
  const { id: answer, parentId } = await rig.ask(id);
  const asked = parentId ?? '';
  const { turns } = rig;
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    send: () => turns.send(id, 'And now?'),
    edit: () => turns.edit(id, asked, `${question} and more`),
    regenerate: () => turns.regenerate(id, answer),
    retry: () => turns.retry(id, answer),
    queue: () => rig.core.queued.add(id, 'Later', []),
    compare: async () => {
      const answerer = { model: { providerId: scripted.id, model: scripted.model } };
      const compare = { answerers: [answerer, answerer], on: true as const };
      await rig.conversations.change(id, (before) => ({ ...before, compare }));
      await turns.edit(id, asked, question);
    },
    // Last, because it changes the answer itself.
    continue: () => turns.continueAnswer(id, answer),
  };
  for (const [way, begin] of Object.entries(ways)) {
    await rig.conversations.change(id, (before) => ({ ...before, leafId: answer }));
    expect((await rig.answer(id)).error).toBeUndefined();
    await begin();
    expect([way, (await rig.answer(id)).error?.code]).toEqual([way, 'cost_limit']);
  }
  expect(rig.asked()).toBe(1);
  expect(rig.spending.all).toHaveLength(1);
});

test('a call that waited is run, and its result is kept where the limit stops the answer', async () => {
  const tools = scriptedTools();
  const rig = await setUp({ stopAt: 0.005 }, { toolsOf: () => Promise.resolve(tools) });
  rig.provider.script(done);
  const id = await rig.make();
  const { id: answer } = await rig.ask(id);
  const waiting = { callId: 'w', name: 'echo', arguments: '{}', state: 'proposed' } as const;
  await rig.conversations.change(id, (before) => {
    const { [answer]: message } = before.messages;
    if (message === undefined) throw new Error('There is no answer.');
    const parts = [...message.parts, { kind: 'tool_call', ...waiting } as const];
    return { ...before, messages: { ...before.messages, [answer]: { ...message, parts } } };
  });
  await rig.turns.resume(id, answer);
  const stopped = await rig.answer(id);
  expect(stopped.error).toMatchObject({ code: 'cost_limit', action: 'continue' });
  expect(stopped.parts.map(({ kind }) => kind)).toEqual(['text', 'tool_call', 'tool_result']);
  expect(tools.ran).toEqual(['w']);
  expect(rig.asked()).toBe(1);
});

test('a title is not asked for where it would pass a limit', async () => {
  const rig = await setUp({}, { settings: { monthLimits: { stopAt: 0.005 } } });
  rig.provider.script(done);
  const id = await rig.make({ titledBy: 'first_words' });
  await rig.ask(id);
  const name = async (): Promise<Conversation> => {
    const conversation = await rig.conversations.get(id);
    const chosen = await rig.core.choose(conversation);
    const { openAccount } = rig.core.spending;
    await nameAfterFirstExchange(rig.conversations, conversation, chosen, openAccount);
    return rig.conversations.get(id);
  };
  expect(await name()).toMatchObject({ titledBy: 'first_words' });
  expect(rig.asked()).toBe(1);
  rig.core.prices.set(scripted.model, { prompt: 1, completion: 1 });
  expect(await name()).toMatchObject({ titledBy: 'model', title: 'A scripted title' });
  expect(rig.asked()).toBe(2);
});

test('what is free or has no price is never stopped; a server that charges for it is', async () => {
  const rig = await setUp({ stopAt: 0 }, { settings: { prices: {} } });
  rig.provider.script(done);
  const id = await rig.make();
  expect((await rig.ask(id)).status).toBe('complete');
  rig.core.prices.set(scripted.model, { prompt: 0, completion: 0 });
  expect((await rig.ask(id)).status).toBe('complete');
  rig.core.prices.set(scripted.model, null);
  rig.provider.script({ ...done, usageValues: { ...usageValues, cost: 0.02 } });
  expect((await rig.ask(id)).usage?.costUsd).toBe(0.02);
  const stopped = await rig.ask(id);
  expect(stopped.error).toMatchObject({ params: { spent: 0.02, isAtLeast: true, next: null } });
  const words = stopped.error === undefined ? '' : sentenceOf(codedOf(stopped.error));
  expect(words).toContain('at least $0.02 is spent. Raise');
});

test('the month counts all conversations, titles and the API, and the assistant its own', async () => {
  const assistant = { id: 'a', name: 'Ada', icon: '', instructions: '', starters: [] };
  const rig = await setUp(
    {},
    { settings: { monthLimits: { stopAt: 0.011 }, nameConversations: true } },
  );
  rig.provider.script(done);
  const own = await rig.make({ assistant: { ...assistant, limits: { stopAt: 0.0075 } } });
  expect((await rig.ask(own)).status).toBe('complete');
  await vi.waitFor(() => expect(rig.spending.all.map(({ purpose }) => purpose)).toContain('title'));
  expect(rig.spending.all).toMatchObject([
    { purpose: 'answer', assistantId: 'a', providerId: scripted.id, model: scripted.model },
    { purpose: 'title', assistantId: 'a' },
  ]);
  expect((await rig.ask(own)).error).toMatchObject({
    params: { scope: 'assistant', assistant: 'Ada', stopAt: 0.0075 },
  });
  const [first] = rig.spending.all;
  if (first === undefined) throw new Error('Nothing was counted.');
  // Deleting gives nothing back.
  await rig.conversations.remove(own);
  const body = { model: scripted.model, messages: [{ role: 'user', content: question }] };
  expect((await rig.post('/v1/chat/completions', body)).status).toBe(200);
  expect(rig.spending.all.at(-1)).toMatchObject({ purpose: 'api' });
  const { spent, since } = await rig.core.spending.ofThisMonth();
  expect(spent).toMatchObject({ counted: 3, unknown: 0 });
  // Counting began in this month.
  expect(since).toBe(rig.spending.all[0]?.at);
  rig.spending.add({ ...first, at: 0 });
  expect(await rig.core.spending.ofThisMonth()).toMatchObject({ spent, since: null });
  const refused = await rig.post('/v1/chat/completions', body);
  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain('The limit of $0.011 for this month');
  const other = await rig.make();
  expect((await rig.ask(other)).error).toMatchObject({ params: { scope: 'month' } });
  expect(rig.asked()).toBe(3);
  expect(await rig.spending.ofMonth(monthOf(0))).toHaveLength(1);
});

test('of two requests at once, the second sees what the first will cost', async () => {
  const rig = await setUp({}, { settings: { monthLimits: { stopAt: 0.005 } } });
  rig.provider.script({ ...done, firstDelayMs: 50 });
  const [one, other] = [await rig.make(), await rig.make()];
  const answers = await Promise.all([rig.ask(one), rig.ask(other)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['complete', 'failed']);
  expect(rig.asked()).toBe(1);
});

test('of answers side by side, one is sent and the other stops at the limit', async () => {
  const rig = await setUp({ stopAt: 0.005 });
  rig.provider.script({ ...done, firstDelayMs: 50 });
  const answerer = { model: { providerId: scripted.id, model: scripted.model } };
  const id = await rig.make({ compare: { answerers: [answerer, answerer], on: true } });
  await rig.turns.send(id, question, { compares: true });
  await rig.turns.whenIdle(id);
  const { messages } = await rig.conversations.get(id);
  const answers = Object.values<Message>(messages).filter(({ role }) => role === 'assistant');
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['complete', 'failed']);
  expect(answers.flatMap(({ error }) => error?.code ?? [])).toEqual(['cost_limit']);
  expect(rig.asked()).toBe(1);
});

test('the meter tells the limits, what is spent and whether the next request would be stopped', async () => {
  const rig = await setUp({ warnAt: 0.003, stopAt: 0.006 });
  rig.provider.script(done);
  const id = await rig.make();
  const limits = async (tokens: number) => {
    const conversation = await rig.conversations.get(id);
    return rig.core.spending.limitsOf({ conversation, model: scripted.model, tokens });
  };
  expect(await limits(100)).toMatchObject([{ scope: 'conversation', isStopping: false }]);
  await rig.ask(id);
  expect(await limits(100)).toMatchObject([{ isStopping: false, spent: { counted: 1 } }]);
  expect(await limits(400)).toMatchObject([{ isStopping: true }]);
});
