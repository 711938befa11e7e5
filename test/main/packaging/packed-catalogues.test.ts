import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packedCatalogues } from '../../../scripts/build/messages/packed-catalogues.ts';

const root = join(import.meta.dirname, '../../..');

// One for all tests: it reads the sources of main once.
const plugin = packedCatalogues(root, [join(root, 'src/main/index.ts')]);

/** The module that main gets for this import; null if it is left as it is. */
function moduleFor(source: string): string | null {
  const { resolveId, load } = plugin as unknown as {
    readonly resolveId: (source: string) => string | null;
    readonly load: (this: { addWatchFile(): void }, id: string) => string | null;
  };
  const id = resolveId(source);
  return id === null ? null : load.call({ addWatchFile: () => undefined }, id);
}

/** What that module exports, and the catalogue's file. */
async function loaded(tag: string) {
  const code = moduleFor(`../../shared/language/locales/${tag}.json`) ?? '';
  const file = readFileSync(join(root, `src/shared/language/locales/${tag}.json`), 'utf8');
  const catalogue = JSON.parse(file) as Readonly<Record<string, string>>;
  const { default: messages } = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as { readonly default: Readonly<Record<string, string>> };
  return { code, file, catalogue, messages };
}

it('a packed catalogue says what main says in its language, in a fifth of the bytes', async () => {
  const { code, file, catalogue, messages } = await loaded('ru');
  expect(code.length).toBeLessThan(file.length / 5);
  expect(messages['menu.title.file']).toBe(catalogue['menu.title.file']);
  expect(catalogue).toMatchObject(messages);
  expect(messages).not.toHaveProperty(['about.title']);
});

it('English, which every process starts with, is parsed as JSON and not unpacked', async () => {
  const { code, catalogue, messages } = await loaded('en');
  expect(code).toMatch(/^export default JSON\.parse\(/);
  expect(code).not.toContain('brotli');
  expect(Object.keys(messages).length).toBeGreaterThan(1000);
  expect(catalogue).toMatchObject(messages);
});

it('other files are left as they are', () => {
  expect(moduleFor('./facts.json')).toBeNull();
});
