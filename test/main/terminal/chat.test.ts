import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { startTerminal, type Terminal } from './terminal.ts';

let server: Provider;
const terminals: Terminal[] = [];

beforeEach(async () => {
  server = await startProvider({ apiKey: 'sk-canary', models: ['first', 'second'] });
});
afterEach(async () => {
  for (const terminal of terminals.splice(0)) {
    terminal.kill();
    await terminal.exit;
  }
  await server.close();
});

function start(options: readonly string[], environment: Record<string, string> = {}): Terminal {
  const terminal = startTerminal(options, environment);
  terminals.push(terminal);
  return terminal;
}

/** A chat with the scripted provider. */
const chat = (...options: string[]): Terminal =>
  start(options, { OPENAI_API_KEY: 'sk-canary', OPENAI_BASE_URL: server.baseUrl });

/** The messages of the nth streamed request, as role and content. */
function sent(n: number): readonly string[] {
  const messages = server.requestsOf('stream')[n - 1]?.body?.messages ?? [];
  return messages.map(({ role, content }) => `${role}: ${String(content)}`);
}

describe('a conversation', () => {
  test('streams, keeps its history and system prompt, uses the first model, ends with quit', async () => {
    const terminal = chat('--system', 'Be kind.');
    await terminal.shows('You: ');
    const live = server.live();
    terminal.type('Hello there');
    await live.write('Good ');
    await terminal.shows('Assistant: Good ');
    expect(terminal.printed()).not.toContain('morning');
    await live.write('morning');
    await live.finish();
    await terminal.shows('morning\n\nYou: ');
    server.next({ kind: 'text', text: 'Well, thanks' });
    terminal.type('How are you?');
    await terminal.shows('Assistant: Well, thanks\n\nYou: ');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    expect(server.requestsOf('stream')[0]?.body?.model).toBe('first');
    expect(sent(2)).toEqual([
      'system: Be kind.',
      'user: Hello there',
      'assistant: Good morning',
      'user: How are you?',
    ]);
    expect(terminal.complained()).toBe('');
  });

  test('with a model that is served only over Responses needs no word about it', async () => {
    const terminal = chat();
    await terminal.shows('You: ');
    server.next({
      kind: 'error',
      status: 404,
      message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
    });
    server.script({ kind: 'text', text: 'Hello.' });
    terminal.type('Hello there');
    await terminal.shows('Assistant: Hello.\n\nYou: ');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
    expect(server.requestsOf('stream').map(({ path }) => path)).toEqual([
      '/v1/chat/completions',
      '/v1/responses',
    ]);
  });

  test('from a pipe reads as a transcript, to the last answer', async () => {
    server.script({ kind: 'text', text: 'Yes.' });
    const terminal = chat('--model', 'mine', '--usage');
    terminal.type('One');
    terminal.type('');
    terminal.type('Two');
    terminal.end();
    expect(await terminal.exit).toBe(0);
    expect(terminal.printed()).toMatch(
      /^You: One\nAssistant: Yes\.\n\[Tokens: \d+ prompt, 1 completion, \d+ total\]\n\nYou: \nYou: Two\nAssistant: Yes\.\n\[Tokens: .*\]\n\n(?:You: \n)?$/,
    );
    expect(server.requestsOf('models')).toEqual([]);
    expect(server.requestsOf('stream')[1]?.body?.model).toBe('mine');
  });

  test('/new forgets, exit ends', async () => {
    server.script({ kind: 'text', text: 'Yes.' });
    const terminal = chat();
    terminal.type('One');
    await terminal.shows('Yes.');
    terminal.type('/new');
    await terminal.shows('[A new conversation.');
    terminal.type('Two');
    await terminal.shows('Yes.');
    terminal.type('EXIT');
    expect(await terminal.exit).toBe(0);
    expect(sent(2)).toEqual(['user: Two']);
  });

  test('what a model says cannot steer the terminal', async () => {
    server.script({ kind: 'text', text: 'a\u001b]52;c;aGk=\u0007b\u009bc\td\ne' });
    const terminal = chat();
    terminal.type('One');
    await terminal.shows('Assistant: a]52;c;aGk=bc\td\ne\n');
  });
});

