import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { running } from '../tools/mcp/orphans.ts';
import { callOf } from '../tools/rig.ts';
import { notesRig, type NotesRig } from './notes-rig.ts';
import { hasTerminals, startTerminal } from './terminal.ts';

let rig: NotesRig;

beforeEach(async () => {
  rig = await notesRig();
});

const write = (text: string, id = 'a') => callOf(id, 'Notes__write', { text });

describe.runIf(hasTerminals)('at a terminal', () => {
  test('a call is shown in full and asked about on a line of its own', async () => {
    rig.script(write('Hello \u202Eworld'), write('again', 'b'), write('third', 'c'));
    const terminal = rig.chatAtTerminal('--tools', 'notes');
    await terminal.shows('You: ');
    terminal.type('Note this');
    await terminal.shows('Allow write on Notes?');
    await terminal.shows('"text": "Hello [U+202E]world"');
    await terminal.shows('y = once, c = in this conversation, a = always, n = no, e = edit: ');
    expect(rig.noted()).not.toContain('write');
    terminal.type('what?');
    await terminal.shows('Type one of these letters');
    terminal.type('y');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('e = edit: ');
    terminal.type('c');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('The end.');
    expect(rig.noted()).toContain('write Hello \u202Eworld\nwrite again\nwrite third\n');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    expect(running(rig.serverPids())).toEqual([]);
  });

  test('no denies, e edits, a holds for the next run', async () => {
    rig.script(write('one'), write('two', 'b'), write('three', 'c'));
    const terminal = rig.chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    terminal.type('n');
    await terminal.shows('[write on Notes was not allowed.');
    await terminal.shows('e = edit: ');
    terminal.type('e');
    await terminal.shows('Arguments (leave empty to keep them): {"text":"two"}');
    terminal.type('\u0015{"text":');
    await terminal.shows('[This is not valid JSON.');
    terminal.type('\u0015{"text":"TWO"}');
    await terminal.shows('"text": "TWO"');
    await terminal.shows('e = edit: ');
    terminal.type('y');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('e = edit: ');
    terminal.type('a');
    await terminal.shows('The end.');
    expect(rig.noted()).toMatch(/^pid \d+\nwrite TWO\nwrite three\n$/);
    expect(rig.lastRequest()).toContain('The person changed');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    rig.provider.next({ kind: 'text', text: '', toolCalls: [write('four', 'd')] });
    const next = rig.chat('--tools', 'notes');
    next.type('Note this');
    await next.shows('[Used write on Notes]');
    next.end();
    expect(await next.exit).toBe(0);
    expect(rig.noted()).toContain('write four');
  });

  test('Ctrl+C denies what waits and stops the answer', async () => {
    rig.script(write('one'));
    const terminal = rig.chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    terminal.interrupt();
    await terminal.shows('[write on Notes was not allowed.');
    await terminal.shows('[Stopped.');
    terminal.type('Go on');
    await terminal.shows('The end.');
    expect(rig.noted()).not.toContain('write');
  });

  test('Ctrl+C stops a running call within a second, and the history stays sound', async () => {
    rig.script(callOf('a', 'Notes__wait', { text: 'x' }));
    const terminal = rig.chatAtTerminal('--tools', 'notes');
    terminal.type('Wait');
    await terminal.shows('e = edit: ');
    terminal.type('y');
    await terminal.shows('Using wait on Notes, 1 s …');
    const before = performance.now();
    terminal.interrupt();
    await terminal.shows('[Stopped.');
    expect(performance.now() - before).toBeLessThan(1000);
    await expect.poll(rig.noted).toContain('cancelled');
    terminal.type('Go on');
    await terminal.shows('The end.');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
  });

  test('killed while a call waits: --continue asks again, and goes on with the answer', async () => {
    rig.script(write('one'));
    const terminal = rig.chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    await expect.poll(rig.journals).toContain('"state":"proposed","tool":');
    terminal.kill();
    await terminal.exit;
    const next = rig.chatAtTerminal('--continue');
    await next.shows('[Continuing “Note this”.]');
    await next.shows('Allow write on Notes?');
    await next.shows('e = edit: ');
    next.type('y');
    await next.shows('The end.');
    expect(rig.noted().match(/^write one$/gm)).toHaveLength(1);
    next.type('And now?');
    await next.shows('The end.');
    expect(rig.lastRequest()).toContain('Noted: one');
    next.type('quit');
    expect(await next.exit).toBe(0);
    expect(running(rig.serverPids())).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s ends the program and its servers; what waits waits again',
    async (name) => {
      rig.script(write('one'));
      const terminal = rig.chatAtTerminal('--tools', 'notes');
      terminal.type('Note this');
      await terminal.shows('e = edit: ');
      terminal.signal(name);
      expect(await terminal.exit).toBe(name === 'SIGTERM' ? 143 : 129);
      expect(running(rig.serverPids())).toEqual([]);
      const next = rig.chatAtTerminal('--continue');
      await next.shows('Allow write on Notes?');
      next.interrupt();
      await next.shows('[Stopped.');
    },
  );
});

describe('without a terminal', () => {
  test('what is not allowed is denied, and said where a script looks', async () => {
    rig.script(write('one'), callOf('b', 'calculate', { expression: '6*7' }));
    const terminal = rig.chat('--tools', 'notes,calculator');
    terminal.type('Note this');
    terminal.end();
    expect(await terminal.exit).toBe(0);
    expect(terminal.printed()).toContain('[write on Notes was not allowed.');
    expect(terminal.printed()).toContain('[Calculated 6*7]');
    expect(terminal.complained()).toBe(
      'write on Notes was not allowed: there is nobody to ask here. Allow the tool in Settings → Tools, or chat in a terminal.\n',
    );
    expect(rig.noted()).not.toContain('write');
    expect(running(rig.serverPids())).toEqual([]);
  });

  test('/tools lists the tools; on and off are for this conversation', async () => {
    rig.script();
    const terminal = rig.chat();
    terminal.type('/tools');
    await terminal.shows('off  web: 1 tool, ');
    await terminal.shows('off  Notes: 3 tools, ');
    terminal.type('/tools on notes, time');
    await terminal.shows('[Notes is on: 3 tools, ');
    terminal.type('/tools off notes/write');
    await terminal.shows('[notes/write is off.]');
    terminal.type('/tools');
    await terminal.shows('on   Notes: ');
    await terminal.shows('off write: ');
    terminal.type('Hello');
    await terminal.shows('The end.');
    expect(rig.lastRequest()).toContain('Notes__fail');
    expect(rig.lastRequest()).toContain('current_time');
    expect(rig.lastRequest()).not.toContain('Notes__write');
    terminal.type('/tools on nonsense');
    await terminal.shows('[There is no nonsense. There are: web, ');
  });

  test('without a data folder nothing is kept, and the tools of Parley work', async () => {
    rig.provider.next({
      kind: 'text',
      text: '',
      toolCalls: [callOf('a', 'calculate', { expression: '2^10' })],
    });
    const terminal = startTerminal(['--tools', 'calculator'], {
      OPENAI_BASE_URL: rig.provider.baseUrl,
    });
    onTestFinished(terminal.kill);
    terminal.type('How much?');
    terminal.end();
    expect(await terminal.exit).toBe(0);
    expect(terminal.printed()).toContain('[Calculated 2^10]');
    expect(rig.lastRequest()).toContain('1024');
  });

  test('a conversation that is open elsewhere is not continued', async () => {
    rig.script();
    const first = rig.chat();
    first.type('Hello');
    await first.shows('The end.');
    const second = rig.chat('--continue');
    expect(await second.exit).toBe(1);
    expect(second.complained()).toContain('in another window or terminal');
    first.end();
    expect(await first.exit).toBe(0);
    const third = rig.chat('--continue');
    await third.shows('[Continuing “Hello”.]');
    await third.shows('You: Hello\nAssistant: The end.');
  });

  test('there is nothing to continue without a data folder, or in an empty one', async () => {
    const nowhere = startTerminal(['--continue', '--demo']);
    expect(await nowhere.exit).toBe(2);
    expect(nowhere.complained()).toContain('--data');
    const empty = rig.chat('--continue');
    expect(await empty.exit).toBe(1);
    expect(empty.complained()).toContain('no conversation to continue yet');
  });
});
