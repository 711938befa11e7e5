import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToolDecision } from '../../../src/shared/model/tools.ts';
import { callOf, program, serverOf, type Program } from './rig.ts';
import { toolOf } from './scripted-server.ts';

/** The outcome of the calls of a turn. */
type Fate = 'allow' | 'deny' | 'edit' | 'stop_waiting' | 'stop_running' | 'kill';

interface Turn {
  readonly fate: Fate;
  readonly rounds: readonly (readonly { readonly name: string; readonly args: string }[])[];
  /** How the turn starts. */
  readonly by: 'ask' | 'edit' | 'regenerate';
  readonly fails: boolean;
}

const callArbitrary = fc.record({
  name: fc.constantFrom('FILES__write', 'FILES__read', 'calculate', 'no_such_tool', ''),
  args: fc.constantFrom('{}', '{"n":1}', '{"expression":"1+1"}', '', '{"cut', '[]', 'null'),
});
const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
  fate: fc.constantFrom<Fate>('allow', 'deny', 'edit', 'stop_waiting', 'stop_running', 'kill'),
  rounds: fc.array(fc.array(callArbitrary, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 2,
  }),
  by: fc.constantFrom('ask', 'edit', 'regenerate'),
  fails: fc.boolean(),
});

const soon = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 3);
  });

async function start(p: Program, id: string, { by }: Turn): Promise<void> {
  const { messages, leafId } = await p.turns.look(id);
  const last = messages[leafId ?? ''];
  const question = messages[last?.parentId ?? ''];
  if (by === 'edit' && question !== undefined) await p.turns.edit(id, question.id, 'Anew');
  else if (by === 'regenerate' && last !== undefined) await p.turns.regenerate(id, last.id);
  else await p.turns.send(id, 'Go');
}

const decisionOf = (fate: Fate): ToolDecision => (fate === 'deny' ? 'deny' : 'once');

/** Runs a turn to its outcome. Returns the program to continue with: a new one after a kill. */
async function live(p: Program, id: string, turn: Turn): Promise<Program> {
  const isHeld = turn.fate === 'stop_running';
  p.servers.answerWith((call, signal) =>
    isHeld
      ? new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('Stopped')), { once: true });
        })
      : Promise.resolve({ content: [{ kind: 'text', text: call.name }], isError: turn.fails }),
  );
  let count = 0;
  p.script(
    ...turn.rounds.map((calls) =>
      calls.map(({ name, args }) => callOf(`c${(count += 1)}`, name, args)),
    ),
  );
  await start(p, id, turn);
  while (p.turns.streaming().includes(id)) {
    const pending = await p.tools.handlers['tools.pending']({ conversationId: id });
    if (pending !== null && p.turns.streaming().includes(id)) {
      if (turn.fate === 'kill') {
        p.turns.keepAll();
        await p.store.conversations.flush();
        const next = await program({ root: p.root, provider: p.provider });
        next.servers.list('files', toolOf('write'), toolOf('read'));
        return next;
      }
      if (turn.fate === 'stop_waiting') await p.turns.stop(id);
      else {
        const edited = turn.fate === 'edit' ? { arguments: '{"edited":true}' } : {};
        const decisions = pending.calls.map(({ callId }) => ({
          callId,
          decision: decisionOf(turn.fate),
          ...edited,
        }));
        const { messageId } = pending;
        await p.tools.handlers['tools.decide']({ conversationId: id, messageId, decisions });
        if (isHeld) await p.turns.stop(id);
      }
    }
    await soon();
  }
  return p;
}

describe('whatever happens to the calls of tools', () => {
  it('a strict server takes every history, and what is kept is what is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turnArbitrary, { minLength: 1, maxLength: 4 }), async (turns) => {
        let p = await program();
        await p.add(serverOf('files'));
        p.servers.list('files', toolOf('write'), toolOf('read'));
        const id = await p.converse('files', 'calculator');
        for (const turn of turns) {
          p = await live(p, id, turn);
          // Drop unused answers, so that the next turn does not get them.
          p.provider.onRequest(() => undefined);
        }
        p.provider.onRequest(() => ({ kind: 'text', text: 'Goodbye.' }));
        expect((await p.ask(id, 'The last question')).status).toBe('complete');
        expect(p.complaints()).toEqual([]);
        expect(p.reported).toEqual([]);
        await p.store.conversations.flush();
        const kept = await (
          await program({ root: p.root, provider: p.provider })
        ).conversations.get(id);
        expect(kept.messages).toEqual((await p.conversations.get(id)).messages);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
