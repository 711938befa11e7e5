import { expect, it } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { createQueuedMessages } from '../../../src/main/turns/queued-messages.ts';
import { expected } from '../../../src/shared/expected.ts';
import { textOf } from '../../../src/shared/model/conversation.ts';
import { maxQueued } from '../../../src/shared/model/message/queue.ts';
import { setUpWithProvider } from './provider-rig.ts';

/** A rig whose first answer is written by hand. */
async function streaming() {
  const rig = await setUpWithProvider();
  const live = rig.provider.live();
  await rig.turns.send(rig.id, 'First');
  void live.write('On it');
  const text = async () => Object.values((await rig.turns.look(rig.id)).messages).map(textOf);
  await expect.poll(text, { interval: 5 }).toContain('On it');
  const queue = async () => (await rig.conversations.get(rig.id)).queue ?? [];
  const texts = async () => (await rig.path()).map(textOf);
  /** Waits until nothing streams and nothing is about to follow by itself. */
  const idle = async (): Promise<void> => {
    const isIdle = async (): Promise<boolean> =>
      rig.turns.streaming().length === 0 &&
      (await rig.path()).at(-1)?.status !== 'streaming' &&
      ((await queue())[0]?.waits ?? true);
    await expect.poll(isIdle, { interval: 5 }).toBe(true);
  };
  return { ...rig, live, queue, texts, idle };
}

it('is on the disk at once, and follows the answer in order', async () => {
  const t = await streaming();
  t.provider.script({ kind: 'text', text: 'Yes' });
  await t.queued.add(t.id, 'Second', []);
  await t.queued.add(t.id, 'Third', []);
  expect(t.store.saved.get(t.id)?.queue?.map(({ text }) => text)).toEqual(['Second', 'Third']);
  const heads = t.events.filter(({ name }) => name === 'head');
  expect(heads.at(-1)?.payload).toMatchObject({ queue: [{ text: 'Second' }, { text: 'Third' }] });
  void t.live.finish();
  await t.idle();
  await expect.poll(t.texts).toEqual(['First', 'On it', 'Second', 'Yes', 'Third', 'Yes']);
  expect(await t.conversations.get(t.id)).not.toHaveProperty('queue');
  expect(t.reported).toEqual([]);
});

it('waits after a failure and after Stop, and goes on when the person says so', async () => {
  const t = await streaming();
  t.provider.next({ kind: 'error', status: 401 });
  t.provider.script({ kind: 'text', text: 'Yes' });
  await t.queued.add(t.id, 'Second', []);
  await t.queued.add(t.id, 'Third', []);
  await t.turns.stop(t.id);
  expect((await t.queue()).map(({ waits }) => waits)).toEqual([true, true]);
  await t.queued.sendNow(t.id);
  await t.idle();
  expect(await t.texts()).toEqual(['First', 'On it', 'Second', '']);
  expect(await t.queue()).toMatchObject([{ text: 'Third', waits: true }]);
  await t.queued.sendNow(t.id);
  await t.idle();
  expect((await t.texts()).slice(-2)).toEqual(['Third', 'Yes']);
});

it('is sent at once after the answer was stopped', async () => {
  const t = await streaming();
  t.provider.script({ kind: 'text', text: 'Yes' });
  await t.queued.add(t.id, 'Second', []);
  await t.queued.sendNow(t.id);
  await t.idle();
  expect(await t.texts()).toEqual(['First', 'On it', 'Second', 'Yes']);
  expect((await t.path())[1]?.status).toBe('stopped');
});

it('is edited and removed, and does not leave while it is edited', async () => {
  const t = await streaming();
  t.provider.script({ kind: 'text', text: 'Yes' });
  for (const text of ['Second', 'Third', 'Fourth']) await t.queued.add(t.id, text, []);
  const [second, third, fourth] = (await t.queue()).map(({ id }) => id);
  await t.queued.remove(t.id, fourth ?? '');
  await t.queued.change(t.id, third ?? '', { text: '', waits: false });
  await t.queued.change(t.id, second ?? '', { waits: true });
  void t.live.finish();
  await t.idle();
  expect((await t.queue()).map(({ text }) => text)).toEqual(['Second']);
  await t.queued.change(t.id, second ?? '', { text: 'Second, better', waits: false });
  await t.idle();
  expect((await t.texts()).slice(-2)).toEqual(['Second, better', 'Yes']);
  const again = t.queued.change(t.id, second ?? '', { text: 'Too late', waits: false });
  await expect(again).rejects.toThrow(/sent or removed/);
});

