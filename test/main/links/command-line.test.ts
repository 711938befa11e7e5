import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { longestText, readCommandLine } from '../../../src/main/links/command-line.ts';
import { misuseWords } from '../../../src/shared/words/desktop/usage.ts';
import { handoverOf, readHandover } from '../../../src/main/links/handover.ts';
import { readPiped } from '../../../src/main/links/piped.ts';

const cwd = join(process.cwd(), 'here');
const read = (args: readonly string[], piped: string | null = null) =>
  readCommandLine({ args, cwd, piped });
const share = (text: string, paths: readonly string[] = [], send = false) => ({
  kind: 'wish',
  wish: { kind: 'share', text, paths, send },
});
const nothing = { kind: 'nothing' };
const file = join(cwd, 'a b.md');

describe('a command line', () => {
  it.each([
    [['ask', 'How', 'do', 'wrens', 'sing?'], null, share('How do wrens sing?')],
    [['ask', '--send', 'Now'], null, share('Now', [], true)],
    [['ask', 'Now', '--send'], null, share('Now', [], true)],
    [['ask', '--', '--send'], null, share('--send')],
    [['ask', 'Sum up:'], 'a\r\nb\u001B[31m\0\tc\n', share('Sum up:\n\na\nb[31m\tc')],
    [['ask'], 'only piped', share('only piped')],
  ])('asks: %j', (args, piped, wish) => {
    expect(read(args, piped)).toEqual(wish);
  });

  it.each([
    [['open', 'a b.md'], share('', [file])],
    [['open', '--send', pathToFileURL(file).href], share('', [file], true)],
    [['open', '--', '-x.md'], share('', [join(cwd, '-x.md')])],
    [['--', file], share('', [file])],
    [['--', pathToFileURL(file).href, file], share('', [file, file])],
    [['--no-sandbox', file], share('', [file])],
  ])('opens files: %j', (args, wish) => {
    expect(read(args)).toEqual(wish);
  });

  it.each([[['--quick-ask']], [['--no-sandbox', '--quick-ask']]])(
    'asks for the quick window: %j',
    (args) => {
      expect(read(args)).toEqual({ kind: 'wish', wish: { kind: 'quick' } });
    },
  );

  it.each([
    [['--quick-ask', 'x'], 'only_alone'],
    [['ask'], 'nothing_to_ask'],
    [['ask', ' '], 'nothing_to_ask'],
    [['ask', '--model=x', 'Hi'], 'unknown_option'],
    [['ask', 'x'.repeat(longestText + 1)], 'too_long'],
    [['open'], 'no_file'],
    [['open', '--inspect', 'x'], 'unknown_option'],
    [['open', 'x', 'file://elsewhere/x'], 'not_on_this_computer'],
    [['open', 'a\0b'], 'no_file'],
    [['open', ...Array.from({ length: 51 }, String)], 'too_many_files'],
  ] as const)('says how it is used, for %j', (args, why) => {
    expect(read(args)).toEqual({ kind: 'misused', why });
    expect(misuseWords(why)).toContain('--send');
  });

  it.each([
    [[]],
    [['--serve']],
    [['--inspect=0', '--renderer-cmd-prefix=calc']],
    [['relative.md']],
    [['file://elsewhere/share/x']],
    [[file, 'relative.md']],
    [['--', 'ask', 'x', '--send']],
  ])('is nothing to us: %j', (args) => {
    expect(read(args)).toEqual(nothing);
  });

  it('with a link in it is that link and nothing else', () => {
    const link = 'parley://new?prompt=x';
    const wish = { kind: 'wish', wish: { kind: 'new', prompt: 'x', model: null } };
    expect(read([link])).toEqual(wish);
    expect(read(['--', link, '--send'])).toEqual(wish);
    expect(read(['--inspect', link, file])).toEqual(wish);
    expect(read(['ask', '--send', link], 'piped')).toEqual(wish);
    expect(read([link, 'parley://search?q=y'])).toEqual(wish);
    expect(read(['ask', '--send', 'parley:nonsense'])).toEqual(nothing);
    expect(read(['open', file, '\u202EParley://x'])).toEqual(nothing);
  });

  it('reaches the Parley that runs already, and nothing else does', () => {
    const line = { args: ['ask', 'ä\0'], cwd, piped: 'x' };
    expect(readHandover(structuredClone(handoverOf(line)))).toMatchObject(line);
    for (const data of [
      null,
      {},
      [],
      'x',
      { commandLine: '{' },
      { commandLine: '{"version":2}' },
    ]) {
      expect(readHandover(data)).toBeNull();
    }
  });

  it('reads what is piped in, and stops where it is too long', async () => {
    const bytes = new TextEncoder().encode('wren 🐦');
    async function* pieces() {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    expect(await readPiped({ stream: pieces(), isPiped: true })).toBe('wren 🐦');
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield new TextEncoder().encode('x'.repeat(100_000));
      }
    }
    const long = await readPiped({ stream: endless(), isPiped: true });
    expect(read(['ask'], long)).toMatchObject({ kind: 'misused' });
    expect(given).toBeLessThan(20);
    expect(await readPiped({ stream: endless(), isPiped: false })).toBeNull();
  });
});
