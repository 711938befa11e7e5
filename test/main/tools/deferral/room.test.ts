import { describe, expect, it } from 'vitest';
import { createResultRoom, questionTokens } from '../../../../src/main/tools/deferral/room.ts';
import { tokensOf } from '../../../../src/main/tools/large-results.ts';
import type { Question } from '../../../../src/main/wire/protocol.ts';

const words = 'The quick brown fox jumps over the lazy dog. ';
const question = (count: number): Question => ({
  model: 'm',
  idleTimeoutMs: 1000,
  messages: [
    { role: 'system', text: words },
    {
      role: 'user',
      contents: [
        { kind: 'text', text: words.repeat(count) },
        { kind: 'image', url: 'data:image/png;base64,AAAA' },
      ],
    },
    {
      role: 'assistant',
      text: words,
      calls: [{ callId: 'a', name: 'read', arguments: '{"path":"a"}' }],
    },
    { role: 'tool', callId: 'a', text: words.repeat(count) },
  ],
  tools: [{ name: 'read', description: words, inputSchema: { type: 'object' } }],
});

describe('the size of a request', () => {
  it('is what its texts, tools and pictures take', () => {
    const plain = tokensOf(words.repeat(202));
    const estimate = questionTokens(question(100));
    expect(estimate).toBeGreaterThan(plain + 1000);
    expect(estimate).toBeLessThan(plain * 1.05 + 1060);
  });

  it('is estimated from samples where it is long', () => {
    const long = question(20_000);
    const before = performance.now();
    const estimate = questionTokens(long);
    expect(performance.now() - before).toBeLessThan(300);
    const exact = tokensOf(words.repeat(1000)) * 40;
    expect(Math.abs(estimate - exact)).toBeLessThan(exact * 0.1);
  });
});

describe('the room of calls that run together', () => {
  it('is shared: each gets a quarter of what the others leave', async () => {
    const room = createResultRoom(40_000, () => Promise.resolve({ ...question(0), tools: [] }));
    const calls = [room.begin(), room.begin(), room.begin()];
    const rooms = await Promise.all(calls.map((each) => each.room()));
    expect(rooms[0]).toBeGreaterThan(9000);
    expect(rooms[1]).toBeCloseTo((rooms[0] ?? 0) * 0.75, -1);
    expect(rooms[2]).toBeCloseTo((rooms[1] ?? 0) * 0.75, -1);
    expect(await calls[0]?.room()).toBe(rooms[0]);
    // What a result did not need is free again.
    calls[0]?.end(100);
    const next = room.begin();
    expect(await next.room()).toBeGreaterThan(rooms[2] ?? 0);
  });

  it('is measured anew once they have ended', async () => {
    let count = 0;
    const room = createResultRoom(40_000, () => Promise.resolve(question((count += 500))));
    const first = room.begin();
    const wide = await first.room();
    first.end(wide);
    const second = room.begin();
    expect(await second.room()).toBeLessThan(wide);
  });
});
