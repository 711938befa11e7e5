import { describe, expect, it } from 'vitest';
import type { Assistant } from '../../../../src/shared/model/assistants/assistant.ts';
import type { ToolDecision } from '../../../../src/shared/model/tools.ts';
import { reviewer, translator } from '../../../shared/model/assistants/samples.ts';
import { short } from '../../turns/turn-rig.ts';
import { callOf, program, serverOf, type Program } from '../rig.ts';
import { toolOf } from '../scripted-server.ts';

async function withServer(): Promise<Program> {
  const p = await program();
  await p.add(serverOf('files'));
  p.servers.list('files', toolOf('write'));
  return p;
}

/** Creates a conversation with the tools of the server and an assistant; null for none. */
async function converse({ conversations }: Program, assistant: Assistant | null): Promise<string> {
  const { id } = await conversations.create((empty) => ({
    ...empty,
    tools: { on: ['files'], off: [] },
    ...(assistant === null ? {} : { assistant }),
  }));
  return id;
}

/** Runs a turn with one call; returns the call in short form. Null if nothing may be asked. */
async function run(p: Program, id: string, decision: ToolDecision | null): Promise<string> {
  p.script([callOf('a', 'FILES__write')]);
  await p.turns.send(id, 'Go');
  if (decision !== null) await p.decide(id, decision);
  await p.turns.whenIdle(id);
  return short((await p.answer(id)).parts)[0] ?? '';
}

describe('a tool that is always allowed with an assistant', () => {
  it('runs in all its conversations, and asks in all others', async () => {
    const p = await withServer();
    const reviewing = await converse(p, reviewer);
    p.script([callOf('a', 'FILES__write')]);
    await p.turns.send(reviewing, 'Go');
    expect((await p.pending(reviewing)).calls[0]?.assistant).toBe('Reviewer');
    await p.decide(reviewing, 'always_with_assistant');
    await p.turns.whenIdle(reviewing);
    expect(await run(p, reviewing, null)).toBe('call a done');
    expect(await run(p, await converse(p, { ...reviewer, name: 'Renamed' }), null)).toBe(
      'call a done',
    );
    expect(await run(p, await converse(p, translator), 'deny')).toBe('call a denied');
    const [view] = await p.tools.handlers['tools.permissions'](undefined);
    expect(view).toMatchObject({
      key: 'files/write',
      kind: 'always_with_assistant',
      assistant: { id: 'a2', name: 'Reviewer' },
      isStale: false,
    });
    const { sources } = await p.tools.handlers['tools.view'](undefined);
    const files = sources.find(({ id }) => id === 'files');
    expect(files?.tools[0]?.permission).toBe('ask');
    // Another program on the same folder reads the same.
    const next = await program({ root: p.root, provider: p.provider });
    next.servers.list('files', toolOf('write'));
    expect(await run(next, await converse(next, reviewer), null)).toBe('call a done');
    await next.tools.handlers['tools.revoke']({ id: view?.id ?? '' });
    expect(await run(next, await converse(next, reviewer), 'deny')).toBe('call a denied');
  });

  it('asks again once it has changed, and never runs where it is never allowed', async () => {
    const p = await withServer();
    const id = await converse(p, reviewer);
    expect(await run(p, id, 'always_with_assistant')).toBe('call a done');
    p.servers.list('files', toolOf('write', { description: 'Sends it, too.' }));
    expect(await run(p, id, 'always_with_assistant')).toBe('call a done');
    expect(p.store.tools.read().permissions).toHaveLength(1);
    expect(await run(p, await converse(p, null), 'never')).toBe('call a denied');
    expect(await run(p, id, null)).toBe('call a denied');
  });

  it('is not allowed for good by such a decision without an assistant', async () => {
    const p = await withServer();
    const id = await converse(p, null);
    expect(await run(p, id, 'always_with_assistant')).toBe('call a done');
    expect(p.store.tools.read().permissions).toEqual([]);
    expect(await run(p, id, 'deny')).toBe('call a denied');
  });
});

describe('an assistant that asks before each call', () => {
  it('asks for what is always allowed, until it is allowed in the conversation', async () => {
    const p = await withServer();
    expect(await run(p, await converse(p, null), 'always')).toBe('call a done');
    const id = await converse(p, { ...reviewer, asksBeforeTools: true });
    p.script([callOf('a', 'FILES__write')]);
    await p.turns.send(id, 'Go');
    expect((await p.pending(id)).calls[0]?.reason).toEqual({
      kind: 'assistant_asks',
      name: 'Reviewer',
    });
    await p.decide(id, 'once');
    await p.turns.whenIdle(id);
    expect(await run(p, id, 'conversation')).toBe('call a done');
    expect(await run(p, id, null)).toBe('call a done');
  });
});
