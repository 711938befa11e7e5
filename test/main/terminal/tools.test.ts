import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { strictlyAnswered } from '../../provider/strict.ts';
import { newRoot } from '../store/support.ts';
import { running } from '../tools/mcp/orphans.ts';
import { program as programOf, serverOf } from '../tools/mcp/kit.ts';
import { callOf } from '../tools/rig.ts';
import { hasTerminals, startAtTerminal, startTerminal, type Terminal } from './terminal.ts';

let provider: Provider;
let root: string;
let notes: string;
const terminals: Terminal[] = [];

beforeEach(async () => {
  provider = await startProvider();
  root = newRoot();
  notes = join(root, 'notes.txt');
  const server = serverOf(programOf('notes', [notes]), { id: 'notes', name: 'Notes' });
  writeFileSync(join(root, 'tools.json'), JSON.stringify({ version: 1, servers: [server] }));
});
afterEach(async () => {
  for (const terminal of terminals.splice(0)) {
    terminal.kill();
    await terminal.exit;
  }
  await provider.close();
});

function started<T extends Terminal>(start: (o: string[], e: Record<string, string>) => T) {
  return (...options: string[]): T => {
    const environment = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: provider.baseUrl };
    const terminal = start(['--data', root, ...options], environment);
    terminals.push(terminal);
    return terminal;
  };
}
const chat = started(startTerminal);
const chatAtTerminal = started(startAtTerminal);

/** A model that makes these calls, one answer each, and then ends. It accepts only sound histories. */
function script(...calls: readonly ReturnType<typeof callOf>[]): void {
  const strict = ['paired_tools', 'unique_ids'] as const;
  for (const call of calls) {
    provider.next(strictlyAnswered({ kind: 'text', text: '', toolCalls: [call] }, ...strict));
  }
  provider.script(strictlyAnswered({ kind: 'text', text: 'The end.' }, ...strict));
}

const write = (text: string, id = 'a') => callOf(id, 'Notes__write', { text });
const noted = (): string => (existsSync(notes) ? readFileSync(notes, 'utf8') : '');
/** What the journals of growing answers hold. */
const journals = (): string => {
  const folder = join(root, 'conversations');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.journal'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
};
const serverPids = (): readonly number[] =>
  [...noted().matchAll(/^pid (\d+)$/gm)].map(([, pid]) => Number(pid));
const lastRequest = (): string => JSON.stringify(provider.requestsOf('stream').at(-1)?.body);

