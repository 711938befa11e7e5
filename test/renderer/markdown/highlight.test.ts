import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import { expect, test } from 'vitest';
import { grammarFor, grammars } from '../../../src/renderer/markdown/code/highlight.ts';
import { dropStart, loaders, readTokens } from '../../../src/renderer/sandbox/highlighter.ts';

const code = 'const a = `x ${b < "c&d"} y`; // it\'s <b>\n';

test('every letter of the code is in the tokens, in order', () => {
  hljs.registerLanguage('typescript', typescript);
  const tokens = readTokens(hljs.highlight(code, { language: 'typescript' }).value);
  expect(tokens.map((token) => token.text).join('')).toBe(code);
  expect(tokens.find((token) => token.text === 'const')?.kind).toBe('hljs-keyword');
  for (let length = 0; length <= code.length; length += 1) {
    const rest = dropStart(tokens, length).map((token) => token.text);
    expect(rest.join('')).toBe(code.slice(length));
  }
});

test('a label finds its grammar, and only a known one', () => {
  expect(grammarFor('TS')).toBe('typescript');
  expect(grammarFor('python')).toBe('python');
  for (const label of [null, '', 'nothing', '__proto__', 'constructor', 'toString']) {
    expect(grammarFor(label)).toBeNull();
  }
});

test('the grammars that are named are those that can be loaded', () => {
  expect([...grammars].toSorted()).toEqual(Object.keys(loaders).toSorted());
});
