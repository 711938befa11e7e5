import { expect, it } from 'vitest';
import { spentIn } from '../../../../src/shared/model/message/spent.ts';
import { asksForNotes, roomRig } from './room-rig.ts';

const long = (about: string): string => `${about} ${'and so on, at some length, '.repeat(190)}`;
const prices = { m: { prompt: 10, completion: 10, from: { kind: 'person' } } } as const;

/** A long conversation with a limit in US dollars above what its answers have cost. */
async function limited(stopAfter: number) {
  const rig = await roomRig({ windowTokens: 3000, prices });
  for (const about of ['1?', '2?', '3?', '4?', '5?', '6?', '7?']) await rig.ask(long(about));
  await rig.ask('And now?');
  const spent = async () => spentIn(await rig.path(), prices);
  const raise = async (by: number): Promise<void> => {
    const stopAt = (await spent()).known + by;
    await rig.conversations.change(rig.id, (before) => ({ ...before, limits: { stopAt } }));
  };
  await raise(stopAfter);
  return {
    ...rig,
    spent,
    raise,
    summaries: () => rig.provider.requests.filter(({ body }) => asksForNotes(body)).length,
    isPaid: () => rig.ledger.all.filter(({ purpose }) => purpose === 'summary').length,
  };
}

const stopped = { error: { code: 'cost_limit', params: { scope: 'conversation' } } };

it('a cost limit stops a summary before it is asked for, and nothing is changed', async () => {
  const rig = await limited(0.000_001);
  const before = await rig.path();
  await expect(rig.make('compact')).rejects.toMatchObject(stopped);
  expect(rig.summaries()).toBe(0);
  expect(rig.isPaid()).toBe(0);
  expect(await rig.path()).toEqual(before);
  expect(rig.context.running()).toEqual([]);

  await rig.raise(1);
  expect(await rig.make('compact')).not.toBeNull();
  expect(rig.summaries()).toBeGreaterThan(1);
  expect(rig.isPaid()).toBe(rig.summaries());
});

it('a limit also stops between the parts of a summary, and what was paid counts', async () => {
  // Each part costs about two cents.
  const rig = await limited(0.03);
  const usageValues = { prompt_tokens: 2000, completion_tokens: 10, total_tokens: 2010 };
  rig.summaryIs({ kind: 'text', text: 'Notes.', usageValues });
  const before = await rig.spent();
  await expect(rig.make('compact')).rejects.toMatchObject(stopped);
  expect(rig.summaries()).toBe(1);
  expect((await rig.spent()).known).toBeCloseTo(before.known + 0.0201, 6);
  expect(rig.isPaid()).toBe(1);
});

it('a part that was answered without a count is a cost that is not known', async () => {
  const rig = await limited(1);
  rig.summaryIs(
    { kind: 'text', text: 'Notes.', usage: 'never' },
    { kind: 'error', status: 401, message: 'No.' },
  );
  const { unknown } = await rig.spent();
  await expect(rig.make('compact')).rejects.toMatchObject({ error: { kind: 'auth' } });
  expect(rig.summaries()).toBe(2);
  expect((await rig.spent()).unknown).toBe(unknown + 1);
});
