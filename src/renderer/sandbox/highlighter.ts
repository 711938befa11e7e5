import type { HLJSApi, LanguageFn } from 'highlight.js';
import type { CodeToken } from './message.ts';

type Loader = () => Promise<{ readonly default: LanguageFn }>;

/** Grammars by name, each in a separate chunk that is loaded on first use. */
export const loaders: Readonly<Record<string, Loader>> = {
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

let engine: Promise<HLJSApi> | null = null;

async function load(grammar: string): Promise<HLJSApi> {
  engine ??= import('highlight.js/lib/core').then((module) => module.default);
  const highlighter = await engine;
  const loader = Object.hasOwn(loaders, grammar) ? loaders[grammar] : undefined;
  if (loader !== undefined && highlighter.getLanguage(grammar) === undefined) {
    highlighter.registerLanguage(grammar, (await loader()).default);
  }
  return highlighter;
}

/**
 * Highlights a piece of code. `before` is the code above it, read for its context (an open comment
 * or string) and not returned. Some grammars take extremely long for some texts, so call it where
 * it can be terminated.
 */
export async function highlightCode(
  grammar: string,
  code: string,
  before: string,
): Promise<readonly CodeToken[]> {
  const highlighter = await load(grammar);
  const options = { language: grammar, ignoreIllegals: true };
  const { value } = highlighter.highlight(before + code, options);
  return dropStart(readTokens(value), before.length);
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/**
 * Parses highlight.js's output, which consists of text, five entities and spans, without creating
 * HTML.
 */
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

/** Drops the first `length` characters of the tokens. */
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
