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

it('a packed catalogue says what its file says, in a third of the bytes', async () => {
  const code = moduleFor('../../shared/language/locales/ru.json') ?? '';
  const file = readFileSync(join(root, 'src/shared/language/locales/ru.json'), 'utf8');
  expect(code.length).toBeLessThan(file.length / 3);
  const loaded = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  )) as { readonly default: unknown };
  expect(loaded.default).toEqual(JSON.parse(file));
});

it('English, which every process starts with, is not packed', () => {
  expect(moduleFor('../../shared/language/locales/en.json')).toBeNull();
});
