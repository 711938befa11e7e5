import { expect, it } from 'vitest';
import { usualRequestLimits } from '../../../../src/main/tools/person/open-requests.ts';
import { deskRig, noEnd, question } from './rig.ts';

it('twelve requests of all servers wait at the same time', async () => {
  const { desk } = deskRig({ limits: usualRequestLimits });
  const all = Array.from({ length: 15 }, (_, at) =>
    desk.port.elicit(question({ serverId: `server-${at}` }), noEnd),
  );
  expect(desk.requests()).toHaveLength(12);
  expect(await Promise.all(all.slice(12))).toEqual(
    Array.from({ length: 3 }, () => ({ kind: 'refused', reason: 'too_many_waiting' })),
  );
  desk.close();
  expect(await all[0]).toEqual({ kind: 'cancel' });
});

it('where no window is open, a request is declined unseen', async () => {
  let isOpen = false;
  const { desk, notified } = deskRig({ canAsk: () => isOpen });
  const refused = { kind: 'refused', reason: 'nobody_there' };
  expect(await desk.port.elicit(question(), noEnd)).toEqual(refused);
  expect(notified).toEqual([]);
  isOpen = true;
  void desk.port.elicit(question(), noEnd);
  expect(desk.requests()).toHaveLength(1);
});

it('a request that has ended already is not shown', async () => {
  const { desk, notified } = deskRig();
  const signals = { ...noEnd, signal: AbortSignal.abort() };
  expect(await desk.port.elicit(question(), signals)).toEqual({ kind: 'cancel' });
  expect(notified).toEqual([]);
});

it('an answer that does not belong to the request is refused', async () => {
  const { desk, answer } = deskRig();
  const outcome = desk.port.elicit(question(), noEnd);
  for (const kind of ['open', 'allow', 'send_back'] as const) {
    await expect(answer({ kind })).rejects.toThrow(/no longer/);
  }
  await answer({ kind: 'send', values: {} });
  expect(await outcome).toEqual({ kind: 'accept', content: {} });
});

it('windows are told once of changes that happen together', async () => {
  const { desk, told } = deskRig();
  void desk.port.elicit(question(), noEnd);
  void desk.port.elicit(question(), noEnd);
  await new Promise(setImmediate);
  expect(told.map((requests) => requests.length)).toEqual([2]);
});
