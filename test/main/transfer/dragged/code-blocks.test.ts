import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePrint } from '../../../../src/shared/code-print.ts';
import { codeBlocks } from '../../../../src/main/transfer/dragged/code-blocks.ts';
import { codeFileName } from '../../../../src/main/transfer/dragged/code-name.ts';

describe('blocks of code in a text', () => {
  test.each([
    ['a fence', 'So:\n```ts x.ts\nlet a;\n\nlet b;\n```\nend', ['ts x.ts', 'let a;\n\nlet b;']],
    ['tildes with backticks inside', '~~~\n```\n~~~', ['', '```']],
    ['a longer fence', '````\n```\n````', ['', '```']],
    ['a list', '1. Do\n\n   ```sh\n   ls\n     -l\n   ```', ['sh', 'ls\n  -l']],
    ['the beginning of an item', '- ```js\n  a\n  ```', ['js', 'a']],
    ['a quote', '> ```\n> a\n>\n>  b\n> ```', ['', 'a\n\n b']],
    ['a text that ends in it', '```\na', ['', 'a']],
    ['lines of Windows', '```\r\na\r\nb\r\n```', ['', 'a\nb']],
    ['four spaces', 'So:\n\n    a\n\n    b\n\nend', ['', 'a\n\nb']],
    ['a tab', '\ta', ['', 'a']],
  ])('in %s', (_name, text, [info, code]) => {
    expect(codeBlocks(text)).toContainEqual({ info, code });
  });

  test('are none in text, nor where a sign is missing', () => {
    expect(codeBlocks('a ``` b\n\n`` c\n\n```a`b\n')).toEqual([]);
  });

  test('come back whatever they say, and take no longer than the text is long', () => {
    const code = fc.string({ unit: 'binary', maxLength: 200 });
    const property = fc.property(code, (given) => {
      const inner = given.replaceAll(/\r\n?/gu, '\n').replaceAll('~', '-');
      const found = codeBlocks(`Text\n~~~~ts\n${inner}\n~~~~\n`);
      const print = codePrint(inner);
      expect(found.some((block) => codePrint(block.code) === print)).toBe(true);
    });
    fc.assert(property, { numRuns: 200 });
    const long = '> - '.repeat(100_000);
    expect(codeBlocks(long)).toEqual([]);
  });
});

describe('the name of a file for code', () => {
  test.each([
    ['ts', 'My talk', 'My talk.ts'],
    ['Python', 'My talk', 'My talk.py'],
    ['', 'My talk', 'My talk.txt'],
    ['constructor', 'My talk', 'My talk.txt'],
    ['ts src/app.ts', 'x', 'app.ts'],
    ['ts title="../../etc/app.ts"', 'x', 'app.ts'],
    [String.raw`ts ..\..\app.ts`, 'x', 'app.ts'],
    // Of names that a model chose, only those with an ending of code count.
    ['text invoice.pdf.exe', 'x', 'x.txt'],
    ['text .bashrc', '', 'Code.txt'],
    ['json a\u202Etxt.json', 'x', 'a txt.json'],
  ])('behind ```%s', (info, title, name) => {
    expect(codeFileName(info, title)).toBe(name);
  });
});
