import { describe, expect, it } from 'vitest';
import { createBranchHandlers } from '../../../../src/main/conversations/branch-handlers.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import { expected } from '../../../../src/shared/expected.ts';
import type { AnsweredBy } from '../../../../src/shared/model/assistants/effective.ts';
import { textOf, type Message } from '../../../../src/shared/model/conversation.ts';
import type { CompareSet } from '../../../../src/shared/model/message/comparison.ts';
import { comparisonOf } from '../../../../src/shared/model/tree/comparison.ts';
import { reviewer } from '../../../shared/model/assistants/samples.ts';
import { createLive, type Live } from '../../../provider/live.ts';
import { setUpWithProvider } from '../provider-rig.ts';

const asked = (model: string) => ({ model: { providerId: 'p', model } });

/** A conversation that compares, with a stream written by hand for each request of a model. */
async function comparing(answerers: CompareSet['answerers'], more: Partial<CompareSet> = {}) {
  const rig = await setUpWithProvider({}, undefined, undefined, (id) => {
    if (id !== reviewer.id) throw expected('assistant_gone', {});
    return reviewer;
  });
  const streams = new Map<string, Live[]>();
  rig.provider.onRequest(({ body }) => {
    const { live, behaviour } = createLive();
    const model = body?.model ?? '';
    streams.set(model, [...(streams.get(model) ?? []), live]);
    return behaviour;
  });
  const compare: CompareSet = { answerers, on: true, ...more };
  await rig.conversations.change(rig.id, (before) => ({ ...before, compare }));
  const streamOf = async (model: string, nth = 0): Promise<Live> => {
    await expect.poll(() => streams.get(model)?.[nth]).toBeDefined();
    const live = streams.get(model)?.[nth];
    if (live === undefined) throw new Error('The model was not asked');
    return live;
  };
  const now = () => rig.turns.look(rig.id);
  const columns = async (): Promise<readonly Message[]> => {
    const { messages, leafId } = await now();
    return comparisonOf(messages, leafId)?.columns ?? [];
  };
  const choose = (messageId: string) =>
    createBranchHandlers(rig.conversations, newId)['conversation.chooseAnswer']({
      conversationId: rig.id,
      messageId,
    });
  /** Asks, and lets every model say its own name. */
  const answered = async (text: string, models: readonly string[]): Promise<void> => {
    const nth = rig.provider.requestsOf('stream').filter(({ body }) => body?.model === models[0]);
    await rig.turns.send(rig.id, text, { compares: true });
    for (const model of models) {
      const live = await streamOf(model, nth.length);
      await live.write(`I am ${model}.`);
      await live.finish();
    }
    await rig.turns.whenIdle(rig.id);
  };
  return { ...rig, streamOf, now, columns, choose, answered };
}

const texts = (messages: readonly Message[]) =>
  messages.map((message) => [message.model, message.status, textOf(message)]);