it('waits if the answer was stopped while it was edited', async () => {
  const t = await streaming();
  await t.queued.add(t.id, 'Second', []);
  const [second] = (await t.queue()).map(({ id }) => id);
  await t.queued.change(t.id, second ?? '', { waits: true });
  await t.turns.stop(t.id);
  await t.queued.change(t.id, second ?? '', { text: 'Second, better', waits: false });
  expect(await t.queue()).toMatchObject([{ text: 'Second, better', waits: true }]);
  expect(await t.texts()).toEqual(['First', 'On it']);
});

it('goes at once if the answer has ended meanwhile, and waits if that answer failed', async () => {
  const t = await streaming();
  t.provider.next({ kind: 'text', text: 'Yes' });
  t.provider.next({ kind: 'error', status: 401 });
  void t.live.finish();
  await t.idle();
  await t.queued.add(t.id, 'Second', []);
  await t.idle();
  expect((await t.texts()).slice(-2)).toEqual(['Second', 'Yes']);
  await t.ask('Third');
  await t.queued.add(t.id, 'Fourth', []);
  expect(await t.queue()).toMatchObject([{ text: 'Fourth', waits: true }]);
});

it('says that it waits for room, until it is changed or sent', async () => {
  const t = await streaming();
  void t.live.finish();
  await t.idle();
  let isFull = true;
  const queued = createQueuedMessages({
    conversations: t.conversations,
    turns: () => t.turns,
    checkRoom: (_id, asked) => {
      expect(asked).toEqual({ kind: 'queued' });
      const full = { tokens: 900, windowTokens: 1000, way: 'ask' } as const;
      return isFull ? Promise.reject(expected('context_full', full)) : Promise.resolve();
    },
    newId,
    report: (error) => t.reported.push(error),
  });
  await queued.add(t.id, 'Second', []);
  await queued.add(t.id, 'Third', []);
  const [second, third] = await t.queue();
  expect(second).toMatchObject({ waits: true, hasNoRoom: true });
  expect(third).not.toHaveProperty('hasNoRoom');
  await expect(queued.sendNow(t.id)).rejects.toMatchObject({ error: { code: 'context_full' } });
  await queued.change(t.id, second?.id ?? '', { text: 'Second, shorter', waits: true });
  expect((await t.queue())[0]).not.toHaveProperty('hasNoRoom');
  isFull = false;
  t.provider.script({ kind: 'text', text: 'Yes' });
  await queued.sendNow(t.id);
  await expect.poll(t.texts).toEqual(['First', 'On it', 'Second, shorter', 'Yes', 'Third', 'Yes']);
  expect(t.reported).toEqual([]);
});

it('has a limit, and holds nothing that is empty', async () => {
  const t = await streaming();
  await expect(t.queued.add(t.id, '', [])).rejects.toThrow(/nothing to send/);
  for (let at = 0; at < maxQueued; at += 1) await t.queued.add(t.id, String(at), []);
  await expect(t.queued.add(t.id, 'One more', [])).rejects.toThrow(/already waiting/);
  await t.turns.stop(t.id);
});

it('waits after a restart', async () => {
  const t = await streaming();
  await t.queued.add(t.id, 'Second', []);
  expect((await t.queue())[0]).not.toHaveProperty('waits');
  const restarted = createConversationService(t.store, { now: Date.now }, newId, () => undefined);
  await restarted.load();
  const waiting = [{ text: 'Second', waits: true }];
  expect(restarted.heads()[0]?.queue).toMatchObject(waiting);
  expect((await restarted.get(t.id)).queue).toMatchObject(waiting);
  await t.turns.stop(t.id);
});

it('is shown only once it is on the disk', async () => {
  const t = await streaming();
  const disk = Promise.withResolvers<boolean>();
  t.store.write = async (conversation) => {
    t.store.saved.set(conversation.id, conversation);
    return disk.promise;
  };
  const added = t.queued.add(t.id, 'Second', []);
  await expect.poll(t.queue, { interval: 5 }).toHaveLength(1);
  const shown = () =>
    t.events.some(({ name, payload }) => name === 'head' && 'queue' in (payload as object));
  expect(shown()).toBe(false);
  disk.resolve(true);
  await added;
  expect(shown()).toBe(true);
  await t.turns.stop(t.id);
});
