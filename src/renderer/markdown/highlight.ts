import type { HLJSApi, LanguageFn } from 'highlight.js';

/** A stretch of code with the kind highlight.js gives it ('hljs-keyword'), or null for plain text. */
export interface CodeToken {
  readonly kind: string | null;
  readonly text: string;
}

type Loader = () => Promise<{ readonly default: LanguageFn }>;

/** Grammars by name, each in a chunk of its own that is loaded when a block first needs it. */
const loaders: Readonly<Record<string, Loader>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  python: () => import('highlight.js/lib/languages/python'),
  r: () => import('highlight.js/lib/languages/r'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  scss: () => import('highlight.js/lib/languages/scss'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

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

/** Returns the name of the grammar for a fence's label, or null when there is none. */
export function grammarFor(label: string | null): string | null {
  if (label === null) return null;
  const name = label.toLowerCase();
  const grammar = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return grammar !== undefined && Object.hasOwn(loaders, grammar) ? grammar : null;
}

let engine: Promise<HLJSApi> | null = null;

async function load(grammar: string): Promise<HLJSApi> {
  engine ??= import('highlight.js/lib/core').then((module) => module.default);
  const highlighter = await engine;
  const loader = loaders[grammar];
  if (loader !== undefined && highlighter.getLanguage(grammar) === undefined) {
    highlighter.registerLanguage(grammar, (await loader()).default);
  }
  return highlighter;
}

/**
 * Highlights a piece of code when the window is idle. `before` is what stands above it: it is read for
 * its context (an open comment or string) and not returned. Rejects when a chunk cannot be loaded.
 */
export async function highlight(
  grammar: string,
  code: string,
  before: string,
): Promise<readonly CodeToken[]> {
  const highlighter = await load(grammar);
  await idle();
  const { value } = highlighter.highlight(before + code, {
    language: grammar,
    ignoreIllegals: true,
  });
  return dropStart(readTokens(value), before.length);
}

/** Resolves when nothing more urgent is to be done, after half a second at the latest. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 500 });
  });
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** Reads highlight.js's output, which is text, five entities and spans, without making HTML of it. */
export function readTokens(markup: string): readonly CodeToken[] {
  const kinds: string[] = [];
  const tokens: CodeToken[] = [];
  for (const part of markup.split(/(<span class="[^"]*">|<\/span>)/)) {
    const opened = /^<span class="([^" ]*)/.exec(part)?.[1];
    if (opened !== undefined) kinds.push(opened);
    else if (part === '</span>') kinds.pop();
    else if (part !== '') {
      const text = part.replaceAll(
        /&(?:amp|lt|gt|quot|#x27);/g,
        (entity) => entities[entity] ?? entity,
      );
      tokens.push({ kind: kinds.findLast((kind) => kind.startsWith('hljs-')) ?? null, text });
    }
  }
  return tokens;
}

/** The tokens without the first `length` characters. */
export function dropStart(tokens: readonly CodeToken[], length: number): readonly CodeToken[] {
  const kept: CodeToken[] = [];
  let skip = length;
  for (const token of tokens) {
    if (skip >= token.text.length) skip -= token.text.length;
    else {
      kept.push({ ...token, text: token.text.slice(skip) });
      skip = 0;
    }
  }
  return kept;
}
