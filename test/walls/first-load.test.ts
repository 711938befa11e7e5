import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');
const imports = /^\s*(?:import|export)\s+(?!type\b)(?:([^;'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gmu;

/** Whether all names of an import are types, which leave nothing behind. */
const isTypesOnly = (names: string): boolean =>
  names.startsWith('{') &&
  names
    .slice(1, -1)
    .split(',')
    .every((name) => /^\s*(?:type\s|$)/u.test(name));

/** The packages that a file loads at once, each with the files that lead to it. */
function packagesOf(entry: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const here = [...way, relative(src, file)];
    for (const [, names = '', target = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      if (isTypesOnly(names)) continue;
      if (!target.startsWith('.')) found.set(target, here);
      else if (/\.tsx?$/u.test(target)) visit(resolve(dirname(file), target), here);
    }
  };
  if (!existsSync(entry)) throw new Error(`${entry} is gone.`);
  visit(entry, []);
  return found;
}

it('a window loads no schemas before it is drawn', () => {
  const packages = packagesOf(join(src, 'renderer/main.tsx'));
  expect([...packages.keys()]).toContain('react-dom/client');
  // Main has checked everything that a window gets.
  expect(packages.get('zod') ?? null).toBeNull();
});