describe('an answer that does not come to its end', () => {
  test('cut off: says so, and continue really continues', async () => {
    server.next({ kind: 'text', text: 'The end is ne', finishReason: 'length' });
    server.next({ kind: 'text', text: 'ar. Truly', finishReason: 'stop' });
    const terminal = chat();
    terminal.type('Speak');
    await terminal.shows('Assistant: The end is ne\n[Cut off: the model reached its token limit.');
    await terminal.shows('/continue');
    terminal.type('continue');
    await terminal.shows('Assistant: ar. Truly\n');
    expect(sent(2).slice(0, 2)).toEqual(['user: Speak', 'assistant: The end is ne']);
    terminal.type('And then?');
    await terminal.shows('Assistant: ');
    await server.waitForRequest(3);
    expect(sent(3)).toEqual([
      'user: Speak',
      'assistant: The end is near. Truly',
      'user: And then?',
    ]);
    terminal.type('/continue');
    await terminal.shows('[There is no unfinished answer to continue.]');
  });

  test('Ctrl+C stops the answer, not the program, and the text stays in the history', async () => {
    const live = server.live();
    const terminal = chat();
    terminal.type('Count');
    await live.write('one two');
    await terminal.shows('one two');
    terminal.interrupt();
    await terminal.shows('\n[Stopped. Type /continue to let the model go on.]');
    await server.aborted(1);
    server.next({ kind: 'text', text: ' three' });
    terminal.type('/continue');
    await terminal.shows('Assistant:  three\n');
    server.next({ kind: 'text', text: 'Four' });
    terminal.type('Next?');
    await terminal.shows('Assistant: Four');
    expect(sent(3)).toEqual(['user: Count', 'assistant: one two three', 'user: Next?']);
  });

  test('Ctrl+C before the first word stops as well', async () => {
    server.next({ kind: 'silence' });
    const terminal = chat();
    terminal.type('Hello?');
    await server.waitForRequest(1);
    terminal.interrupt();
    await terminal.shows('[Stopped.]');
    server.next({ kind: 'text', text: 'Here I am' });
    terminal.type('/retry');
    await terminal.shows('Assistant: Here I am');
    expect(sent(2)).toEqual(['user: Hello?']);
  });

  test('Ctrl+C at the prompt explains itself, and twice it leaves', async () => {
    const terminal = chat();
    await terminal.shows('You: ');
    terminal.interrupt();
    await terminal.shows('Ctrl+C again');
    await terminal.shows('You: ');
    terminal.interrupt();
    expect(await terminal.exit).toBe(0);
  });

  test('a broken stream keeps its text, says what to do, and the conversation goes on', async () => {
    const live = server.live();
    const terminal = chat();
    terminal.type('Go');
    await live.write('so far');
    await live.end('reset');
    await terminal.shows(/so far\n\[.*Type \/continue to let the model go on, or \/retry/);
    server.next({ kind: 'text', text: ' and further' });
    terminal.type('/continue');
    await terminal.shows('Assistant:  and further\n');
    terminal.type('quit');
    expect(await terminal.exit).toBe(0);
  });

  test('a refusal is one sentence and a next step; a script sees it in the exit code', async () => {
    server.script({ kind: 'error', status: 429, retryAfter: 20 });
    const terminal = chat('--usage');
    terminal.type('Go');
    terminal.end();
    expect(await terminal.exit).toBe(1);
    expect(terminal.printed()).toMatch(
      /Assistant: \n\[.*20 seconds.*Type \/retry to ask again\.\]\n/,
    );
  });
});

describe('the start', () => {
  test('without a model to talk to, it says what to do', async () => {
    const terminal = start([]);
    expect(await terminal.exit).toBe(2);
    expect(terminal.complained()).toContain('npm run chat -- --demo');
    expect(terminal.printed()).toBe('');
  });

  test('--help lists the options', async () => {
    const terminal = start(['--help']);
    expect(await terminal.exit).toBe(0);
    for (const option of ['--system', '--demo', '--model', '--base-url', '--usage']) {
      expect(terminal.printed()).toContain(option);
    }
  });

  test.each([
    [['--nonsense'], '--nonsense'],
    [['--demo', '--base-url', 'localhost:1'], 'not both'],
    [['--base-url', 'ftp://example.com'], 'https://'],
  ])('%j is refused in a sentence', async (options, words) => {
    const terminal = start(options);
    expect(await terminal.exit).not.toBe(0);
    expect(terminal.complained()).toContain(words);
    expect(terminal.complained()).not.toContain('    at ');
  });

  test('it speaks the language that is named', async () => {
    const terminal = start(['--base-url', server.baseUrl], {
      OPENAI_API_KEY: 'sk-wrong-canary',
      PARLEY_LANGUAGE: 'en-XA',
    });
    expect(await terminal.exit).toBe(1);
    expect(terminal.complained()).toMatch(/^\[.*ķééý/u);
  });

  test('a wrong key is told apart, and never printed', async () => {
    const terminal = start(['--base-url', server.baseUrl], { OPENAI_API_KEY: 'sk-wrong-canary' });
    expect(await terminal.exit).toBe(1);
    expect(terminal.complained()).toContain('OPENAI_API_KEY');
    expect(terminal.complained()).not.toContain('sk-wrong');
  });
});

describe('the demo', () => {
  test('needs no network and no key; Ctrl+C stops it in mid-answer', async () => {
    const terminal = start(['--demo'], { HTTP_PROXY: 'http://127.0.0.1:9' });
    await terminal.shows('You: ');
    terminal.type('/long 100000');
    await terminal.shows('Assistant: **January 1.**');
    terminal.interrupt();
    await terminal.shows('[Stopped. Type /continue');
    terminal.type('/cut');
    await terminal.shows('a sen\n[Cut off');
    terminal.type('/continue');
    await terminal.shows('Assistant: tence. ');
    terminal.end();
    expect(await terminal.exit).toBe(0);
  });
});