describe('a question to several models', () => {
  it('streams each answer by itself, whatever becomes of the others', async () => {
    const t = await comparing([asked('a'), asked('b'), asked('c'), asked('a')]);
    await t.turns.send(t.id, 'Why?', { compares: true });
    const [a, b, c, again] = [
      await t.streamOf('a', 0),
      await t.streamOf('b'),
      await t.streamOf('c'),
      await t.streamOf('a', 1),
    ];
    await Promise.all([a.write('one '), b.write('two '), c.write('three '), again.write('four ')]);
    await expect
      .poll(async () => (await t.columns()).map((message) => textOf(message)))
      .toEqual(['one ', 'two ', 'three ', 'four ']);

    // A window that joins now gets all of them, each with its place in the stream.
    const opened = await t.turns.open(t.id, { id: 2, send: () => undefined });
    expect(opened.live.map(({ messageId }) => messageId)).toEqual(
      (await t.columns()).map(({ id }) => id),
    );
    await expect(t.turns.send(t.id, 'And?')).rejects.toMatchObject({
      error: { code: 'still_answering' },
    });

    const second = (await t.columns())[1];
    await t.turns.stop(t.id, second?.id);
    await c.end('reset');
    await a.write('on');
    await again.write('on');
    await Promise.all([a.finish(), again.finish()]);
    await t.turns.whenIdle(t.id);
    expect(texts(await t.columns())).toEqual([
      ['a', 'complete', 'one on'],
      ['b', 'stopped', 'two '],
      ['c', 'interrupted', 'three '],
      ['a', 'complete', 'four on'],
    ]);
    // Windows learn of the last end that nothing grows any more.
    const settled = t.events.flatMap(({ name, payload }) => (name === 'settled' ? [payload] : []));
    expect(settled.map(({ goesOn }) => goesOn)).toEqual([true, true, true, false]);
    expect((await t.now()).model).toBeNull();
    expect(t.reported).toEqual([]);
  });

  it('is followed by exactly the chosen answer, as if it had been the only one', async () => {
    const t = await comparing([asked('a'), asked('b'), asked('c')]);
    await t.answered('Why?', ['a', 'b', 'c']);
    const [, chosen] = await t.columns();
    await t.choose(chosen?.id ?? '');
    await t.answered('And then?', ['a', 'b', 'c']);
    const bodies = t.provider.requestsOf('stream').slice(-3);
    for (const { body } of bodies) {
      expect(body?.messages).toEqual([
        { role: 'user', content: 'Why?' },
        { role: 'assistant', content: 'I am b.' },
        { role: 'user', content: 'And then?' },
      ]);
    }
    // Those who answer the same question get the same bytes, but for their names.
    const sent = bodies.map(({ body }) => JSON.stringify({ ...body, model: '' }));
    expect(new Set(sent).size).toBe(1);
  });

  it('goes on with the answer on show if none was chosen, and that is a choice', async () => {
    const t = await comparing([asked('a'), asked('b')], { blind: true });
    await t.answered('Why?', ['a', 'b']);
    const [shown] = await t.columns();
    const before = await t.now();
    expect(comparisonOf(before.messages, before.leafId)).toMatchObject({
      chosen: null,
      isBlind: true,
    });
    expect(before.leafId).toBe(shown?.id);
    await t.turns.send(t.id, 'And?');
    const { messages } = await t.now();
    expect(comparisonOf(messages, shown?.id ?? '')).toMatchObject({
      chosen: shown?.id,
      isBlind: false,
    });
    expect((await t.provider.waitForRequest(3)).body?.messages).toEqual([
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: textOf(shown as Message) },
      { role: 'user', content: 'And?' },
    ]);
    await t.turns.stop(t.id);
  });

  it('asks one column again while the others grow, and leaves the path where it was', async () => {
    const t = await comparing([asked('a'), asked('b')]);
    t.provider.onRequest(({ body }) =>
      body?.model === 'b' ? { kind: 'error', status: 400 } : { kind: 'silence' },
    );
    await t.turns.send(t.id, 'Why?', { compares: true });
    await expect.poll(async () => (await t.columns())[1]?.status).toBe('failed');
    const [onShow, failed] = await t.columns();
    t.provider.onRequest(() => ({ kind: 'text', text: 'Better' }));
    await t.turns.retry(t.id, failed?.id ?? '');
    await expect.poll(async () => (await t.columns())[1]?.status).toBe('complete');
    // The retry took the place of the answer without words; the next one stands beside it.
    expect((await t.columns())[1]).toMatchObject({ id: failed?.id, model: 'b' });
    await t.turns.regenerate(t.id, failed?.id ?? '');
    await expect.poll(async () => (await t.columns())[1]?.status).toBe('complete');
    const [still, better] = await t.columns();
    expect(better).toMatchObject({ model: 'b', compared: { column: 1 } });
    expect(better?.id).not.toBe(failed?.id);
    expect(still).toMatchObject({ id: onShow?.id, status: 'streaming' });
    expect((await t.now()).leafId).toBe(onShow?.id);
    await expect(t.turns.regenerate(t.id, onShow?.id ?? '')).rejects.toMatchObject({
      error: { code: 'still_answering' },
    });
    await t.turns.stop(t.id);
  });

  it('asks a column again with its assistant unless another is named', async () => {
    const t = await comparing([{ ...asked('a'), assistantId: reviewer.id }, asked('b')]);
    await t.answered('Why?', ['a', 'b']);
    t.provider.onRequest(() => ({ kind: 'text', text: 'Again' }));
    const again = async (by?: AnsweredBy): Promise<unknown> => {
      const [column] = await t.columns();
      await t.turns.regenerate(t.id, column?.id ?? '', { by });
      await t.turns.whenIdle(t.id);
      const { model, messages } = t.provider.requests.at(-1)?.body ?? {};
      const { assistantId } = (await t.columns())[0]?.compared ?? {};
      return [model, messages?.[0]?.content, assistantId];
    };
    expect(await again()).toEqual(['a', reviewer.instructions, 'a2']);
    const model = { providerId: 'p', model: 'c' };
    expect(await again({ model })).toEqual(['c', reviewer.instructions, 'a2']);
    expect(await again({ assistant: null })).toEqual(['scripted-1', 'Why?', null]);
  });

  it('answers without the one whose assistant is gone, and asks nobody if all are', async () => {
    const gone = { assistantId: 'gone' };
    const t = await comparing([gone, asked('b')]);
    await t.answered('Why?', ['b']);
    const [none, other] = await t.columns();
    expect(none).toMatchObject({ status: 'failed', error: { code: 'assistant_gone' }, parts: [] });
    expect(other).toMatchObject({ status: 'complete', model: 'b' });
    expect((await t.now()).leafId).toBe(other?.id);

    const u = await comparing([gone, gone]);
    await expect(u.turns.send(u.id, 'Why?', { compares: true })).rejects.toMatchObject({
      error: { code: 'assistant_gone' },
    });
    expect((await u.now()).messages).toEqual({});
  });
});

it('asks all of them with an edited question and with a queued one, unless comparing is off', async () => {
  const t = await comparing([asked('a'), asked('b')]);
  await t.turns.send(t.id, 'Why?', { compares: true });
  await t.streamOf('b');
  await t.queued.add(t.id, 'Later', []);
  for (const model of ['a', 'b']) await (await t.streamOf(model)).finish();
  await t.streamOf('a', 1);
  await t.streamOf('b', 1);
  await t.turns.stop(t.id);
  expect((await t.path()).map((message) => textOf(message))).toEqual(['Why?', '', 'Later', '']);
  const [question] = await t.path();
  await t.turns.edit(t.id, question?.id ?? '', 'Why not?');
  await t.streamOf('b', 2);
  await t.turns.stop(t.id);
  expect(await t.columns()).toHaveLength(2);

  const { answerers } = (await t.now()).compare ?? { answerers: [] };
  await t.conversations.change(t.id, (before) => ({ ...before, compare: { answerers } }));
  await t.turns.send(t.id, 'One of you', { compares: true });
  await t.turns.stop(t.id);
  expect(await t.columns()).toEqual([]);
});
