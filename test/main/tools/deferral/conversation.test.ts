import { describe, expect, it } from 'vitest';
import { short } from '../../turns/turn-rig.ts';
import { callOf, program, serverOf, type Program } from '../rig.ts';
import { manyTools } from './many-tools.ts';
import { toolOf } from '../scripted-server.ts';

interface Sent {
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly messages?: readonly unknown[];
}
const sent = (p: Program, at: number): Sent => p.provider.requests.at(at)?.body ?? {};
const sentNames = (p: Program, at: number): readonly string[] =>
  (sent(p, at).tools ?? []).map((each) => each.function.name);

async function large(options: Parameters<typeof program>[0] = {}) {
  const p = await program(options);
  p.servers.list('files', ...manyTools(500));
  if (options.root === undefined) await p.add(serverOf('files'));
  return p;
}

const always = ['calculate', 'read_result', 'tool_search'];
const issue = { issue_id: 'PAR-1' };

describe('a server with 500 tools', () => {
  it('is searched, and what is found is called after approval and offered from then on', async () => {
    const p = await large();
    const id = await p.converse('files', 'calculator');
    p.script(
      [callOf('a', 'tool_search', { query: 'archive an issue' })],
      [callOf('b', 'FILES__archive_issue', issue)],
    );
    await p.turns.send(id, 'Archive PAR-1');
    const { calls } = await p.pending(id);
    expect(calls.map(({ key }) => key)).toEqual(['files/archive_issue']);
    expect(p.servers.calls).toEqual([]);
    await p.decide(id, 'once');
    await p.turns.whenIdle(id);
    expect(p.servers.calls).toEqual([{ server: 'files', name: 'archive_issue', args: issue }]);
    expect(sentNames(p, 0)).toEqual(always);
    const found = sentNames(p, 1);
    expect(found.slice(0, 3)).toEqual(always);
    expect(found[3]).toBe('FILES__archive_issue');
    expect(found).toHaveLength(8);
    expect(sentNames(p, 2)).toEqual(found);
    const said = short((await p.answer(id)).parts);
    expect(said.find((each) => each.startsWith('result a'))).toContain(
      'You can call these from now on:\n- FILES__archive_issue (FILES): Use this to archive one issue',
    );

    p.script();
    await p.ask(id, 'Thanks');
    expect(JSON.stringify(sent(p, -1).tools)).toBe(JSON.stringify(sent(p, 2).tools));
    const before = JSON.stringify(sent(p, 2).messages).slice(0, -1);
    expect(JSON.stringify(sent(p, -1).messages).startsWith(before)).toBe(true);
    expect(p.complaints()).toEqual([]);
    expect(p.reported).toEqual([]);
  });

  it('runs a call of a tool that was not found yet, after approval, and then offers it', async () => {
    const p = await large();
    const id = await p.converse('files', 'calculator');
    p.script([callOf('a', 'FILES__share_photo', { photo_id: '1' })]);
    await p.turns.send(id, 'Share it');
    await p.decide(id, 'once');
    await p.turns.whenIdle(id);
    expect(p.servers.calls.map(({ name }) => name)).toEqual(['share_photo']);
    expect(sentNames(p, 1)).toEqual([...always, 'FILES__share_photo']);
  });

  it('says what does not fit, offers the tool, and names the search where there is none', async () => {
    const p = await large();
    const id = await p.converse('files', 'calculator');
    p.script([callOf('a', 'FILES__share_photo', { photo: '1' }), callOf('b', 'share')]);
    const said = short((await p.ask(id)).parts);
    const result = (call: string): string =>
      said.find((each) => each.startsWith(`result ${call}`)) ?? '';
    expect(result('a')).toContain('photo_id');
    expect(result('a')).toContain('The tool is added to your tools');
    expect(result('b')).toContain('Search for others with tool_search.');
    expect(result('b')).not.toContain('FILES__');
    expect(sentNames(p, 1)).toEqual([...always, 'FILES__share_photo']);
    expect(p.servers.calls).toEqual([]);
  });

  it('is offered the same after a restart and on a branch', async () => {
    const p = await large();
    const id = await p.converse('files', 'calculator');
    p.script([callOf('a', 'tool_search', { query: 'recipe' })]);
    const first = await p.ask(id, 'One');
    p.script([callOf('b', 'tool_search', { query: 'parcel' })]);
    await p.ask(id, 'Two');
    p.script();
    await p.ask(id, 'Three');
    const three = JSON.stringify(sent(p, -1).tools);
    expect(sentNames(p, -1)).toHaveLength(3 + 5 + 5);
    await p.store.conversations.flush();

    const again = await large({ root: p.root, provider: p.provider });
    again.script();
    const { leafId } = await again.turns.look(id);
    await again.turns.regenerate(id, leafId ?? '');
    await again.turns.whenIdle(id);
    expect(JSON.stringify(sent(again, -1).tools)).toBe(three);
    // A branch from before the second search has found only what the first one did.
    again.script();
    await again.turns.regenerate(id, first.id);
    await again.turns.whenIdle(id);
    expect(sentNames(again, -1)).toEqual(always);
  });

  it('goes on after a kill while a found tool waits', async () => {
    const p = await large();
    const id = await p.converse('files', 'calculator');
    p.script(
      [callOf('a', 'tool_search', { query: 'ticket' })],
      [callOf('b', 'FILES__count_ticket', { ticket_id: '1' })],
    );
    await p.turns.send(id, 'Count');
    await p.pending(id);
    const before = JSON.stringify(sent(p, -1).tools);
    p.turns.keepAll();
    await p.store.conversations.flush();
    p.provider.onRequest(() => undefined);
    const again = await large({ root: p.root, provider: p.provider });
    again.script();
    await again.decide(id, 'once');
    await again.turns.whenIdle(id);
    expect(again.servers.calls.map(({ name }) => name)).toEqual(['count_ticket']);
    expect(JSON.stringify(sent(again, -1).tools)).toBe(before);
    expect(again.complaints()).toEqual([]);
  });

  it('is deferred by the window that the model’s list reports', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    p.servers.list('files', ...manyTools(60));
    const id = await p.converse('files', 'calculator');
    p.script();
    await p.ask(id);
    expect(sentNames(p, -1)).toHaveLength(62);
    p.core.registry.told('p', [{ id: 'scripted-model', contextTokens: 32_768 }]);
    p.script();
    await p.ask(id);
    expect(sentNames(p, -1)).toEqual(always);
  });

  it('leaves results the room that the window has', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    p.servers.list('files', toolOf('read'));
    p.core.registry.told('p', [{ id: 'scripted-model', contextTokens: 8000 }]);
    const lines = Array.from({ length: 20_000 }, (_, n) => `line ${String(n)}`).join('\n');
    p.servers.answerWith(() =>
      Promise.resolve({ content: [{ kind: 'text', text: lines }], isError: false }),
    );
    const id = await p.converse('files');
    p.script([callOf('a', 'FILES__read'), callOf('b', 'FILES__read'), callOf('c', 'FILES__read')]);
    await p.turns.send(id, 'Go');
    await p.decide(id, 'conversation');
    await p.turns.whenIdle(id);
    const results = short((await p.answer(id)).parts).filter((each) => each.startsWith('result'));
    // About 3 characters a token: a quarter of 8,000, then of what is left.
    const lengths = results.map((each) => each.length).toSorted((a, b) => b - a);
    expect(lengths[0]).toBeLessThan(9000);
    expect(lengths[2]).toBeLessThan((lengths[0] ?? 0) * 0.7);
    expect(lengths[2]).toBeGreaterThan(1000);
    const [, resultId = '', offset = ''] =
      /id "(\w+)" and offset (\d+)/.exec(results[0] ?? '') ?? [];
    p.script([callOf('d', 'read_result', { id: resultId, offset: Number(offset) })]);
    const next = short((await p.ask(id, 'Read on')).parts).find((each) =>
      each.startsWith('result d'),
    );
    expect(next).toContain(`[Characters ${offset} to `);
    expect(next).not.toContain('left out');
    expect(next?.length).toBeLessThan(6000);
  });
});
