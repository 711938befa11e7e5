import { expect, it } from 'vitest';
import { short } from '../turns/turn-rig.ts';
import { foundIn } from '../../found-in.ts';
import { callOf, program, serverOf, type Program } from './rig.ts';
import { toolOf } from './scripted-server.ts';

const secret = 'canary-c2e84d01f7';
const readOnly = { isReadOnly: true, isDestructive: false, reachesInternet: false };

async function withServer(): Promise<Program & { readonly begin: () => Promise<string> }> {
  const p = await program();
  await p.add(serverOf('notes'));
  p.servers.list('notes', toolOf('write'), toolOf('read', { hints: readOnly }));
  const begin = async (): Promise<string> => {
    const tools = { on: ['notes'], off: [] };
    const { id } = await p.conversations.create((empty) => ({ ...empty, temporary: true, tools }));
    return id;
  };
  return { ...p, begin };
}

it('asks about a tool that may write although it is always allowed', async () => {
  const p = await withServer();
  const normal = await p.converse('notes');
  p.script([callOf('a', 'NOTES__write')], [callOf('b', 'NOTES__read')]);
  await p.turns.send(normal, 'Go');
  await p.decide(normal, 'always');
  await p.decide(normal, 'always');
  await p.turns.whenIdle(normal);
  const id = await p.begin();
  p.script(
    [callOf('c', 'NOTES__read'), callOf('d', 'NOTES__write')],
    [callOf('e', 'NOTES__write')],
  );
  await p.turns.send(id, 'Go');
  expect(await p.pending(id)).toMatchObject({
    calls: [{ callId: 'd', reason: { kind: 'leaves_traces' } }],
  });
  await p.decide(id, 'conversation');
  await p.turns.whenIdle(id);
  const parts = short((await p.answer(id)).parts);
  expect(parts).toContain('call c done');
  expect(parts).toContain('call d done');
  expect(parts).toContain('call e done');
  // Elsewhere it runs as before.
  p.script([callOf('f', 'NOTES__write')]);
  expect(short((await p.ask(normal)).parts)).toContain('call f done');
});

it('holds a result that is too long in memory, and reads it piece by piece', async () => {
  const p = await withServer();
  const text = `${'row\n'.repeat(200_000)}${secret}`;
  p.servers.answerWith(() =>
    Promise.resolve({ content: [{ kind: 'text', text }], isError: false }),
  );
  const id = await p.begin();
  p.script([callOf('a', 'NOTES__read', { secret })]);
  await p.turns.send(id, secret);
  await p.decide(id, 'once');
  await p.turns.whenIdle(id);
  const [, result] = (await p.answer(id)).parts;
  if (result?.kind !== 'tool_result') throw new Error('There is no result.');
  const file = result.content.find((each) => each.kind === 'file');
  if (file === undefined) throw new Error('There is no file.');
  p.script([callOf('b', 'read_result', { id: file.attachment.slice(0, 12), offset: 799_990 })]);
  const last = await p.ask(id, 'Read on');
  expect(JSON.stringify(last.parts)).toContain(secret);
  await p.store.conversations.flush();
  expect(foundIn([p.root], secret)).toEqual([]);
  expect(foundIn([p.root], file.attachment)).toEqual([]);
});
