import { describe, expect, it } from 'vitest';
import { choosePersonModel } from '../../../../src/main/app/person-model.ts';
import { withModelUsage } from '../../../../src/main/tools/person/model-usage.ts';
import type { CallContext } from '../../../../src/main/tools/ports.ts';
import type { Wish } from '../../../../src/shared/model/person/requests.ts';
import { program } from '../rig.ts';
import { askingServer } from './rig.ts';

/** The requests of a server that asks a model. */
const sample = (params: object = {}): object => ({
  requests: [
    {
      method: 'sampling/createMessage',
      params: {
        systemPrompt: 'Be brief.',
        messages: [
          { role: 'user', content: { type: 'text', text: 'What is a walrus?' } },
          { role: 'assistant', content: { type: 'image', data: 'AA==', mimeType: 'image/png' } },
          { role: 'user', content: [{ type: 'text', text: 'Well?' }] },
        ],
        maxTokens: 50,
        ...params,
      },
    },
  ],
});

/** A real server that may ask, and a Parley whose model is the scripted provider. */
async function rig(settings: object = { allowsSampling: true }) {
  const p = await program();
  const asking = { core: p.core, settings: p.store.settings.read };
  const s = await askingServer(
    {
      chooseModel: (conversationId) => choosePersonModel(asking, conversationId),
      count: (model, usage) =>
        p.store.tools.update((before) => ({
          ...before,
          modelUsage: withModelUsage(before.modelUsage, model, usage, Date.now()),
        })),
    },
    settings,
  );
  const become = async (kind: string): Promise<Wish & { kind: 'sampling' }> => {
    const [request] = await s.untilShown(
      ([first]) => first?.wish.kind === 'sampling' && first.wish.state.kind === kind,
    );
    if (request?.wish.kind !== 'sampling') throw new Error('Nothing is asked.');
    return request.wish;
  };
  const conversationId = await p.converse();
  return {
    ...s,
    p,
    become,
    ask: (args: object, context: Partial<CallContext> = {}) =>
      s.ask(args, { conversationId, ...context }),
  };
}

