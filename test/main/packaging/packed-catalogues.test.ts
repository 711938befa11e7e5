import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packedCatalogues } from '../../../scripts/build/packed-catalogues.ts';

const root = join(import.meta.dirname, '../../..');

/** The module that main gets for this import; null if it is left as it is. */
function moduleFor(source: string): string | null {
  const { resolveId, load } = packedCatalogues(root) as unknown as {
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
  const { default: messages } = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as { readonly default: unknown };
  return { code, file, messages };
}

it('a packed catalogue says what its file says, in a third of the bytes', async () => {
  const { code, file, messages } = await loaded('ru');
  expect(code.length).toBeLessThan(file.length / 3);
  expect(messages).toEqual(JSON.parse(file));
});

it('English, which every process starts with, is parsed as JSON and not unpacked', async () => {
  const { code, file, messages } = await loaded('en');
  expect(code).toMatch(/^export default JSON\.parse\(/);
  expect(code).not.toContain('brotli');
  expect(messages).toEqual(JSON.parse(file));
});

it('other files are left as they are', () => {
  expect(moduleFor('./facts.json')).toBeNull();
});
