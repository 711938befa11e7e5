import { describe, expect, it } from 'vitest';
import { createProgressPace } from '../../../../src/main/turns/calls/call-pace.ts';
import type { ToolRunner } from '../../../../src/main/turns/calls/tool-runner.ts';
import { scriptedTools } from '../scripted-tools.ts';
import { call, callsTool, setUp, short, stop } from '../turn-rig.ts';

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('calls of a turn', () => {
  it('are not run a fourth time in a row, whatever the spaces in their arguments', async () => {
    const tools = scriptedTools();
    const rounds = ['{"n":1}', '{ "n": 1 }', '{"n":1}', '{"n":1} ', '{"n":2}'];
    const t = await setUp(tools, ...rounds.map((args, n) => [call(`c${n}`, args), callsTool]), [
      { say: 'Well.' },
      stop,
    ]);
    const said = short((await t.ask()).parts);
    expect(tools.ran).toEqual(['c0', 'c1', 'c2', 'c4']);
    expect(said).toContain('call c3 failed');
    expect(said.find((each) => each.startsWith('result c3'))).toContain('3 times in a row');
  });

  it('of a source that fails three times in a row are not run any more; a success in between counts', async () => {
    const bad = { outcome: { content: [{ kind: 'text', text: 'No' } as const], isError: true } };
    const tools = scriptedTools(({ callId }) => (callId.startsWith('bad') ? bad : {}));
    const ids = ['bad1', 'bad2', 'fine', 'bad3', 'bad4', 'bad5', 'fine2'];
    const t = await setUp(tools, ...ids.map((id, n) => [call(id, `{"n":${n}}`), callsTool]), [
      { say: 'Well.' },
      stop,
    ]);
    const said = short((await t.ask()).parts);
    expect(tools.ran).toEqual(ids.slice(0, -1));
    expect(said.find((each) => each.startsWith('result fine2'))).toContain(
      'calls of this server failed',
    );
    expect(tools.asked).not.toContain('fine2');
  });

  it('run eight at a time, and each has its result', async () => {
    let running = 0;
    let most = 0;
    const tools: ToolRunner = {
      ...scriptedTools(),
      async run(part) {
        running += 1;
        most = Math.max(most, running);
        await wait(5);
        running -= 1;
        return { content: [{ kind: 'text', text: part.callId }], isError: false };
      },
    };
    const calls = Array.from({ length: 40 }, (_, n) => call(`c${n}`, `{"n":${n}}`));
    const t = await setUp(tools, [...calls, callsTool], [{ say: 'Done.' }, stop]);
    const said = short((await t.ask()).parts);
    expect(most).toBe(8);
    expect(said.filter((each) => each.startsWith('result'))).toHaveLength(40);
  });

  it('get an answer that helps the model when there is no such tool', async () => {
    const tools: ToolRunner = {
      ...scriptedTools(),
      check: ({ name }) => Promise.resolve({ kind: 'refused', text: `There is no tool ${name}.` }),
    };
    const t = await setUp(tools, [call('a'), callsTool], [{ say: 'Oh.' }, stop]);
    expect(short((await t.ask()).parts)).toEqual([
      'call a failed',
      'result a There is no tool echo. (error)',
      'text Oh.',
    ]);
  });

  it.each(['check', 'approve', 'run'] as const)(
    'are stopped at once although their %s never reacts',
    async (deaf) => {
      const never = (): Promise<never> => new Promise(() => undefined);
      const tools: ToolRunner = { ...scriptedTools(), [deaf]: never };
      const t = await setUp(tools, [call('a'), callsTool]);
      await t.turns.send(t.id, 'Go');
      await expect.poll(() => t.store.streamed.at(-1)?.parts.length ?? 0).toBeGreaterThan(0);
      await wait(20);
      const since = performance.now();
      await t.turns.stop(t.id);
      expect(performance.now() - since).toBeLessThan(1000);
      const message = await t.answer();
      expect(message.status).toBe('stopped');
      expect(short(message.parts)).toEqual(['call a interrupted']);
    },
  );

  it('run with what the person wrote, which is kept beside what the model wrote', async () => {
    const got: (string | undefined)[] = [];
    const scripted = scriptedTools();
    const tools: ToolRunner = {
      ...scripted,
      approve: () => Promise.resolve({ kind: 'approved', edited: '{"safe":true}' }),
      run: (part, signal, onProgress) => {
        got.push(part.edited);
        return scripted.run(part, signal, onProgress);
      },
    };
    const t = await setUp(
      tools,
      [call('a', '{"safe":false}'), callsTool],
      [{ say: 'Done.' }, stop],
    );
    const [part] = (await t.ask()).parts;
    expect(got).toEqual(['{"safe":true}']);
    expect(part).toMatchObject({
      arguments: '{"safe":false}',
      edited: '{"safe":true}',
      tool: { key: 'test/echo', server: 'Test', title: 'Echo' },
    });
  });
});

describe('the progress of a call', () => {
  it('is passed on five times a second at most, the newest last, and never after its end', async () => {
    const passed: number[] = [];
    const pace = createProgressPace(({ done }) => passed.push(done));
    const until = performance.now() + 700;
    let done = 0;
    for (; performance.now() < until; done += 1) {
      pace.tell({ done, total: null, message: '' });
      await wait(1);
    }
    await wait(250);
    expect(passed.length).toBeGreaterThanOrEqual(3);
    expect(passed.length).toBeLessThanOrEqual(5);
    expect(passed[0]).toBe(0);
    expect(passed.at(-1)).toBe(done - 1);
    pace.tell({ done: 1, total: null, message: '' });
    const before = passed.length;
    pace.tell({ done: 2, total: null, message: '' });
    pace.end();
    pace.tell({ done: 3, total: null, message: '' });
    await wait(250);
    expect(passed.length).toBe(before);
  });
});
