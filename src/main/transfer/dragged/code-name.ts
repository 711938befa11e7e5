import { basename, extname } from 'node:path';
import { safeFileName } from '../../disk/file-name.ts';

/** Endings of files by the names that models give languages. */
const endings: Readonly<Record<string, string>> = {
  ...{ bash: '.sh', sh: '.sh', shell: '.sh', zsh: '.sh', powershell: '.ps1', bat: '.bat' },
  ...{ javascript: '.js', js: '.js', jsx: '.jsx', typescript: '.ts', ts: '.ts', tsx: '.tsx' },
  ...{ python: '.py', py: '.py', ruby: '.rb', rb: '.rb', php: '.php', perl: '.pl', lua: '.lua' },
  ...{ c: '.c', cpp: '.cpp', 'c++': '.cpp', csharp: '.cs', 'c#': '.cs', cs: '.cs', go: '.go' },
  ...{ java: '.java', kotlin: '.kt', scala: '.scala', swift: '.swift', rust: '.rs', rs: '.rs' },
  ...{ dart: '.dart', r: '.r', julia: '.jl', haskell: '.hs', elixir: '.ex', erlang: '.erl' },
  ...{ html: '.html', css: '.css', scss: '.scss', svg: '.svg', xml: '.xml', vue: '.vue' },
  ...{ json: '.json', yaml: '.yaml', yml: '.yaml', toml: '.toml', ini: '.ini', csv: '.csv' },
  ...{ sql: '.sql', graphql: '.graphql', diff: '.diff', patch: '.patch', makefile: '.mk' },
  ...{ markdown: '.md', md: '.md', latex: '.tex', tex: '.tex', mermaid: '.mmd', text: '.txt' },
};
const known = new Set(Object.values(endings));

/** A file name in the words behind a fence, as in `title="app.ts"`; null for none that is safe. */
function namedIn(words: readonly string[]): string | null {
  for (const word of words) {
    const text = word.slice(word.indexOf('=') + 1).replaceAll(/^["']|["']$/gu, '');
    const name = basename(text.replaceAll('\\', '/'));
    const ending = extname(name).toLowerCase();
    if (name.length > ending.length && known.has(ending)) return safeFileName(name, 'Code');
  }
  return null;
}

/** The name of a file for a block of code, from what stands behind its fence. */
export function codeFileName(info: string, title: string): string {
  const words = info.split(/\s+/u).filter((word) => word !== '');
  const named = namedIn(words);
  if (named !== null) return named;
  const language = words[0]?.toLowerCase() ?? '';
  const ending = Object.hasOwn(endings, language) ? endings[language] : undefined;
  return `${safeFileName(title, 'Code')}${ending ?? '.txt'}`;
}