describe.runIf(hasTerminals)('at a terminal', () => {
  test('a call is shown in full and asked about on a line of its own', async () => {
    script(write('Hello \u202Eworld'), write('again', 'b'), write('third', 'c'));
    const terminal = chatAtTerminal('--tools', 'notes');
    await terminal.shows('You: ');
    terminal.type('Note this');
    await terminal.shows('Allow write on Notes?');
    await terminal.shows('"text": "Hello [U+202E]world"');
    await terminal.shows('y = once, c = in this conversation, a = always, n = no, e = edit: ');
    expect(noted()).not.toContain('write');
    terminal.type('what?');
    await terminal.shows('Type one of these letters');
    terminal.type('y');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('e = edit: ');
    terminal.type('c');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('[Used write on Notes]');
    await terminal.shows('The end.');
    expect(noted()).toContain('write Hello \u202Eworld\nwrite again\nwrite third\n');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    expect(running(serverPids())).toEqual([]);
  });

  test('no denies, e edits, a holds for the next run', async () => {
    script(write('one'), write('two', 'b'), write('three', 'c'));
    const terminal = chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    terminal.type('n');
    await terminal.shows('[write on Notes was not allowed.');
    await terminal.shows('e = edit: ');
    terminal.type('e');
    await terminal.shows('Arguments (empty: leave them): {"text":"two"}');
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
    expect(noted()).toMatch(/^pid \d+\nwrite TWO\nwrite three\n$/);
    expect(lastRequest()).toContain('The person changed');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    provider.next({ kind: 'text', text: '', toolCalls: [write('four', 'd')] });
    const next = chat('--tools', 'notes');
    next.type('Note this');
    await next.shows('[Used write on Notes]');
    next.end();
    expect(await next.exit).toBe(0);
    expect(noted()).toContain('write four');
  });

  test('Ctrl+C denies what waits and stops the answer', async () => {
    script(write('one'));
    const terminal = chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    terminal.interrupt();
    await terminal.shows('[write on Notes was not allowed.');
    await terminal.shows('[Stopped.');
    terminal.type('Go on');
    await terminal.shows('The end.');
    expect(noted()).not.toContain('write');
  });

  test('Ctrl+C stops a running call within a second, and the history stays sound', async () => {
    script(callOf('a', 'Notes__wait', { text: 'x' }));
    const terminal = chatAtTerminal('--tools', 'notes');
    terminal.type('Wait');
    await terminal.shows('e = edit: ');
    terminal.type('y');
    await terminal.shows('Using wait on Notes, 1 s …');
    const before = performance.now();
    terminal.interrupt();
    await terminal.shows('[Stopped.');
    expect(performance.now() - before).toBeLessThan(1000);
    await expect.poll(noted).toContain('cancelled');
    terminal.type('Go on');
    await terminal.shows('The end.');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
  });

  test('killed while a call waits: --continue asks again, and goes on with the answer', async () => {
    script(write('one'));
    const terminal = chatAtTerminal('--tools', 'notes');
    terminal.type('Note this');
    await terminal.shows('e = edit: ');
    await expect.poll(journals).toContain('"state":"proposed","tool":');
    terminal.kill();
    await terminal.exit;
    const next = chatAtTerminal('--continue');
    await next.shows('[Going on with “Note this”.]');
    await next.shows('Allow write on Notes?');
    await next.shows('e = edit: ');
    next.type('y');
    await next.shows('The end.');
    expect(noted().match(/^write one$/gm)).toHaveLength(1);
    next.type('And now?');
    await next.shows('The end.');
    expect(lastRequest()).toContain('Noted: one');
    next.type('quit');
    expect(await next.exit).toBe(0);
    expect(running(serverPids())).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s ends the program and its servers; what waits waits again',
    async (name) => {
      script(write('one'));
      const terminal = chatAtTerminal('--tools', 'notes');
      terminal.type('Note this');
      await terminal.shows('e = edit: ');
      terminal.signal(name);
      expect(await terminal.exit).toBe(name === 'SIGTERM' ? 143 : 129);
      expect(running(serverPids())).toEqual([]);
      const next = chatAtTerminal('--continue');
      await next.shows('Allow write on Notes?');
      next.interrupt();
      await next.shows('[Stopped.');
    },
  );
});

describe('without a terminal', () => {
  test('what is not allowed is denied, and said where a script looks', async () => {
    script(write('one'), callOf('b', 'calculate', { expression: '6*7' }));
    const terminal = chat('--tools', 'notes,calculator');
    terminal.type('Note this');
    terminal.end();
    expect(await terminal.exit).toBe(0);
    expect(terminal.printed()).toContain('[write on Notes was not allowed.');
    expect(terminal.printed()).toContain('[Calculated 6*7]');
    expect(terminal.complained()).toBe(
      'write on Notes was not allowed: nobody can be asked here. Allow the tool in Settings → Tools, or chat in a terminal.\n',
    );
    expect(noted()).not.toContain('write');
    expect(running(serverPids())).toEqual([]);
  });

  test('/tools lists the tools; on and off are for this conversation', async () => {
    script();
    const terminal = chat();
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
    expect(lastRequest()).toContain('Notes__fail');
    expect(lastRequest()).toContain('current_time');
    expect(lastRequest()).not.toContain('Notes__write');
    terminal.type('/tools on nonsense');
    await terminal.shows('[There is no nonsense. There are: web, ');
  });

  test('without a data folder nothing is kept, and the tools of Parley work', async () => {
    provider.next({
      kind: 'text',
      text: '',
      toolCalls: [callOf('a', 'calculate', { expression: '2^10' })],
    });
    const terminal = startTerminal(['--tools', 'calculator'], {
      OPENAI_BASE_URL: provider.baseUrl,
    });
    terminals.push(terminal);
    terminal.type('How much?');
    terminal.end();
    expect(await terminal.exit).toBe(0);
    expect(terminal.printed()).toContain('[Calculated 2^10]');
    expect(lastRequest()).toContain('1024');
  });

  test('a conversation that is open elsewhere is not continued', async () => {
    script();
    const first = chat();
    first.type('Hello');
    await first.shows('The end.');
    const second = chat('--continue');
    expect(await second.exit).toBe(1);
    expect(second.complained()).toContain('in another window or terminal');
    first.end();
    expect(await first.exit).toBe(0);
    const third = chat('--continue');
    await third.shows('[Going on with “Hello”.]');
    await third.shows('You: Hello\nAssistant: The end.');
  });

  test('there is nothing to continue without a data folder, or in an empty one', async () => {
    const nowhere = startTerminal(['--continue', '--demo']);
    expect(await nowhere.exit).toBe(2);
    expect(nowhere.complained()).toContain('--data');
    const empty = chat('--continue');
    expect(await empty.exit).toBe(1);
    expect(empty.complained()).toContain('no conversation yet');
  });
});
