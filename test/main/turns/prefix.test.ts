import { describe, expect, it } from 'vitest';
import { createBranchHandlers } from '../../../src/main/conversations/branch-handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { comparisonOf } from '../../../src/shared/model/tree/comparison.ts';
import { asksForNotes, roomRig, wires, type Wire } from '../context/compaction/room-rig.ts';

const names = Object.keys(wires) as Wire[];
const long = (about: string): string => `${about} ${'and so on, at some length, '.repeat(60)}`;

/** A strict conversation with tools, and its requests as a server caches them. */
async function setUp(wire: Wire) {
  const rig = await roomRig({ wire, withTools: true, windowTokens: 5000 });
  /** The bytes of each question, what is said last and so that it can go on. */
  const sent = (): readonly string[] =>
    rig.provider
      .requestsOf('stream')
      .filter(({ body }) => !asksForNotes(body))
      .map(({ body }) => {
        const { messages, input, ...rest } = body ?? {};
        return JSON.stringify(rest) + JSON.stringify(messages ?? input).slice(0, -1);
      });
  const call = (id: string): void => {
    rig.answers.push({
      kind: 'text',
      text: 'I had better look.',
      toolCalls: [{ id, name: 'echo', arguments: '{"text":"a"}' }],
    });
    rig.answers.push({ kind: 'text', text: 'It says a.' });
  };
  return { ...rig, sent, call };
}

/** Each request begins with all of the one before it, byte for byte. */
function expectGrowing(requests: readonly string[]): void {
  for (const [at, request] of requests.entries()) {
    expect(request.startsWith(requests[at - 1] ?? ''), `request ${String(at)}`).toBe(true);
  }
}

describe.each(names)('over %s, a request begins with the whole one before it', (wire) => {
  it('from turn to turn, and between the rounds of a tool loop', async () => {
    const rig = await setUp(wire);
    await rig.ask(long('How long is the coast?'));
    rig.call('call_1');
    await rig.ask('Look it up.');
    await rig.ask('And now?');
    rig.call('call_2');
    await rig.ask('Once more.');
    expect(rig.sent()).toHaveLength(6);
    expectGrowing(rig.sent());
  });

  it('after a checkpoint', async () => {
    const rig = await setUp(wire);
    await rig.ask(long('How long is the coast?'));
    await rig.ask(long('Who measured it?'));
    await rig.ask(long('And now?'));
    const before = rig.sent().length;
    expect(await rig.make('compact')).not.toBeNull();
    await rig.ask('Once more.');
    rig.call('call_1');
    await rig.ask('Look it up.');
    await rig.ask('And again.');
    const after = rig.sent().slice(before);
    expect(after).toHaveLength(4);
    expect(after[0]).toContain('They spoke of the coast.');
    expectGrowing(after);
  });

  it('after an answer of a comparison was chosen', async () => {
    const rig = await setUp(wire);
    await rig.ask(long('How long is the coast?'));
    const answerer = { model: { providerId: 'p', model: 'm' } };
    const compare = { answerers: [answerer, answerer, answerer], on: true } as const;
    await rig.conversations.change(rig.id, (of) => ({ ...of, compare }));
    for (const text of ['One.', 'Two.', 'Three.']) rig.answers.push({ kind: 'text', text });
    await rig.turns.send(rig.id, 'Who measured it?', { compares: true });
    await rig.turns.whenIdle(rig.id);
    const { messages, leafId } = await rig.conversations.get(rig.id);
    const chosen = comparisonOf(messages, leafId)?.columns[1];
    await createBranchHandlers(rig.conversations, newId)['conversation.chooseAnswer']({
      conversationId: rig.id,
      messageId: chosen?.id ?? '',
    });
    await rig.ask('And now?');
    await rig.ask('Once more.');
    const [first = '', one = '', two, three, ...later] = rig.sent();
    // All are asked the same.
    expect([two, three]).toEqual([one, one]);
    expect(later).toHaveLength(2);
    expectGrowing([first, one, ...later]);
  });
});
