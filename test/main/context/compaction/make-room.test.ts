import { describe, expect, it } from 'vitest';
import { summaryBudget, inputBudget } from '../../../../src/main/context/compaction/plan.ts';
import { firstFactors, tokensFor } from '../../../../src/main/context/factors.ts';
import { countTexts } from '../../../../src/main/context/question-counts.ts';
import { activeCheckpoint } from '../../../../src/shared/model/message/checkpoint.ts';
import { undoKeys } from '../../../../src/shared/model/undo/undo.ts';
import { spentIn } from '../../../../src/shared/model/message/spent.ts';
import { asksForNotes, roomRig } from './room-rig.ts';

const long = (about: string): string => `${about} ${'and so on, at some length, '.repeat(190)}`;

/** A conversation of three turns, of which the last one is short. */
async function filled(options: Parameters<typeof roomRig>[0] = {}) {
  const rig = await roomRig(options);
  await rig.ask(long('How long is the coast?'));
  await rig.ask(long('Who measured it?'));
  await rig.ask('And now?');
  const target = async () => {
    const message = (await rig.path())[4];
    if (message === undefined) throw new Error('There is no third question.');
    return message;
  };
  const checkpoint = async () => activeCheckpoint(await target());
  const message = { kind: 'message', text: 'Go on.', attachments: [] } as const;
  return {
    ...rig,
    target,
    checkpoint,
    check: (text = 'Go on.') => {
      return rig.context.check(rig.id, { ...message, text });
    },
  };
}

describe('before a message is sent', () => {
  it('the person is asked only if it leaves too little of the context', async () => {
    const { check } = await filled({ windowTokens: 4000 });
    await expect(check()).resolves.toBeUndefined();
    await expect(check(long('A long one?'))).rejects.toMatchObject({
      error: { code: 'context_full', params: { windowTokens: 4000, way: 'ask' } },
    });
    const unknown = await filled({ windowTokens: null });
    await expect(unknown.check(long('A long one?').repeat(10))).resolves.toBeUndefined();
  });

  it('room is due earlier if the person has chosen how it is made, if there is some', async () => {
    const rig = await filled({ windowTokens: 2900, whenFull: 'compact' });
    const due = { error: { code: 'context_full', params: { way: 'compact' } } };
    await expect(rig.check()).rejects.toMatchObject(due);
    await rig.make('compact');
    await expect(rig.check()).resolves.toBeUndefined();
    await rig.conversations.change(rig.id, (before) => ({ ...before, whenFull: 'drop' }));
    await expect(rig.check(long('A long one?').repeat(2))).rejects.toMatchObject({
      error: { params: { way: 'drop' } },
    });
  });
});

