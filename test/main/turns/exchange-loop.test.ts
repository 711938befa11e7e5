import { afterEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../src/shared/contract/client.ts';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { mostRounds, roundsUsedUp } from '../../../src/main/turns/exchange-loop.ts';
import { createTurnService } from '../../../src/main/turns/turn-service.ts';
import type { ToolRunner } from '../../../src/main/turns/tool-runner.ts';
import type { Conversation, Message, Part } from '../../../src/shared/model/conversation.ts';
import { createMemoryStore } from './memory-store.ts';
import { startOtherServer, type Line, type OtherServer } from './other-wire.ts';
import { scriptedTools, type Script } from './scripted-tools.ts';

let server: OtherServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const call = (id: string, args = '{}'): Line => ({ call: 'echo', id, with: args });
const callsTool: Line = { end: 'tool_calls' };
const stop: Line = { end: 'stop' };

async function setUp(tools: ToolRunner, ...answers: readonly (readonly Line[])[]) {
  server = await startOtherServer(...answers);
  const { protocol } = server;
  const store = createMemoryStore();
  const reported: unknown[] = [];
  const client: Client = { id: 1, send: () => undefined };
  const emit = (): void => undefined;
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const turns = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [client],
    choose: () => Promise.resolve({ providerId: 'other', model: 'other-1', protocol }),
    settings: () => ({ systemPrompt: '', idleTimeoutSeconds: 30 }),
    onAnswered: () => undefined,
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    toolsOf: () => tools,
    report: (error) => reported.push(error),
  });
  const { id } = await conversations.create({});
  const answer = async (): Promise<Message> => {
    const { messages, leafId } = await conversations.get(id);
    const message = messages[leafId ?? ''];
    if (message === undefined) throw new Error('There is no answer.');
    return message;
  };
  const ask = async (text = 'Go'): Promise<Message> => {
    await turns.send(id, text);
    await turns.whenIdle(id);
    return answer();
  };
  return { conversations, turns, id, ask, answer, store, reported, questions: server.questions };
}

/** Parts in short: what each is, with its words. */
function short(parts: readonly Part[]): readonly string[] {
  return parts.map((part) => {
    switch (part.kind) {
      case 'text':
      case 'reasoning':
        return `${part.kind} ${part.text}`;
      case 'tool_call':
        return `call ${part.callId} ${part.state}`;
      case 'tool_result': {
        const words = part.content.map((each) => (each.kind === 'text' ? each.text : each.kind));
        return `result ${part.callId} ${words.join(' ')}${part.isError ? ' (error)' : ''}`;
      }
      case 'image':
      case 'file':
        return part.kind;
    }
  });
}

describe('a turn with tools', () => {
  it('runs several rounds, with any mix of words and calls, in the order in which they came', async () => {
    const tools = scriptedTools();
    const t = await setUp(
      tools,
      [{ think: 'Hm.' }, { say: 'I look.' }, call('a', '{"n":1}'), call('b'), callsTool],
      // Some servers give each round the same ids, and say `stop` when they call a tool.
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
    expect(t.questions).toHaveLength(mostRounds);
    expect(message).toMatchObject({ status: 'complete', finishReason: roundsUsedUp });
    expect(short(message.parts).at(-1)).toBe('call again interrupted');
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
    const none: ToolRunner = { ...scriptedTools(), definitions: [] };
    const t = await setUp(none, [{ say: 'Hm.' }, call('a'), callsTool]);
    const message = await t.ask();
    expect(message).toMatchObject({ status: 'complete', finishReason: 'tool_calls' });
    expect(short(message.parts)).toEqual(['text Hm.', 'call a interrupted']);
    expect(JSON.parse(t.questions[0] ?? '')).toMatchObject({ tools: [] });
  });
});

describe('a turn that is taken up from its stored parts', () => {
  const stored =
    (answer: Message, parts: readonly Part[]) =>
    (before: Conversation): Conversation => ({
      ...before,
      messages: { ...before.messages, [answer.id]: { ...answer, parts, status: 'interrupted' } },
    });

  it('asks again for what waited, runs it, and gives the model the results', async () => {
    const tools = scriptedTools();
    const t = await setUp(tools, [{ say: 'First.' }, stop], [{ say: 'Then.' }, stop]);
    const first = await t.ask();
    const parts: readonly Part[] = [
      { kind: 'text', text: 'I look.' },
      { kind: 'tool_call', callId: 'w', name: 'echo', arguments: '{"w":1}', state: 'proposed' },
      { kind: 'tool_call', callId: 'x', name: 'echo', arguments: '{}', state: 'interrupted' },
    ];
    await t.conversations.change(t.id, stored(first, parts));
    await t.turns.resume(t.id, first.id);
    await t.turns.whenIdle(t.id);
    const message = await t.answer();
    expect(message).toMatchObject({ id: first.id, status: 'complete' });
    expect(short(message.parts)).toEqual([
      'text I look.',
      'call w done',
      'call x interrupted',
      'result w echo {"w":1}',
      'text Then.',
    ]);
    expect(tools.ran).toEqual(['w']);
    expect(JSON.parse(t.questions.at(-1) ?? '')).toMatchObject({
      said: [
        'they Go',
        'I I look. <w echo {"w":1}> <x echo {}>',
        'tool w: echo {"w":1}',
        'tool x: The call was interrupted. Whether it took effect is not known.',
      ],
    });
  });

  it('refuses where nothing waits', async () => {
    const t = await setUp(scriptedTools(), [{ say: 'First.' }, stop]);
    const first = await t.ask();
    await expect(t.turns.resume(t.id, first.id)).rejects.toThrow(/No call of a tool waits/);
  });

  it('goes on to the next question although a call still waits', async () => {
    const t = await setUp(scriptedTools(), [{ say: 'First.' }, stop]);
    const first = await t.ask();
    const waiting: Part = {
      kind: 'tool_call',
      callId: 'w',
      name: 'echo',
      arguments: '{}',
      state: 'proposed',
    };
    await t.conversations.change(t.id, stored(first, [waiting]));
    await t.ask('Never mind');
    expect(JSON.parse(t.questions.at(-1) ?? '')).toMatchObject({
      said: [
        'they Go',
        'I  <w echo {}>',
        'tool w: The call was not run.',
        'I [No answer followed.]',
        'they Never mind',
      ],
    });
  });
});

describe('two windows on one conversation', () => {
  it('are told the same text, each at its own pace, and one that leaves holds nobody up', async () => {
    const t = await setUp(scriptedTools(), [{ say: 'One ' }, { say: 'two.' }, stop]);
    const heard = new Map<number, string[]>();
    const client = (id: number): Client => ({
      id,
      send(name, payload) {
        heard.set(id, [...(heard.get(id) ?? []), `${name} ${JSON.stringify(payload)}`]);
      },
    });
    const [left, right] = [client(11), client(12)];
    await t.turns.send(t.id, 'Go');
    const opened = await Promise.all([t.turns.open(t.id, left), t.turns.open(t.id, right)]);
    t.turns.detach(right);
    await t.turns.whenIdle(t.id);
    expect(opened[0].conversation.id).toBe(t.id);
    expect(heard.get(11)?.some((line) => line.startsWith('settled'))).toBe(true);
    expect(heard.get(12)?.some((line) => line.startsWith('settled')) ?? false).toBe(false);
    expect(await t.answer()).toMatchObject({ status: 'complete' });
  });
});
