import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Where main itself addresses a reader (the terminal, the API, native dialogs, an exported file,
 * the demo), or a model.
 */
const edges = [
  'terminal/',
  'local-api/',
  'serve/',
  'electron/',
  'wire/demo/',
  'wire/history.ts',
  'turns/checkpoint-note.ts',
  'turns/question.ts',
  'turns/attachment-contents.ts',
  'turns/given-back.ts',
  'turns/calls/for-model.ts',
  'turns/title.ts',
  'tools/for-model.ts',
  'tools/built-in/',
  'tools/web/definitions.ts',
  'tools/web/for-model.ts',
  'transfer/export/',
  'store/check-data.ts',
];

/** A literal that reads as a sentence: a capital, several words, a full stop. */
const sentence = /(['`])(?:[“"])?[A-Z][^'`\n]* [^'`\n]*\.\1/;

const root = join(import.meta.dirname, '../../..');

it('no sentence for a person is made in main, but at its edges', () => {
  const found: string[] = [];
  for (const each of fs.readdirSync(join(root, 'src/main'), {
    recursive: true,
    encoding: 'utf8',
  })) {
    const name = each.replaceAll('\\', '/');
    if (!name.endsWith('.ts') || edges.some((edge) => name.startsWith(edge))) continue;
    const lines = fs.readFileSync(join(root, 'src/main', name), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      // Unexpected errors are for logs.
      const isForLog = line.includes('new Error(');
      const isComment = /^\s*(?:\*|\/\*|\/\/)/.test(line);
      const isPlain = line.includes("'plain'");
      if (isPlain || (!isForLog && !isComment && sentence.test(line))) {
        found.push(`${name}:${String(index + 1)}: ${line.trim()}`);
      }
    }
  }
  expect(found).toEqual([]);
});
