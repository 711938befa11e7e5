import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, root } from './linter.ts';

const maxFiles = 25;
const isCode = (name: string): boolean => /\.tsx?$/.test(name);

/** Every folder under `src` with its code files. */
function folders(path: string): readonly (readonly [folder: string, files: readonly string[]])[] {
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && isCode(entry.name));
  return [
    [path, files.map(({ name }) => name)],
    ...entries
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => folders(`${path}/${name}`)),
  ];
}

const loose = (path: string): readonly string[] =>
  (folders(path)[0]?.[1] ?? []).filter((name) => !name.endsWith('.d.ts'));

const longFunction = (name: string, lines: number): string =>
  `export function ${name}() {\n${'  work();\n'.repeat(lines - 2)}}\n`;

describe('sizes', () => {
  it(`keep every folder at ${maxFiles} code files`, () => {
    const crowded = folders('src').filter(([, files]) => files.length > maxFiles);
    expect(crowded.map(([folder, files]) => `${folder}: ${files.length}`)).toEqual([]);
  });

  it('keep main and the renderer free of loose files', () => {
    expect(loose('src/main')).toEqual(['index.ts']);
    expect(loose('src/renderer')).toEqual(['main.tsx']);
  });

  it('keep functions at 120 lines and files at 300', async () => {
    const findings = await lint([
      { file: 'main/turns/long.ts', code: longFunction('long', 121) },
      { file: 'main/turns/short.ts', code: longFunction('short', 120) },
      { file: 'main/turns/file.ts', code: 'export {};\n'.repeat(301) },
    ]);
    const found = (rule: string): readonly string[] =>
      findings.filter((finding) => finding.rule.endsWith(rule)).map(({ file }) => file);
    expect(found('(max-lines-per-function)')).toEqual(['main/turns/long.ts']);
    expect(found('(max-lines)')).toEqual(['main/turns/file.ts']);
  });
});
