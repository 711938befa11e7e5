import { describe, expect, it } from 'vitest';
import { short } from '../turns/turn-rig.ts';
import { callOf, program, serverOf } from './rig.ts';
import { toolOf } from './scripted-server.ts';

interface SentTool {
  readonly function: { readonly name: string };
}
const sentTools = (body: unknown): readonly string[] =>
  ((body as { readonly tools?: readonly SentTool[] }).tools ?? []).map(
    (each) => each.function.name,
  );

describe('a conversation with tools', () => {
  it('loads nothing and sends nothing of them while it uses none', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    const id = await p.converse();
    p.script();
    await p.ask(id);
    expect(p.loads()).toBe(0);
    expect(p.servers.applied).toEqual([]);
    expect(sentTools(p.provider.requests.at(-1)?.body)).toEqual([]);
  });

  it('offers what is on, in an order that stays, and runs what needs no permission', async () => {
    const p = await program();
    await p.add(serverOf('zeta'));
    p.servers.list('zeta', toolOf('write'), toolOf('read.all'), toolOf('gone'));
    const id = await p.converse('zeta', 'calculator', 'time');
    await p.conversations.change(id, (before) => ({
      ...before,
      tools: { on: ['zeta', 'calculator', 'time'], off: ['zeta/gone'] },
    }));
    p.script([
      callOf('a', 'calculate', { expression: '2 + 3 * 4' }),
      callOf('b', 'current_time', { zone: 'Asia/Tokyo' }),
    ]);
    const { parts } = await p.ask(id);
    expect(sentTools(p.provider.requests[0]?.body)).toEqual([
      'current_time',
      'calculate',
      'read_result',
      expect.stringMatching(/^ZETA__read_all_[0-9a-f]{8}$/),
      'ZETA__write',
    ]);
    const said = short(parts);
    expect(said.slice(0, 2)).toEqual(['call a done', 'call b done']);
    expect(said.find((each) => each.startsWith('result a'))).toBe('result a 14');
    expect(said.find((each) => each.startsWith('result b'))).toContain('29 November 2026');
    expect(said.find((each) => each.startsWith('result b'))).toContain('(Asia/Tokyo)');
    expect(parts[0]).toMatchObject({ tool: { key: 'calculator/calculate', server: '' } });
    expect(p.complaints()).toEqual([]);
    expect(p.reported).toEqual([]);
  });

  it('answers what no tool can do in words that the model can act on', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    const schema = {
      type: 'object',
      properties: { path: { type: 'string', pattern: '^(a+)+$' } },
      required: ['path'],
    };
    p.servers.list('files', toolOf('read', { inputSchema: schema }));
    const id = await p.converse('files');
    p.script([
      callOf('a', 'rm_rf'),
      callOf('b', 'FILES__read', '{"path": "/tm'),
      callOf('c', 'FILES__read', { way: 1 }),
      callOf('d', 'FILES__read', '[1]'),
    ]);
    const { parts } = await p.ask(id);
    const result = (call: string): string =>
      short(parts).find((each) => each.startsWith(`result ${call}`)) ?? '';
    expect(result('a')).toContain(
      'there is no tool “rm_rf”. The tools are: read_result, FILES__read',
    );
    expect(result('b')).toContain('no JSON object, or were cut off');
    expect(result('c')).toContain('path');
    expect(result('d')).toContain('no JSON object');
    expect(p.servers.calls).toEqual([]);
    expect(p.complaints()).toEqual([]);
  });

  it('gives the beginning and end of a huge result, and lets the model read on', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    p.servers.list('files', toolOf('read'));
    const lines = Array.from({ length: 60_000 }, (_, n) => `line ${n}`).join('\n');
    p.servers.answerWith(() =>
      Promise.resolve({ content: [{ kind: 'text', text: lines }], isError: false }),
    );
    const id = await p.converse('files');
    p.script([callOf('a', 'FILES__read')]);
    await p.turns.send(id, 'Go');
    await p.decide(id, 'once');
    await p.turns.whenIdle(id);
    const first = await p.answer(id);
    const result = first.parts.find((part) => part.kind === 'tool_result');
    const [text, file] = result?.content ?? [];
    expect(text?.kind === 'text' ? text.text.length : 0).toBeLessThan(150_000);
    expect(text).toMatchObject({ text: expect.stringContaining('line 59999') as string });
    expect(file).toMatchObject({ kind: 'file', size: lines.length, mediaType: 'text/plain' });
    const [, resultId = '', offset = ''] =
      /id "(\w+)" and offset (\d+)/.exec(text?.kind === 'text' ? text.text : '') ?? [];
    p.script([callOf('b', 'read_result', { id: resultId, offset: Number(offset) })]);
    const next = await p.ask(id, 'Read on');
    const said = short(next.parts).find((each) => each.startsWith('result b')) ?? '';
    expect(said).toContain(`[Characters ${offset} to `);
    expect(said).toContain(lines.slice(Number(offset), Number(offset) + 1000));
    p.script([callOf('c', 'read_result', { id: 'other' })]);
    expect(short((await p.ask(id, 'And?')).parts).join()).toContain('There is no such result');
  }, 20_000);

  it('tells the model of a source that breaks, and reports it', async () => {
    const p = await program();
    await p.add(serverOf('files'));
    p.servers.list('files', toolOf('read'));
    p.servers.answerWith(() => Promise.reject(new Error('a bug')));
    const id = await p.converse('files');
    p.script([callOf('a', 'FILES__read')]);
    await p.turns.send(id, 'Go');
    await p.decide(id, 'once');
    await p.turns.whenIdle(id);
    expect(short((await p.answer(id)).parts).join()).toContain('result a The tool failed');
    expect(p.reported).toHaveLength(1);
  });
});
