import { expect, test } from 'vitest';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { running } from '../tools/mcp/orphans.ts';
import { callOf } from '../tools/rig.ts';
import { storeOn } from '../store/support.ts';
import { notesRig } from './notes-rig.ts';
import { hasTerminals } from './terminal.ts';

const write = (text: string, id: string) => callOf(id, 'Notes__write', { text });

test.runIf(hasTerminals)(
  'what one program allows or revokes holds for another that is running',
  async () => {
    const rig = await notesRig();
    const asked = rig.chatAtTerminal('--tools', 'notes');
    const unasked = rig.chat('--tools', 'notes');
    rig.script(write('one', 'a'));
    unasked.type('Note this');
    await unasked.shows('[write on Notes was not allowed.');
    await unasked.shows('The end.');
    rig.script(write('two', 'b'));
    asked.type('Note this');
    await asked.shows('e = edit: ');
    asked.type('a');
    await asked.shows('The end.');
    rig.script(write('three', 'c'));
    unasked.type('Note this');
    await unasked.shows('[Used write on Notes');
    await unasked.shows('The end.');
    const { tools } = await storeOn(rig.root);
    await tools.update((before) => ({ ...before, permissions: [] }));
    rig.script(write('four', 'd'));
    unasked.type('Note this');
    await unasked.shows('[write on Notes was not allowed.');
    await unasked.shows('The end.');
    expect(rig.noted().match(/^write .*$/gm)).toEqual(['write two', 'write three']);
    const conversations = readdirSync(join(rig.root, 'conversations'));
    expect(conversations.filter((name) => name.endsWith('.json'))).toHaveLength(2);
  },
);

test('a server that is switched off or removed elsewhere ends here', async () => {
  const rig = await notesRig();
  const terminal = rig.chat('--tools', 'notes');
  rig.script();
  terminal.type('Hello');
  await terminal.shows('The end.');
  expect(rig.lastRequest()).toContain('Notes__write');
  expect(running(rig.serverPids())).toHaveLength(1);
  const { tools } = await storeOn(rig.root);
  await tools.update((before) => ({
    ...before,
    servers: before.servers.map((server) => ({ ...server, isEnabled: false })),
  }));
  terminal.type('Hello again');
  await terminal.shows('The end.');
  expect(rig.lastRequest()).not.toContain('Notes__write');
  expect(running(rig.serverPids())).toEqual([]);
  await tools.update((before) => ({ ...before, servers: [] }));
  terminal.type('/tools');
  await terminal.shows('off  calculator');
  await terminal.shows('[Type /tools on');
  expect(terminal.printed().split('/tools').at(-2)).not.toContain('Notes');
});

test.runIf(hasTerminals)(
  'beside the app, a new conversation is kept, and one that the app is answering is left alone',
  async () => {
    const rig = await notesRig();
    // The app holds this link, which names its process.
    const app = join(rig.root, 'SingletonLock');
    symlinkSync(`${hostname()}-${process.pid}`, app);
    const first = rig.chatAtTerminal('--tools', 'notes');
    rig.script(write('one', 'a'));
    first.type('Note this');
    await first.shows('e = edit: ');
    await expect.poll(rig.journals).toContain('"state":"proposed","tool":');
    first.kill();
    await first.exit;
    for (const refused of [rig.chat('--continue'), rig.chat('--continue')]) {
      expect(await refused.exit).toBe(1);
      expect(refused.complained()).toContain('in another window or terminal');
    }
    expect(rig.journals()).toContain('"state":"proposed","tool":');
    const fresh = rig.chat();
    fresh.type('Hello');
    await fresh.shows('The end.');
    fresh.end();
    expect(await fresh.exit).toBe(0);
    rmSync(app);
    const next = rig.chatAtTerminal('--continue');
    await next.shows('[Continuing “');
  },
);

test('a name that is unknown ends the program before it begins', async () => {
  const rig = await notesRig();
  const terminal = rig.chat('--tools', 'nonsense');
  expect(await terminal.exit).toBe(2);
  expect(terminal.complained()).toContain('There is no nonsense. There are: web, ');
  expect(running(rig.serverPids())).toEqual([]);
});

test('after a kill, the next program ends what was left running', async () => {
  const rig = await notesRig();
  const terminal = rig.chat('--tools', 'notes');
  rig.script();
  terminal.type('Hello');
  await terminal.shows('The end.');
  const [pid = 0] = rig.serverPids();
  // A stopped process does not notice that its input has ended.
  process.kill(pid, 'SIGSTOP');
  terminal.kill();
  await terminal.exit;
  expect(running([pid])).toEqual([pid]);
  const next = rig.chat();
  next.type('Hello');
  await next.shows('The end.');
  await expect.poll(() => running([pid])).toEqual([]);
  next.end();
  expect(await next.exit).toBe(0);
});
