import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

const src = join(import.meta.dirname, '../../src');
const imports = /^\s*(?:import|export)\s+(?!type\b)(?:([^;'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gmu;

/** Whether all names of an import are types, which leave nothing behind. */
const isTypesOnly = (names: string): boolean =>
  names.startsWith('{') &&
  names
    .slice(1, -1)
    .split(',')
    .every((name) => /^\s*(?:type\s|$)/u.test(name));

/** What a file loads at once: packages, each with the files that lead to it, and files. */
function loadedBy(entry: string): {
  readonly packages: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly string[];
} {
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
  return {
    packages: found,
    files: [...seen].map((file) => relative(src, file).replaceAll(sep, '/')),
  };
}

it('a window loads no schemas, neither before it is drawn nor later', () => {
  const entries = ['main.tsx', ...globSync('**/*.{ts,tsx}', { cwd: join(src, 'renderer') })];
  const ways = entries.map((entry) => loadedBy(join(src, 'renderer', entry)).packages);
  expect(ways[0]?.has('react-dom/client')).toBe(true);
  // Main has checked everything that a window gets, and schemas took 0.7 MB of its heap.
  expect(ways.flatMap((packages) => packages.get('zod') ?? [])).toEqual([]);
});

/** What main loads before its first window opens. The rooms are loaded behind it. */
const start = loadedBy(join(src, 'main/index.ts'));

it('main opens its window before it loads what answers it', () => {
  const rooms = start.files.flatMap((file) => /^main\/([\w-]+)\//u.exec(file)?.[1] ?? []);
  expect([...new Set(rooms)].toSorted()).toEqual([
    'app',
    'attachments',
    'backup',
    'desktop',
    'disk',
    'electron',
    'event-loop',
    'language',
    'links',
    'local-api',
    'store',
  ]);
  // Of these rooms, what a window needs.
  const others = ['main/app/rooms.ts', 'main/store/index.ts', 'main/local-api/service.ts'];
  for (const file of others) expect(start.files).not.toContain(file);
  // Conversations have more schemas than everything else.
  expect(start.files).not.toContain('shared/model/conversation.ts');
  // Node loads them for 4 ms and 2 ms.
  expect(start.packages.get('node:crypto') ?? null).toBeNull();
  expect(start.packages.get('node:zlib') ?? null).toBeNull();
});

it('main builds few schemas before its first window opens', async () => {
  let built = 0;
  z.config({
    postProcessor: () => {
      built += 1;
    },
  });
  try {
    for (const file of start.files) {
      const path = join(src, file);
      if (/from 'zod'/u.test(readFileSync(path, 'utf8'))) await import(path);
    }
  } finally {
    z.config({ postProcessor: undefined });
  }
  // Those of the settings, of which 1522 were built once for 23 ms.
  expect(built).toBeGreaterThan(100);
  expect(built).toBeLessThan(450);
});
