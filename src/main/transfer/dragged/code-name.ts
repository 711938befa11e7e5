import { basename, extname } from 'node:path';
import { t } from '../../../shared/language/translate.ts';
import { safeFileName } from '../../disk/file-name.ts';

/** The names that models give a language, by the ending of its files. */
const namesByEnding: Readonly<Record<string, string>> = {
  '.sh': 'bash sh shell zsh',
  '.ps1': 'powershell',
  '.bat': 'bat',
  '.js': 'javascript js',
  '.jsx': 'jsx',
  '.ts': 'typescript ts',
  '.tsx': 'tsx',
  '.py': 'python py',
  '.rb': 'ruby rb',
  '.php': 'php',
  '.pl': 'perl',
  '.lua': 'lua',
  '.c': 'c',
  '.cpp': 'cpp c++',
  '.cs': 'csharp c# cs',
  '.go': 'go',
  '.java': 'java',
  '.kt': 'kotlin',
  '.scala': 'scala',
  '.swift': 'swift',
  '.rs': 'rust rs',
  '.dart': 'dart',
  '.r': 'r',
  '.jl': 'julia',
  '.hs': 'haskell',
  '.ex': 'elixir',
  '.erl': 'erlang',
  '.html': 'html',
  '.css': 'css',
  '.scss': 'scss',
  '.svg': 'svg',
  '.xml': 'xml',
  '.vue': 'vue',
  '.json': 'json',
  '.yaml': 'yaml yml',
  '.toml': 'toml',
  '.ini': 'ini',
  '.csv': 'csv',
  '.sql': 'sql',
  '.graphql': 'graphql',
  '.diff': 'diff',
  '.patch': 'patch',
  '.mk': 'makefile',
  '.md': 'markdown md',
  '.tex': 'latex tex',
  '.mmd': 'mermaid',
  '.txt': 'text',
};

/** Endings of files by the names that models give languages. */
const endings: ReadonlyMap<string, string> = new Map(
  Object.entries(namesByEnding).flatMap(([ending, names]) =>
    names.split(' ').map((name) => [name, ending] as const),
  ),
);
const known = new Set(Object.keys(namesByEnding));

/** A file name in the words behind a fence, as in `title="app.ts"`; null for none that is safe. */
function namedIn(words: readonly string[]): string | null {
  for (const word of words) {
    const text = word.slice(word.indexOf('=') + 1).replaceAll(/^["']|["']$/gu, '');
    const name = basename(text.replaceAll('\\', '/'));
    const ending = extname(name).toLowerCase();
    if (name.length > ending.length && known.has(ending)) return safeFileName(name, t('file.code'));
  }
  return null;
}

/** The name of a file for a block of code, from what stands behind its fence. */
export function codeFileName(info: string, title: string): string {
  const words = info.split(/\s+/u).filter((word) => word !== '');
  const named = namedIn(words);
  if (named !== null) return named;
  const language = words[0]?.toLowerCase() ?? '';
  return `${safeFileName(title, t('file.code'))}${endings.get(language) ?? '.txt'}`;
}
