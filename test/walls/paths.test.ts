import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Paths in prose and comments, from the root of the repository or from `src`. */
const namedPath =
  /(?<![\w./-])(?:src|test|scripts|docs|main|renderer|shared)\/[\w./-]*\.(?:tsx?|html|css|md)\b/g;

/** Inputs of the linter's own tests, which are not files. */
const invented = new Set(['src/a.ts', 'src/index.ts']);

function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((file) => /\.(?:tsx?|md|html|css)$/.test(file) && existsSync(join(root, file)));
}

/** The prose of a file: all of a document, or the comments of code. */
function prose(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.md')) return text;
  return (text.match(/^\s*(?:\/\/|\/?\*).*$/gm) ?? []).join('\n');
}

it('every file that a document or a comment names is there', () => {
  const missing = trackedFiles().flatMap((file) =>
    [...prose(file).matchAll(namedPath)]
      .map(([path]) => path)
      .filter((path) => !invented.has(path))
      .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, 'src', path)))
      .map((path) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});
