import { describe, expect, it } from 'vitest';
import { createDemo } from '../../../../src/main/wire/demo/protocol.ts';
import { demoModel } from '../../../../src/main/wire/demo/names.ts';
import { instant } from '../../../../src/main/wire/demo/pace.ts';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { exchangeLoop } from '../../../../src/main/turns/exchange-loop.ts';
import { createAnswer } from '../../../../src/main/turns/answer.ts';
import { buildMessages } from '../../../../src/main/turns/question.ts';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import type { ToolRunner } from '../../../../src/main/turns/calls/tool-runner.ts';
import { short } from '../../turns/turn-rig.ts';

/** Asks the demo a question with these tools; returns the parts of its answer. */
async function ask(said: string, tools: ToolRunner): Promise<readonly string[]> {
  const protocol = createDemo({ paces: instant })('Demo');
  const { signal } = new AbortController();
  const answer = createAnswer([], () => 0);
  const base = {
    parentId: null,
    status: 'complete',
    createdAt: '2026-01-01T00:00:00.000Z',
  } as const;
  const question: Message = {
    ...base,
    id: '00000000-0000-4000-8000-000000000001',
    role: 'user',
    parts: [{ kind: 'text', text: said }],
  };
  const steps = exchangeLoop({
    exchange: (parts) =>
      protocol.ask(
        {
          model: demoModel,
          messages: buildMessages(
            [
              question,
              { ...question, id: '00000000-0000-4000-8000-000000000002', role: 'assistant', parts },
            ],
            '',
          ),
          tools: tools.definitions([]),
          idleTimeoutMs: 10_000,
          continuesAnswer: parts.length > 0,
        },
        signal,
      ),
    parts: answer.parts,
    tools,
    signal,
  });
  for await (const step of steps) answer.push(step);
  return short(answer.parts()).map((line) => line.replace(/demo_\w+/, 'id'));
}

const clock: ToolRunner = {
  ...scriptedTools(() => ({
    outcome: { content: [{ kind: 'text', text: 'Noon,\nin Berlin' }], isError: false },
  })),
  definitions: () => [{ name: 'parley__current_time', description: '', inputSchema: {} }],
  check: () =>
    Promise.resolve({
      kind: 'sound',
      tool: { key: 'time/current_time', server: '', title: 'Current time' },
    }),
};

describe('the demo', () => {
  it('asks for the clock when it is asked for the time, and repeats what came back', async () => {
    expect(await ask('What time is it?', clock)).toEqual([
      'text I have no clock, but I can ask a tool for the time.',
      'call id done',
      'result id Noon,\nin Berlin',
      expect.stringContaining('> Noon,\n> in Berlin'),
    ]);
  });

  it('calls any tool that is named, and says which there are', async () => {
    const echo = scriptedTools();
    expect(await ask('/tool echo {"text":"Hi"}', echo)).toEqual([
      'call id done',
      'result id echo {"text":"Hi"}',
      expect.stringContaining('> echo {"text":"Hi"}'),
    ]);
    expect(await ask('/tool', echo)).toEqual([expect.stringContaining('- `echo`')]);
    const none: ToolRunner = { ...echo, definitions: () => [] };
    expect(await ask('/tool', none)).toEqual([expect.stringContaining('no tools yet')]);
    expect((await ask('What time is it?', none))[0]).toMatch(/^text/);
  });
});
