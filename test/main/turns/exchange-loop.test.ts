import { describe, expect, it } from 'vitest';
import { maxRounds, roundsUsedUp } from '../../../src/main/turns/exchange-loop.ts';
import type { ToolRunner } from '../../../src/main/turns/calls/tool-runner.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import { scriptedTools, type Script } from './scripted-tools.ts';
import { call, callsTool, setUp, short, stop } from './turn-rig.ts';

describe('a turn with tools', () => {
  it('runs several rounds, with any mix of words and calls, in the order in which they came', async () => {
    const tools = scriptedTools();
    const t = await setUp(
      tools,
      [{ think: 'Hm.' }, { say: 'I look.' }, call('a', '{"n":1}'), call('b'), callsTool],
      // Some servers reuse ids in each round, and send `stop` when they call a tool.
      [{ say: 'Once more.' }, call('a', '{"n":2}'), stop],
      [{ say: 'Done.' }, stop],
    );
    const message = await t.ask();
    expect(message).toMatchObject({ status: 'complete', finishReason: 'stop' });
    expect(short(message.parts)).toEqual([
      'reasoning Hm.',
      'text I look.',
      'call a done',
      'call b done',
      'result a echo {"n":1}',
      'result b echo {}',
      'text Once more.',
      'call a done',
      'result a echo {"n":2}',
      'text Done.',
    ]);
    expect(tools.ran).toEqual(['a', 'b', 'a']);
    expect(t.questions).toHaveLength(3);
    expect(JSON.parse(t.questions[2] ?? '')).toEqual({
      said: [
        'they Go',
        'I I look. <a echo {"n":1}> <b echo {}>',
        'tool a: echo {"n":1}',
        'tool b: echo {}',
        'I Once more. <a echo {"n":2}>',
        'tool a: echo {"n":2}',
      ],
      tools: ['echo'],
    });
    expect(t.reported).toEqual([]);
  });

  it('tells the model of what was denied or failed, and goes on', async () => {
    const scripts: Record<string, Script> = {
      no: { approval: 'denied' },
      bad: { outcome: { content: [{ kind: 'text', text: 'Disk full' }], isError: true } },
    };
    const tools = scriptedTools(({ callId }) => scripts[callId] ?? {});
    const t = await setUp(tools, [call('no'), call('bad'), callsTool], [{ say: 'I see.' }, stop]);
    expect(short((await t.ask()).parts)).toEqual([
      'call no denied',
      'call bad failed',
      'result no The person did not allow this call. (error)',
      'result bad Disk full (error)',
      'text I see.',
    ]);
    expect(tools.ran).toEqual(['bad']);
  });

  it('ends after its budget of rounds', async () => {
    const t = await setUp(scriptedTools(), [call('again'), callsTool]);
    const message = await t.ask();
    expect(t.questions).toHaveLength(maxRounds);
    expect(message).toMatchObject({ status: 'complete', finishReason: roundsUsedUp });
    expect(short(message.parts).at(-2)).toBe('call again interrupted');
    expect(short(message.parts).at(-1)).toContain('result again This call was not run');
  });

  it('goes on after its budget when the person says so, with a new one', async () => {
    const rounds = Array.from({ length: maxRounds }, (_, n) => [
      call(`c${n}`, `{"n":${n}}`),
      callsTool,
    ]);
    const tools = scriptedTools();
    const t = await setUp(tools, ...rounds, [call('last'), callsTool], [{ say: 'Done.' }, stop]);
    const first = await t.ask();
    expect(tools.ran).toHaveLength(maxRounds - 1);
    await t.turns.continueAnswer(t.id, first.id);
    await t.turns.whenIdle(t.id);
    const message = await t.answer();
    expect(message).toMatchObject({ id: first.id, status: 'complete', finishReason: 'stop' });
    expect(short(message.parts).slice(-3)).toEqual([
      'call last done',
      'result last echo {}',
      'text Done.',
    ]);
  });

  it.each([
    ['while it answers', [{ say: 'Half' }, { hang: true }], {}, ['text Half']],
    [
      'while a call is on its way',
      [call('a', '{"cut'), { hang: true }],
      {},
      ['call a interrupted'],
    ],
    ['while a call waits', [call('a'), callsTool], { approval: 'waits' }, ['call a interrupted']],
    ['while a tool runs', [call('a'), callsTool], { outcome: 'hangs' }, ['call a interrupted']],
  ] as const)(
    'can be stopped %s, and the next question goes through',
    async (_when, lines, script, parts) => {
      const tools = scriptedTools(() => script);
      const t = await setUp(tools, lines, [{ say: 'Fine.' }, stop]);
      await t.turns.send(t.id, 'Go');
      const isThere = (message: Message | undefined): boolean => (message?.parts.length ?? 0) > 0;
      await expect.poll(() => isThere(t.store.streamed.at(-1))).toBe(true);
      if ('outcome' in script) await expect.poll(() => tools.ran.length).toBe(1);
      if ('approval' in script) await expect.poll(() => tools.asked.length).toBe(1);
      await t.turns.stop(t.id);
      const stopped = await t.answer();
      expect(stopped.status).toBe('stopped');
      expect(short(stopped.parts)).toEqual(parts);
      expect((await t.ask('And now?')).status).toBe('complete');
      const { said } = JSON.parse(t.questions.at(-1) ?? '') as { said: readonly string[] };
      const results = said.filter((line) => line.startsWith('tool a:'));
      expect(results).toHaveLength(parts[0].startsWith('call') ? 1 : 0);
      expect(said.at(-1)).toContain('And now?');
      expect(t.reported).toEqual([]);
    },
  );

  it('fails when the exchange fails, and runs no call of it', async () => {
    const tools = scriptedTools();
    const t = await setUp(tools, [call('a'), { wrong: 'Out of memory.' }]);
    const message = await t.ask();
    expect(message).toMatchObject({
      status: 'failed',
      error: { params: { text: 'Out of memory.' } },
    });
    expect(short(message.parts)).toEqual(['call a interrupted']);
    expect(tools.asked).toEqual([]);
  });

  it('runs no call that the token limit cut off', async () => {
    const tools = scriptedTools();
    const t = await setUp(tools, [{ say: 'So' }, call('a', '{"te'), { end: 'length' }]);
    const message = await t.ask();
    expect(message.status).toBe('truncated');
    expect(short(message.parts)).toEqual(['text So', 'call a interrupted']);
    expect(tools.asked).toEqual([]);
  });

  it('reports a runner that breaks, and ends in a failure', async () => {
    const t = await setUp(
      scriptedTools(() => ({ outcome: 'breaks' })),
      [call('a'), callsTool],
    );
    const message = await t.ask();
    expect(message).toMatchObject({ status: 'failed', error: { kind: 'internal' } });
    expect(short(message.parts)).toEqual(['call a interrupted']);
    expect(t.reported).toHaveLength(1);
  });

  it('offers nothing without tools, and a call that comes anyway is left', async () => {
    const none: ToolRunner = { ...scriptedTools(), definitions: () => [] };
    const t = await setUp(none, [{ say: 'Hm.' }, call('a'), callsTool]);
    const message = await t.ask();
    expect(message).toMatchObject({ status: 'complete', finishReason: 'tool_calls' });
    expect(short(message.parts)).toEqual(['text Hm.', 'call a interrupted']);
    expect(JSON.parse(t.questions[0] ?? '')).toMatchObject({ tools: [] });
  });
});
