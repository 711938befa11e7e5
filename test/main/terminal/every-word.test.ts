import { expect, onTestFinished, test } from 'vitest';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage } from '../../../src/shared/language/pseudo.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { plainWords } from '../../plain-words.ts';
import { callOf } from '../tools/rig.ts';
import { notesRig } from './notes-rig.ts';
import { hasTerminals, startTerminal, type Terminal } from './terminal.ts';

const language = { PARLEY_LANGUAGE: 'en-XA' };
const said = (key: keyof typeof english): string => pseudoMessage('en-XA', english[key]);

/** What is typed, which is the same in every language, and what others are called. */
const names: readonly RegExp[] = [
  /npm run chat(?: --)?(?: --help| --demo)?/gu,
  /--?[a-z][a-z-]*(?: <\w+>)?|\[options\]/gu,
  /\b(?:ftp|https?):\/\/(?:localhost:\d+\/v1)?/gu,
  /\/tools (?:on|off)(?: (?:NAME|<name>|web|files\/write_file))?|\/[a-z]+\b|NAME\/TOOL/gu,
  /^\s+(?:on|off) /gu,
  /\b(?:quit|exit|web,calculator|OPENAI_API_KEY|PARLEY_USER_DATA)\b/gu,
  // Built-in tools and models by the names that are typed.
  /\b(?:first|second|nothing|calculator|time|attachments|length|filter|calls|date_time|history|notes|Notes|web|documents|conversations)\b/gu,
  /\b(?:localhost|elsewhere\.example|HTTP|example\.com)\b/gu,
];

/** The lines with words that are in no catalogue. */
function plainLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => plainWords(line, names) !== '');
}

async function words(terminal: Terminal, ...typed: readonly string[]): Promise<readonly string[]> {
  onTestFinished(async () => {
    terminal.kill();
    await terminal.exit;
  });
  for (const line of typed) terminal.type(line);
  terminal.end();
  await terminal.exit;
  const text = `${terminal.printed()}\n${terminal.complained()}`;
  expect(text).toContain('[');
  return plainLines(text);
}

async function scripted(): Promise<Provider> {
  const provider = await startProvider({ models: ['first', 'second'] });
  onTestFinished(() => provider.close());
  return provider;
}

test.each<{ readonly options: readonly string[] }>(
  [
    ['--help'],
    ['--nonsense'],
    ['--demo', '--base-url', 'localhost:1'],
    ['--base-url', 'ftp://example.com'],
    ['--base-url', 'http://elsewhere.example'],
    ['--base-url', 'http://127.0.0.1:9'],
    ['--demo', '--continue'],
    ['--demo', '--tools', 'nothing'],
    ['extra'],
    [],
  ].map((options) => ({ options })),
)('every word of $options', async ({ options }) => {
  expect(await words(startTerminal(options, language))).toEqual([]);
});

test('every word of commands, endings and failures', async () => {
  const provider = await scripted();
  const statuses = [401, 402, 403, 404, 413, 429, 500, 503];
  let asked = 0;
  provider.onRequest(({ body }) => {
    const last = String(body?.messages?.at(-1)?.content);
    if (last === 'length') return { kind: 'text', text: '2', finishReason: 'length' };
    if (last === 'filter') return { kind: 'text', text: '3', finishReason: 'content_filter' };
    if (last === 'calls') return { kind: 'text', text: '4', finishReason: 'tool_calls' };
    if (/^\d{3}$/u.test(last)) return { kind: 'error', status: Number(last), message: '1' };
    asked += 1;
    return { kind: 'text', text: String(asked) };
  });
  const environment = { OPENAI_API_KEY: 'sk-x', OPENAI_BASE_URL: provider.baseUrl, ...language };
  const lines = ['/new', '/retry', '/continue', '/tools', '/tools on', '/tools on calculator'];
  const more = ['/tools off calculator', '/tools on nothing', 'length', '/continue', 'filter'];
  const typed = [...lines, ...more, 'calls', ...statuses.map(String), '/retry', '/new', 'quit'];
  expect(await words(startTerminal(['--usage'], environment), ...typed)).toEqual([]);
});

test('every word about calls that nobody can allow', async () => {
  const rig = await notesRig(language);
  rig.script(callOf('a', 'Notes__write', { text: '1' }));
  const terminal = rig.chat('--tools', 'notes');
  terminal.type('1');
  terminal.end();
  await terminal.exit;
  const text = `${terminal.printed()}\n${terminal.complained()}`;
  expect(plainLines(text.replaceAll(/\bwrite\b|"text"|The end\./gu, ''))).toEqual([]);
});

test.runIf(hasTerminals)('every word of a question about a call', async () => {
  const rig = await notesRig(language);
  rig.script(callOf('a', 'Notes__write', { text: '1' }));
  const terminal = rig.chatAtTerminal('--tools', 'notes');
  await terminal.shows(said('terminal.you'));
  terminal.type('1');
  await terminal.shows('Notes');
  await terminal.shows('[ý =');
  terminal.type('y');
  await terminal.shows('The end.');
  terminal.interrupt();
  await terminal.shows('quit');
  terminal.type('quit');
  await terminal.exit;
  const text = terminal.printed().replaceAll(/\bwrite\b|"text"|The end\./gu, '');
  expect(plainLines(text)).toEqual([]);
});
