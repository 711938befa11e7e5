import { expect, it } from 'vitest';
import type { Asked } from '../../../../src/shared/model/context/room.ts';
import { activeCheckpoint } from '../../../../src/shared/model/message/checkpoint.ts';
import { roomRig } from './room-rig.ts';

const long = (about: string): string => `${about} ${'and so on, at some length, '.repeat(190)}`;
const full = { error: { code: 'context_full', params: { way: 'ask' } } };

const gone = '01930d2e-7a00-7000-8000-000000000003';

/** Three turns that fill a small window, and a fourth with its answer. */
async function filled(options: Parameters<typeof roomRig>[0] = {}) {
  const rig = await roomRig({ windowTokens: 4000, ...options });
  for (const about of ['One?', 'Two?', 'Three?']) await rig.ask(long(about));
  await rig.ask('Four?');
  const path = await rig.path();
  const ids = path.map(({ id }) => id);
  const at = (index: number): string => ids[index] ?? '';
  const check = (asked: Asked): Promise<void> => rig.context.check(rig.id, asked);
  return { ...rig, at, check };
}

it('weighs another answer, a longer one and an edited question as a message', async () => {
  const { at, check } = await filled();
  await expect(check({ kind: 'answer', messageId: at(7) })).rejects.toMatchObject(full);
  await expect(check({ kind: 'continue', messageId: at(7) })).rejects.toMatchObject(full);
  const edit = { kind: 'edit', messageId: at(6), text: 'Or four?' } as const;
  await expect(check(edit)).rejects.toMatchObject(full);
  // What comes after is not sent with an earlier one.
  await expect(check({ kind: 'answer', messageId: at(3) })).resolves.toBeUndefined();
  await expect(check({ kind: 'continue', messageId: at(3) })).resolves.toBeUndefined();
  await expect(check({ ...edit, messageId: at(2) })).resolves.toBeUndefined();
  const longer = { ...edit, messageId: at(2), text: long('Or two?').repeat(3) };
  await expect(check(longer)).rejects.toMatchObject(full);
  // The turn says itself that there is no such message.
  await expect(check({ kind: 'answer', messageId: gone })).resolves.toBeUndefined();
});

it('makes room for what had none, on the branch that is asked', async () => {
  const rig = await filled();
  const answer = { kind: 'answer', messageId: rig.at(7) } as const;
  const { 'context.makeRoom': make } = rig.context.handlers;
  expect(await make({ conversationId: rig.id, way: 'drop', of: answer })).toBe(rig.at(4));
  await expect(rig.check(answer)).resolves.toBeUndefined();
  await rig.turns.regenerate(rig.id, rig.at(7));
  await rig.turns.whenIdle(rig.id);
  expect(rig.lastRequest()).not.toContain('Two?');
  expect(rig.lastRequest()).toContain('Three?');

  // A checkpoint that an edited question keeps counts for its new version, too.
  const edit = { kind: 'edit', messageId: rig.at(4), text: long('Or three?') } as const;
  await expect(rig.check(edit)).resolves.toBeUndefined();
  const { messages } = await rig.conversations.get(rig.id);
  expect(activeCheckpoint(messages[rig.at(4)] ?? {})).toMatchObject({ kind: 'dropped' });

  // The earlier turn has one question before it, and none that could be left out.
  const earlier = { kind: 'edit', messageId: rig.at(2), text: long('Two?').repeat(4) } as const;
  const made = make({ conversationId: rig.id, way: 'drop', of: earlier });
  await expect(made).rejects.toMatchObject({ error: { code: 'newest_too_big' } });
});

it('weighs an edited question with the summary that its new version keeps', async () => {
  const text = `Or three? ${'and so on, at some length, '.repeat(430)}`;
  for (const way of ['drop', 'compact'] as const) {
    const rig = await filled();
    rig.summaryIs({ kind: 'text', text: 'They spoke of the coast. '.repeat(120) });
    const of = { kind: 'answer', messageId: rig.at(7) } as const;
    const make = rig.context.handlers['context.makeRoom'];
    const messageId = (await make({ conversationId: rig.id, way, of })) ?? '';
    const checked = rig.check({ kind: 'edit', messageId, text });
    await (way === 'drop'
      ? expect(checked).resolves.toBeUndefined()
      : expect(checked).rejects.toMatchObject(full));
  }
});

it('makes room for a loop of tools that was refused, and it goes on with its results', async () => {
  const rig = await roomRig({ windowTokens: null, withTools: true });
  for (const about of ['One?', 'Two?']) await rig.ask(long(about));
  const call = { id: 'a', name: 'echo', arguments: '{"text":"found"}' };
  rig.answers.push(
    { kind: 'text', text: '', toolCalls: [call] },
    { kind: 'error', status: 400, code: 'context_length_exceeded', message: 'Too long' },
  );
  await rig.ask('Three?');
  const refused = (await rig.path()).at(-1);
  expect(refused).toMatchObject({ status: 'failed', error: { kind: 'context_length' } });
  const { id: conversationId, context, turns } = rig;
  const of = { kind: 'continue', messageId: refused?.id ?? '' } as const;
  await context.handlers['context.makeRoom']({ conversationId, way: 'drop', of });
  await turns.continueAnswer(conversationId, of.messageId);
  await turns.whenIdle(conversationId);
  expect((await rig.path()).at(-1)).toMatchObject({ id: of.messageId, status: 'complete' });
  expect(rig.lastRequest()).not.toContain('Two?');
  expect(rig.lastRequest()).toContain('echo {');
});

it('asks those with the least room of all that a conversation compares', async () => {
  const rig = await filled({
    windowTokens: null,
    windowOf: (model) => (model === 'small' ? 4000 : null),
  });
  const message = { kind: 'message', text: 'Five?', attachments: [] } as const;
  await expect(rig.check(message)).resolves.toBeUndefined();
  const answerers = ['large', 'small'].map((model) => ({ model: { providerId: 'p', model } }));
  const compareWith = (all: typeof answerers) =>
    rig.conversations.change(rig.id, (before) => ({
      ...before,
      compare: { answerers: all, on: true as const },
    }));
  await compareWith(answerers);
  await expect(rig.check(message)).rejects.toMatchObject({
    error: { params: { windowTokens: 4000 } },
  });
  // A file can name more than are ever asked.
  await compareWith([
    ...Array.from({ length: 4 }, () => answerers.slice(0, 1)).flat(),
    ...answerers,
  ]);
  await expect(rig.check(message)).resolves.toBeUndefined();
  await compareWith(answerers);
  // "Regenerate with" asks the named one alone, and a question goes to all of them.
  const again = { kind: 'answer', messageId: rig.at(7) } as const;
  await expect(rig.check(again)).resolves.toBeUndefined();
  const by = { model: { providerId: 'p', model: 'small' } };
  await expect(rig.check({ ...again, by })).rejects.toMatchObject(full);
  const edit = { kind: 'edit', messageId: rig.at(6), text: 'Or four?' } as const;
  await expect(rig.check(edit)).rejects.toMatchObject(full);

  const { 'context.makeRoom': make } = rig.context.handlers;
  await make({ conversationId: rig.id, way: 'drop' });
  await expect(rig.check(message)).resolves.toBeUndefined();
  await expect(rig.check({ ...again, by })).resolves.toBeUndefined();
});