describe('a server that asks a model', () => {
  it('shows the whole request, then the answer, and gets what the person sends back', async () => {
    const s = await rig();
    s.p.provider.script({ kind: 'text', text: 'A big seal.', usage: 'own-chunk' });
    const response = s.ask(sample());
    const { asks } = await s.become('asked');
    expect(asks).toEqual({
      system: 'Be brief.',
      messages: [
        { role: 'user', text: 'What is a walrus?' },
        { role: 'assistant', text: '[image]' },
        { role: 'user', text: 'Well?' },
      ],
      maxTokens: 50,
      tokens: expect.any(Number) as number,
      model: 'scripted-model',
      provider: 'Scripted',
    });
    expect(asks.tokens).toBeGreaterThan(5);
    expect(s.p.provider.requests).toEqual([]);
    await expect(s.answer({ kind: 'send_back' })).rejects.toThrow();
    await s.answer({ kind: 'allow' });
    const { state } = await s.become('answered');
    expect(state).toEqual({ kind: 'answered', text: 'A big seal.', isCut: false });
    expect(s.p.provider.requests[0]?.body).toMatchObject({
      model: 'scripted-model',
      max_tokens: 50,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What is a walrus?' },
        { role: 'assistant', content: '[image]' },
        { role: 'user', content: 'Well?' },
      ],
    });
    expect(s.p.provider.requests[0]?.body).not.toHaveProperty('tools');
    // It waits for the person twice: before the model is asked and before the answer goes back.
    expect(s.notified).toHaveLength(2);
    await s.answer({ kind: 'send_back' });
    expect(await response).toEqual({
      role: 'assistant',
      model: 'scripted-model',
      content: { type: 'text', text: 'A big seal.' },
      stopReason: 'endTurn',
    });
    const [usage] = s.p.store.tools.read().modelUsage;
    expect(usage).toMatchObject({ model: 'scripted-model', answers: 1 });
    expect(usage?.promptTokens).toBeGreaterThan(0);
    expect(usage?.completionTokens).toBeGreaterThan(0);
  });

  it('is told when the person declines, before the model is asked or after', async () => {
    const s = await rig();
    const first = s.ask(sample());
    await s.become('asked');
    await s.answer({ kind: 'decline' });
    expect(await first).toMatchObject({ error: { code: -1 } });
    expect(s.p.provider.requests).toEqual([]);
    s.p.provider.script({ kind: 'text', text: 'My key is sk-1' });
    const second = s.ask(sample());
    await s.become('asked');
    await s.answer({ kind: 'allow' });
    await s.become('answered');
    await s.answer({ kind: 'decline' });
    expect(JSON.stringify(await second)).not.toContain('sk-1');
  });

  it('is asked of the model of its conversation', async () => {
    const s = await rig();
    const id = await s.p.converse();
    await s.p.conversations.change(id, (before) => ({ ...before, model: 'other-model' }));
    const response = s.ask(sample(), { conversationId: id });
    expect((await s.become('asked')).asks.model).toBe('other-model');
    await s.answer({ kind: 'close' });
    await response;
  });

  it('stops the model with its call', async () => {
    const s = await rig();
    s.p.provider.script({ kind: 'silence' });
    const stop = new AbortController();
    const response = s.ask(sample(), { signal: stop.signal });
    await s.become('asked');
    await s.answer({ kind: 'allow' });
    await s.p.provider.waitForRequest(1);
    stop.abort(new Error('Stopped'));
    await expect(response).rejects.toThrow('Stopped');
    await s.waiting(0);
    await s.p.provider.aborted(1);
    expect(s.reported).toEqual([]);
  });

  it('tells the person of a failure, and asks once more', async () => {
    const s = await rig();
    s.p.provider.next({ kind: 'error', status: 401, message: 'Wrong key' });
    s.p.provider.next({ kind: 'text', text: '  ' });
    s.p.provider.script({ kind: 'text', text: 'A seal', finishReason: 'length' });
    const response = s.ask(sample());
    await s.become('asked');
    await s.answer({ kind: 'allow' });
    expect((await s.become('failed')).state).toMatchObject({ error: { kind: 'auth' } });
    await s.answer({ kind: 'allow' });
    await s.untilShown(
      ([request]) =>
        request?.wish.kind === 'sampling' &&
        request.wish.state.kind === 'failed' &&
        request.wish.state.error.code === 'sampling_no_text',
    );
    await s.answer({ kind: 'allow' });
    expect((await s.become('answered')).state).toMatchObject({ isCut: true });
    await s.answer({ kind: 'send_back' });
    expect(await response).toMatchObject({ stopReason: 'maxTokens' });
  });

  it('limits the answer by the name that the model takes', async () => {
    const s = await rig();
    s.p.provider.onRequest(({ body }) =>
      body?.['max_tokens'] === undefined
        ? { kind: 'text', text: 'A seal' }
        : {
            kind: 'error',
            status: 400,
            code: 'unsupported_parameter',
            message:
              "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          },
    );
    const response = s.ask(sample());
    await s.become('asked');
    await s.answer({ kind: 'allow' });
    await s.become('answered');
    expect(s.p.provider.requests.at(-1)?.body).toMatchObject({ max_completion_tokens: 50 });
    expect(s.p.provider.requests.at(-1)?.body).not.toHaveProperty('max_tokens');
    await s.answer({ kind: 'close' });
    await response;
  });

  it('cannot, unless that was switched on', async () => {
    const s = await rig({});
    expect(await s.ask(sample())).toMatchObject({ error: { code: -32_601 } });
    expect(s.notified).toEqual([]);
  });

  it.each([
    ['more messages than a hundred', { messages: Array.from({ length: 101 }, () => 'x') }],
    ['more text than 100,000 characters', { messages: ['x'.repeat(100_001)] }],
    ['nothing', { messages: [] }],
  ])('is declined unseen with %s', async (_what, { messages }) => {
    const s = await rig();
    const said = messages.map((text) => ({ role: 'user', content: { type: 'text', text } }));
    expect(await s.ask(sample({ messages: said }))).toMatchObject({ error: { code: -32_602 } });
    expect(s.notified).toEqual([]);
    expect(s.log().join('\n')).toContain('its question to the model is empty or too long');
  });

  it('is declined unseen if it wants its own tools used', async () => {
    const s = await rig();
    const tools = [{ name: 'read', inputSchema: { type: 'object' } }];
    expect(await s.ask(sample({ tools }))).toMatchObject({ error: { code: -32_602 } });
    expect(s.notified).toEqual([]);
    expect(s.log().join('\n')).toContain('its own tools');
  });

  it('gets at most 16,000 tokens, and none where there is no model', async () => {
    const s = await rig();
    const response = s.ask(sample({ maxTokens: 1e12 }));
    expect((await s.become('asked')).asks.maxTokens).toBe(16_000);
    await s.answer({ kind: 'close' });
    await response;
    s.p.store.settings.update((before) => ({ ...before, providers: [], defaultProviderId: null }));
    expect(await s.ask(sample())).toMatchObject({ error: { code: -1 } });
    expect(s.log().join('\n')).toContain('there is no model that could answer');
  });
});

it('what answers took adds up by month and model, for the newest 500', () => {
  const usage = { promptTokens: 10, completionTokens: 5, totalTokens: 15, cachedTokens: 3 };
  const november = Date.parse('2026-11-15T12:00:00Z');
  const once = withModelUsage([], 'a', usage, november);
  expect(withModelUsage(once, 'a', usage, november)).toEqual([
    {
      month: '2026-11',
      model: 'a',
      answers: 2,
      promptTokens: 20,
      completionTokens: 10,
      cachedTokens: 6,
    },
  ]);
  let rows = once;
  for (let at = 0; at < 600; at += 1) rows = withModelUsage(rows, `m${at}`, usage, november);
  expect(rows).toHaveLength(500);
});
