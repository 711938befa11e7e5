import { maxCode, readTokensOf } from '../../sandbox/message.ts';
import type { CodeToken } from '../../sandbox/message.ts';
import { createSandboxPage } from './sandbox-page.ts';

/** Available grammars. The page that highlights loads each on first use. */
export const grammars: ReadonlySet<string> = new Set(
  'bash c cpp csharp css diff dockerfile go ini java javascript json kotlin lua makefile markdown php powershell python r ruby rust scss shell sql swift typescript xml yaml'.split(
    ' ',
  ),
);

const aliases: Readonly<Record<string, string>> = {
  'c#': 'csharp',
  'c++': 'cpp',
  cjs: 'javascript',
  console: 'shell',
  cs: 'csharp',
  docker: 'dockerfile',
  golang: 'go',
  h: 'c',
  html: 'xml',
  js: 'javascript',
  jsonc: 'json',
  jsx: 'javascript',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  mjs: 'javascript',
  patch: 'diff',
  ps1: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  svg: 'xml',
  terminal: 'shell',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  vue: 'xml',
  yml: 'yaml',
  zsh: 'bash',
};

/** Returns the grammar for a fence's language label, or null if there is none. */
export function grammarFor(label: string | null): string | null {
  if (label === null) return null;
  const name = label.toLowerCase();
  const grammar = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return grammar !== undefined && grammars.has(grammar) ? grammar : null;
}

/**
 * Time limit for highlighting a piece of code (ms). Beyond it, the code stays plain and the page is
 * closed.
 */
const patience = 2000;

const page = createSandboxPage('/sandbox/highlight.html');

/**
 * Highlights a piece of code when idle, in a page that can be terminated, because some grammars
 * take extremely long for some texts. `before` is the code above it, read for its context (an open
 * comment or string) and not returned. Rejects if the code should stay plain.
 */
export async function highlight(
  grammar: string,
  code: string,
  before: string,
): Promise<readonly CodeToken[]> {
  if (code.length > maxCode) throw new Error('The code is too long to be highlighted.');
  await idle();
  const context = code.length + before.length > maxCode ? '' : before;
  const answer = await page.ask({ grammar, code, before: context }, patience);
  const tokens = readTokensOf(answer, code);
  if (tokens === null) throw new Error('The code cannot be highlighted.');
  return tokens;
}

/** Resolves when idle, after half a second at the latest. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 500 });
  });
}
