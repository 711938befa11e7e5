import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createConfined, type Confined } from '../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../src/main/confined/node-process.ts';
import type { StartProcess } from '../../../src/main/confined/process.ts';

const startNode = createNodeProcesses(join(import.meta.dirname, 'misbehaving.ts'));
let confined: Confined | null = null;
afterEach(() => confined?.stop());

/**
 * The room with misbehaving processes; records every kill and the number of processes alive at
 * once.
 */
function rig(maxProcesses = 2) {
  const counts = { started: 0, killed: 0, alive: 0, maxAlive: 0 };
  const start: StartProcess = (options) => {
    const child = startNode(options);
    counts.started += 1;
    counts.alive += 1;
    counts.maxAlive = Math.max(counts.maxAlive, counts.alive);
    return {
      ...child,
      kill() {
        counts.killed += 1;
        counts.alive -= 1;
        child.kill();
      },
    };
  };
  confined = createConfined({ start, maxProcesses });
  const made = confined;
  const run = (does: string, more: { deadlineMs?: number; signal?: AbortSignal } = {}) =>
    made.run('pdf_text', does as never, {
      deadlineMs: 30_000,
      memoryBytes: 300 * 1024 ** 2,
      ...more,
    });
  return { confined: made, run, counts };
}

describe('confined work', () => {
  test('gets its file whole, and answers', async () => {
    const t = rig();
    const bytes = [new Uint8Array(700_000), new Uint8Array(5), new Uint8Array(0)];
    const outcome = await t.confined.run('pdf_text', null, {
      deadlineMs: 30_000,
      memoryBytes: 1024 ** 3,
      bytes,
    });
    expect(outcome).toMatchObject({
      kind: 'done',
      output: { pages: ['700005', expect.stringMatching(/^\d+$/)] },
    });
    expect(bytes[0]?.byteLength).toBe(700_000);
  });

  test('that never ends is ended at its deadline', async () => {
    const t = rig();
    expect(await t.run('hang', { deadlineMs: 1500 })).toEqual({ kind: 'slow' });
    expect(t.counts).toMatchObject({ started: 1, killed: 1 });
  });

  test('that takes memory outside the heap is ended, and main takes none', async () => {
    const t = rig();
    const before = process.memoryUsage().rss;
    expect(await t.run('buffers')).toEqual({ kind: 'large' });
    expect(t.counts.killed).toBe(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 ** 2);
  });

  test('that fills the heap is told as too large', async () => {
    expect(await rig().run('heap')).toEqual({ kind: 'large' });
  });

  test.each([
    ['exit', /ended with 3/],
    ['throw', /ended with/],
    ['nonsense', /something else/],
  ])('that ends with %s is broken, with a reason', async (does, reason) => {
    const outcome = await rig().run(does);
    expect(outcome).toEqual({ kind: 'broken', reason: expect.stringMatching(reason) });
  });

  test('that cannot even start is broken', async () => {
    const none = createConfined({ start: createNodeProcesses('/nowhere/entry.js') });
    const outcome = await none.run('pdf_text', null, { deadlineMs: 30_000, memoryBytes: 1e9 });
    expect(outcome.kind).toBe('broken');
  });

  test('is ended when it is cancelled, at work or in line', async () => {
    const t = rig(1);
    const first = new AbortController();
    const second = new AbortController();
    const working = t.run('hang', { signal: first.signal });
    const waiting = t.run('hang', { signal: second.signal });
    second.abort(new Error('not any more'));
    await expect(waiting).rejects.toThrow('not any more');
    first.abort(new Error('stop'));
    await expect(working).rejects.toThrow('stop');
    await expect(t.run('hang', { signal: first.signal })).rejects.toThrow('stop');
    expect(t.counts).toMatchObject({ started: 1, killed: 1 });
  });

  test('runs in so many processes at a time, each file in its own', async () => {
    const t = rig(2);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => t.run('answer')));
    const seen = outcomes.map((each) =>
      each.kind === 'done' && each.output.kind === 'pages' ? each.output.pages[1] : null,
    );
    expect(new Set(seen).size).toBe(5);
    expect(t.counts).toMatchObject({ started: 5, killed: 5, maxAlive: 2 });
  });

  test('sees none of our keys', async () => {
    process.env['PARLEY_TEST_API_KEY'] = 'secret';
    const outcome = await rig().run('environment');
    delete process.env['PARLEY_TEST_API_KEY'];
    expect(outcome.kind).toBe('done');
    expect(JSON.stringify(outcome)).not.toContain('KEY');
  });
});
