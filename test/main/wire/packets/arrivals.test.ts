import { expect, it } from 'vitest';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createArrivals } from '../../../../src/main/wire/packets/arrivals.ts';
import { joinSteps } from '../../../../src/main/wire/packets/join-steps.ts';
import { startProvider } from '../../../provider/provider.ts';
import { connectionTo, hear } from '../support.ts';

/** A stream over packets that a test sends, each with several pieces. */
function wire() {
  const arrivals = createArrivals();
  const packets: (readonly string[] | 'end' | Error)[] = [];
  let wake: () => void = () => undefined;
  let read = 0;
  async function* stream(): AsyncGenerator<string, void, undefined> {
    for (;;) {
      arrivals.wanted();
      if (packets.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const packet = packets.shift();
      arrivals.came();
      if (packet === undefined || packet === 'end') return;
      if (packet instanceof Error) throw packet;
      for (const piece of packet) {
        read += 1;
        yield piece;
      }
    }
  }
  return {
    groups: (hasBegun: () => boolean) => arrivals.groups(stream(), hasBegun),
    read: () => read,
    send: async (packet: readonly string[] | 'end' | Error): Promise<void> => {
      packets.push(packet);
      wake();
      await nextTurn();
    },
  };
}

/** Reads all groups into a list. */
function collect(groups: AsyncIterable<readonly string[]>) {
  const all: (readonly string[])[] = [];
  const done = (async () => {
    for await (const group of groups) all.push(group);
  })();
  return { all, done };
}

it('passes on what came together at once, and as one group', async () => {
  const { groups, send } = wire();
  const { all, done } = collect(groups(() => true));
  await send(['a', 'b', 'c']);
  expect(all).toEqual([['a', 'b', 'c']]);
  await send(['d']);
  expect(all).toEqual([['a', 'b', 'c'], ['d']]);
  await send('end');
  await done;
});

it('passes on each piece alone until something has begun', async () => {
  const { groups, send } = wire();
  let taken = 0;
  const listed: (readonly string[])[] = [];
  const done = (async () => {
    for await (const group of groups(() => taken >= 2)) {
      taken += group.length;
      listed.push(group);
    }
  })();
  await send(['role', 'a', 'b', 'c', 'd']);
  expect(listed).toEqual([['role'], ['a'], ['b', 'c', 'd']]);
  await send('end');
  await done;
});

it('ends with the error of the stream, after everything that came before it', async () => {
  const { groups, send } = wire();
  const { all, done } = collect(groups(() => true));
  const failed = expect(done).rejects.toThrow('broken');
  await send(['a', 'b']);
  await send(new Error('broken'));
  await failed;
  expect(all).toEqual([['a', 'b']]);
});

it('reads nothing of the next bytes while nobody takes what is there', async () => {
  const { groups, send, read } = wire();
  const reader = groups(() => true);
  const first = reader.next();
  await send(['a', 'b']);
  await send(['c', 'd']);
  await send(['e', 'f']);
  await send('end');
  expect(await first).toEqual({ done: false, value: ['a', 'b'] });
  expect(read()).toBeLessThanOrEqual(5);
  expect((await reader.next()).value).toContain('c');
  await reader.return();
});

it('leaves no promise behind that nobody hears when its consumer has left', async () => {
  const { groups, send } = wire();
  const reader = groups(() => true);
  const first = reader.next();
  await send(['a']);
  await first;
  await reader.return();
  await send(new Error('nobody hears this'));
});

it('joins pieces of the same text, and nothing else', () => {
  const opaque = { provider: 'p', model: 'm', data: '{}' };
  const tool = { kind: 'tool', callId: '1', name: 'n' } as const;
  expect(
    joinSteps([
      { kind: 'reasoning', text: 'a' },
      { kind: 'reasoning', text: 'b' },
      { kind: 'reasoning', text: '', opaque },
      { kind: 'reasoning', text: 'c' },
      { kind: 'delta', text: 'd' },
      { kind: 'delta', text: 'e' },
      { kind: 'moved', from: 'text', length: 2 },
      { kind: 'delta', text: 'f' },
      { ...tool, argumentsDelta: '{' },
      { ...tool, argumentsDelta: '}' },
      { ...tool, callId: '2', argumentsDelta: '[' },
      { ...tool, callId: '2', argumentsDelta: ']', opaque },
    ]),
  ).toEqual([
    { kind: 'reasoning', text: 'ab' },
    { kind: 'reasoning', text: '', opaque },
    { kind: 'reasoning', text: 'c' },
    { kind: 'delta', text: 'de' },
    { kind: 'moved', from: 'text', length: 2 },
    { kind: 'delta', text: 'f' },
    { ...tool, argumentsDelta: '{}' },
    { ...tool, callId: '2', argumentsDelta: '[' },
    { ...tool, callId: '2', argumentsDelta: ']', opaque },
  ]);
});

it('makes few steps of a burst, and loses nothing of it', async () => {
  const provider = await startProvider();
  try {
    const text = Array.from({ length: 5000 }, (_, index) => `${String(index)} `).join('');
    provider.next({ kind: 'text', text, tokenSize: 4 });
    const { steps, ...answer } = await hear(connectionTo(provider.baseUrl));
    expect(answer.text).toBe(text);
    // A packet holds at most 64 KB, which are some 300 of these tokens.
    expect(steps.length).toBeLessThan(text.length / 4 / 20);
  } finally {
    await provider.close();
  }
});
