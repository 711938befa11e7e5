import { describe, expect, it } from 'vitest';
import type { Conversation, Message, Part } from '../../../src/shared/model/conversation.ts';
import { scriptedTools } from './scripted-tools.ts';
import { setUp, short, stop } from './turn-rig.ts';

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
    await expect(t.turns.resume(t.id, first.id)).rejects.toThrow(/No tool call is waiting/);
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
        'tool w: This call was not run: the person went on without allowing it.',
        'I [No answer followed.]',
        'they Never mind',
      ],
    });
    const denied = (await t.conversations.get(t.id)).messages[first.id];
    expect(short(denied?.parts ?? [])[0]).toBe('call w denied');
    await expect(t.turns.resume(t.id, first.id)).rejects.toThrow(/No tool call is waiting/);
  });
});