describe('a summary', () => {
  it('is told while it is written, keeps its model and usage, and counts as a cost', async () => {
    const rig = await filled();
    rig.summaryIs({ kind: 'text', text: 'They spoke of the coast.', usage: 'own-chunk' });
    await rig.make('compact');
    expect(await rig.checkpoint()).toMatchObject({
      kind: 'summary',
      text: 'They spoke of the coast.',
      asked: [{ providerId: 'p', model: 'm', usage: { completionTokens: 5 } }],
    });
    const growing = rig.told.map(([running]) => running?.text ?? null);
    expect(growing.at(0)).toBe('');
    expect(growing.at(-1)).toBeNull();
    expect(rig.told[0]?.[0]).toMatchObject({ conversationId: rig.id, messages: 4, part: 1 });
    const prices = { m: { prompt: 1, completion: 1000, from: { kind: 'person' } } } as const;
    const [all, others] = [await rig.path(), (await rig.path()).toSpliced(4, 1)];
    const spent = spentIn(all, prices);
    expect(spent.known).toBeGreaterThan(spentIn(others, prices).known + 0.005);

    // It was paid for, also once it is gone.
    const target = { conversationId: rig.id, messageId: (await rig.target()).id };
    await rig.context.handlers['context.removeCheckpoint'](target);
    expect(await rig.checkpoint()).toBeUndefined();
    expect(spentIn(await rig.path(), prices)).toEqual(spent);
  });

  it('can be edited and removed, and each change taken back', async () => {
    const rig = await filled();
    await rig.make('compact');
    const { handlers } = rig.context;
    const target = { conversationId: rig.id, messageId: (await rig.target()).id };
    const text = async () => {
      const checkpoint = await rig.checkpoint();
      return checkpoint?.kind === 'summary' ? checkpoint.text : null;
    };
    await handlers['context.editSummary']({ ...target, text: 'Mine.' });
    expect(await rig.checkpoint()).toMatchObject({ text: 'Mine.', edited: true });
    await rig.ask('Go on.');
    expect(rig.lastRequest()).toContain('Mine.');
    await handlers['context.removeCheckpoint'](target);
    expect(await text()).toBeNull();
    await rig.undo();
    expect(await text()).toBe('Mine.');
    await rig.undo(undoKeys.checkpoint(target.conversationId, target.messageId));
    expect(await text()).toBe('They spoke of the coast.');
    await rig.undo();
    expect(await text()).toBeNull();
    await expect(rig.undo()).rejects.toMatchObject({ error: { code: 'nothing_to_undo' } });
    const gone = handlers['context.editSummary']({ ...target, text: 'x' });
    await expect(gone).rejects.toMatchObject({ error: { code: 'checkpoint_gone' } });
  });

  it('is cut where a model writes too much', async () => {
    const rig = await filled();
    rig.summaryIs({ kind: 'text', text: 'One fact of many, and one more.\n'.repeat(4000) });
    await rig.make('compact');
    const checkpoint = await rig.checkpoint();
    const text = checkpoint?.kind === 'summary' ? checkpoint.text : '';
    const tokens = tokensFor(countTexts([text]), firstFactors);
    expect(tokens).toBeLessThanOrEqual(summaryBudget(inputBudget(4000)));
    expect(tokens).toBeGreaterThan(summaryBudget(inputBudget(4000)) * 0.7);
    expect(text.endsWith('more.')).toBe(true);
  });

  it('is made in parts of a beginning that does not fit into one request', async () => {
    const small = await roomRig({ windowTokens: 3000 });
    for (const about of ['1?', '2?', '3?', '4?', '5?', '6?', '7?']) await small.ask(long(about));
    await small.ask('And now?');
    await small.make('compact');
    const asked = small.provider.requests.filter(({ body }) => asksForNotes(body));
    expect(asked.length).toBeGreaterThan(1);
    expect(JSON.stringify(asked[1]?.body)).toContain('The notes so far:');
    for (const { body } of asked) {
      const tokens = tokensFor(countTexts([JSON.stringify(body)]), firstFactors);
      expect(tokens).toBeLessThan(inputBudget(3000));
    }
    expect(small.told.some(([running]) => running?.parts === asked.length)).toBe(true);
  });
});

describe('when it comes to nothing', () => {
  it('an error is handed on, and nothing is changed', async () => {
    const rig = await filled();
    const before = await rig.path();
    rig.summaryIs({ kind: 'error', status: 401, message: 'No.' });
    await expect(rig.make('compact')).rejects.toMatchObject({ error: { kind: 'auth' } });
    rig.summaryIs({ kind: 'text', text: ' ', usage: 'never' });
    await expect(rig.make('compact')).rejects.toMatchObject({ error: { code: 'no_summary' } });
    expect(await rig.path()).toEqual(before);
    expect(rig.context.running()).toEqual([]);
  });

  it('it can be cancelled while it is written, and nothing but its cost stays', async () => {
    const rig = await filled();
    rig.summaryIs({ kind: 'text', text: 'word '.repeat(300), tokensPerSecond: 50 });
    const made = rig.make('compact');
    await expect.poll(() => rig.context.running()[0]?.text ?? '').toContain('word');
    await expect(rig.check()).rejects.toMatchObject({ error: { code: 'making_room' } });
    await expect(rig.make('drop')).rejects.toMatchObject({ error: { code: 'making_room' } });
    rig.context.cancel(rig.id);
    expect(await made).toBeNull();
    expect(await rig.checkpoint()).toBeUndefined();
    expect(spentIn(await rig.path(), null).unknown).toBeGreaterThan(3);
    await expect(rig.check()).resolves.toBeUndefined();
  });

  it('no model is asked if the newest turn alone is too big, or the only one', async () => {
    const rig = await roomRig();
    await rig.ask('Hello?');
    await expect(rig.make('compact')).rejects.toMatchObject({
      error: { code: 'nothing_to_leave_out' },
    });
    await rig.ask(long('This is far too long?').repeat(3));
    const asked = rig.provider.requests.length;
    await expect(rig.make('compact')).rejects.toMatchObject({
      error: { code: 'newest_too_big', params: { windowTokens: 4000 } },
    });
    expect(rig.provider.requests.length).toBe(asked);
  });
});
