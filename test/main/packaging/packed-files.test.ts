import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { build } from 'vite';
import {
  packedFiles,
  rareChunks,
  type PackableChunk,
} from '../../../scripts/build/packed-files.ts';
import { readBuilt } from '../../../scripts/build/read-built.ts';
import { removeFolder, scratchFolder } from '../../scratch.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function chunk(
  fileName: string,
  imports: readonly string[] = [],
  dynamicImports: readonly string[] = [],
): PackableChunk {
  return { fileName, isEntry: false, moduleIds: [fileName], imports, dynamicImports };
}

const isRare = (id: string): boolean => id.startsWith('rare');

describe('what is rare', () => {
  it('is what only rare modules load, at once or later', () => {
    const found = rareChunks(
      [
        { ...chunk('index', ['common'], ['rare', 'late']), isEntry: true },
        { ...chunk('rare-entry', ['own'], ['own-late']), isEntry: true },
        chunk('common'),
        chunk('late', ['common']),
        chunk('rare', ['common', 'of-rare'], ['late', 'of-rare-late']),
        chunk('of-rare'),
        chunk('of-rare-late'),
        chunk('own', ['common']),
        chunk('own-late'),
      ],
      isRare,
    );
    expect(found.map(({ fileName }) => fileName)).toEqual([
      'rare-entry',
      'rare',
      'of-rare',
      'of-rare-late',
      'own',
      'own-late',
    ]);
  });

  it('cannot be what something usual needs at once', () => {
    const chunks = [{ ...chunk('index', ['rare']), isEntry: true }, chunk('rare')];
    expect(() => rareChunks(chunks, isRare)).toThrow('index needs rare');
  });
});

/** A text that no bundler makes shorter. */
const long = (name: string): string =>
  JSON.stringify(
    `${name} ${Array.from({ length: 2000 }, (_, at) => (at * 7919) % 9973).join(' ')}`,
  );

/** Builds a program that imports a rare module, which imports another. Returns the folder. */
async function built(namesEnding: boolean): Promise<string> {
  const root = mkdtempSync(join(scratchFolder(), 'parley-packed-'));
  folders.push(root);
  mkdirSync(join(root, 'src'));
  const put = (name: string, text: string): void => writeFileSync(join(root, 'src', name), text);
  put(
    'index.js',
    `const { rare } = await import('./rare.js'); const { late } = await import('./late.js');
     process.stdout.write(rare.slice(0, 9) + ' ' + (await late()));`,
  );
  put('rare.js', `export const rare = ${long('of rare')};`);
  put('late.js', `export const late = async () => (await import('./later.js')).later.length;`);
  put('later.js', `export const later = ${long('later')};`);
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      packedFiles({
        bundle: 'main',
        root,
        isRare: (id) => /\/(?:rare|late)\.js$/.test(id),
        packsEntries: false,
        namesEnding,
      }),
    ],
    build: {
      ssr: true,
      minify: true,
      rolldownOptions: {
        input: join(root, 'src/index.js'),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  return root;
}

describe('a packed build', () => {
  it('has large rare files only packed, with the same content', async () => {
    const root = await built(false);
    const rare = join(root, 'dist/chunks/rare.js');
    expect(existsSync(rare)).toBe(false);
    expect(existsSync(join(root, 'dist/chunks/later.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/chunks/late.js'))).toBe(true);
    const packed = readFileSync(`${rare}.br`);
    const plain = brotliDecompressSync(packed);
    expect(packed.length).toBeLessThan(plain.length / 2);
    expect(plain.toString()).toContain('of rare 0 7919 5865');
    expect(readBuilt(rare)?.equals(plain)).toBe(true);
    expect(readFileSync(join(root, 'dist/index.js'), 'utf8')).toMatch(/chunks\/rare\.js["'`]/);
  });

  it('runs in Node once packed modules can be loaded, and not before', async () => {
    const root = await built(true);
    const hooks = join(import.meta.dirname, '../../../src/main/disk/packed-modules.ts');
    const index = pathToFileURL(join(root, 'dist/index.js')).href;
    const run = (before: string): string =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', `${before}; await import('${index}')`],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    const text = `later ${Array.from({ length: 2000 }, (_, at) => (at * 7919) % 9973).join(' ')}`;
    const allow = `(await import('${pathToFileURL(hooks).href}')).unpackModules()`;
    expect(run(allow)).toBe(`of rare 0 ${text.length}`);
    expect(() => run('')).toThrow('ERR_UNKNOWN_FILE_EXTENSION');
  });
});
