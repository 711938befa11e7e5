import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Behaviour } from '../../../provider/behaviour.ts';
import { complaintOf, type Strictness } from '../../../provider/strict.ts';
import { callOf, program, serverOf, type Program } from '../rig.ts';
import { manyTools } from './many-tools.ts';

/** What a round of the model calls. */
type Round = readonly { readonly kind: 'search' | 'call' | 'unknown'; readonly word: number }[];

interface Turn {
  readonly rounds: readonly Round[];
  readonly by: 'ask' | 'edit' | 'regenerate';
  readonly fate: 'allow' | 'deny' | 'stop' | 'kill';
}

const roundArbitrary: fc.Arbitrary<Round> = fc.array(
  fc.record({
    kind: fc.constantFrom('search', 'search', 'call', 'unknown'),
    word: fc.integer({ min: 0, max: 63 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
  rounds: fc.array(roundArbitrary, { minLength: 1, maxLength: 3 }),
  by: fc.constantFrom('ask', 'ask', 'edit', 'regenerate'),
  fate: fc.constantFrom('allow', 'allow', 'deny', 'stop', 'kill'),
});

const tools = manyTools(400);

/** Servers that accept no history but their own; the name of the model tells the schema. */
const families: readonly { readonly model: string; readonly strict: readonly Strictness[] }[] = [
  { model: 'gemini-x', strict: ['paired_tools', 'gemini'] },
  { model: 'm', strict: ['paired_tools', 'mistral'] },
  { model: 'm', strict: ['paired_tools', 'alternating', 'unique_ids'] },
];

/** Answers as scripted, but refuses what one of the strict servers refuses. */
function scripted(p: Program, rounds: readonly Round[], strict: readonly Strictness[]): void {
  let count = 0;
  const answers = rounds.map((round): Behaviour => {
    const toolCalls = round.map(({ kind, word }) => {
      const tool = tools[word];
      const [argument = ''] = Object.keys(tool?.inputSchema['properties'] ?? {});
      const id = `c${String((count += 1))}`;
      if (kind === 'search') return callOf(id, 'tool_search', { query: tool?.title });
      if (kind === 'unknown') return callOf(id, `FILES__no_such_${String(word)}`);
      return callOf(id, `FILES__${tool?.name ?? ''}`, { [argument]: '1' });
    });
    return { kind: 'text', text: '', toolCalls };
  });
  p.provider.onRequest(({ body }) => {
    const sent = Array.isArray(body?.['tools']) ? body['tools'] : [];
    for (const each of strict) {
      const message = complaintOf(each, body?.messages ?? [], sent, body?.model);
      if (message !== null) return { kind: 'error', status: 400, message };
    }
    return answers.shift() ?? { kind: 'text', text: 'The end.' };
  });
}

async function open(root?: string, provider?: Program['provider']): Promise<Program> {
  const p = await program({
    ...(root === undefined ? {} : { root }),
    ...(provider === undefined ? {} : { provider }),
  });
  if (root === undefined) await p.add(serverOf('files'));
  p.servers.list('files', ...tools);
  return p;
}

/** Starts a turn. Returns the question that it answers. */
async function start(p: Program, id: string, { by }: Turn): Promise<string> {
  const { messages, leafId } = await p.turns.look(id);
  const last = messages[leafId ?? ''];
  const question = messages[last?.parentId ?? ''];
  if (by === 'edit' && question !== undefined) await p.turns.edit(id, question.id, 'Anew');
  else if (by === 'regenerate' && last !== undefined) await p.turns.regenerate(id, last.id);
  else await p.turns.send(id, 'Go');
  return (await p.answer(id)).parentId ?? '';
}

/** Runs a turn to its end. Returns the program to go on with. */
async function finish(p: Program, id: string, fate: Turn['fate']): Promise<Program> {
  for (;;) {
    if (!p.turns.streaming().includes(id)) return p;
    const pending = await p.tools.handlers['tools.pending']({ conversationId: id });
    if (pending !== null && fate === 'kill') {
      p.turns.keepAll();
      await p.store.conversations.flush();
      return open(p.root, p.provider);
    }
    if (pending !== null && fate === 'stop') await p.turns.stop(id);
    else if (pending !== null) await p.decide(id, fate === 'deny' ? 'deny' : 'once');
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
}

const toolsIn = (request: { readonly body: unknown } | undefined): string =>
  JSON.stringify((request?.body as { readonly tools?: unknown } | undefined)?.tools);

it('random searches, kills and branches: the same path gives the same tools, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(turnArbitrary, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...families),
      async (turns, { model, strict }) => {
        let p = await open();
        const id = await p.converse('files', 'calculator');
        await p.conversations.change(id, (before) => ({ ...before, model }));
        /** What the first request of a turn offered, by the question that it answered. */
        const offered = new Map<string, string>();
        const check = (question: string, at: number): void => {
          const now = toolsIn(p.provider.requests[at]);
          expect(now).toBe(offered.get(question) ?? now);
          offered.set(question, now);
        };
        for (const turn of turns) {
          scripted(p, turn.rounds, strict);
          const from = p.provider.requests.length;
          const question = await start(p, id, turn);
          p = await finish(p, id, turn.fate);
          const lists = p.provider.requests.slice(from).map(toolsIn);
          check(question, from);
          // Within a turn the list only grows at its end.
          for (const [at, list] of lists.entries()) {
            const next = lists[at + 1];
            if (next !== undefined) expect(next.startsWith(list.slice(0, -1))).toBe(true);
          }
        }
        // Every branch is asked again, by a program that remembers nothing.
        await p.store.conversations.flush();
        p = await open(p.root, p.provider);
        const { messages } = await p.turns.look(id);
        for (const { id: answer, role, parentId } of Object.values(messages)) {
          if (role !== 'assistant' || parentId === null) continue;
          scripted(p, [], strict);
          const from = p.provider.requests.length;
          await p.turns.regenerate(id, answer);
          await p.turns.whenIdle(id);
          check(parentId, from);
          expect((await p.answer(id)).status).toBe('complete');
        }
        expect(p.reported).toEqual([]);
      },
    ),
    { numRuns: 10 },
  );
}, 120_000);
