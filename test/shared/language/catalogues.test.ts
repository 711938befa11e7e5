import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { problemsOf, type Messages } from '../../../scripts/messages/check-catalogue.ts';
import { translationsOf } from '../../../scripts/messages/translations-of.ts';
import { typesOf } from '../../../scripts/messages/types-of.ts';
import { languageTagged } from '../../../src/shared/language/catalogues.ts';

const src = join(import.meta.dirname, '../../../src');
const folder = join(src, 'shared/language');
const read = (tag: string): Messages =>
  JSON.parse(readFileSync(join(folder, 'locales', `${tag}.json`), 'utf8')) as Messages;
const source = read('en');
const tags = readdirSync(join(folder, 'locales')).map((file) => basename(file, '.json'));

it('there is a catalogue for each language, complete and without mistakes', () => {
  expect(tags.flatMap((tag) => problemsOf(tag, read(tag), source))).toEqual([]);
});

it('every catalogue is of a language that can be chosen', () => {
  expect(readFileSync(join(folder, 'translations.ts'), 'utf8')).toBe(translationsOf(tags));
  expect(tags.filter((tag) => languageTagged(tag) === null)).toEqual([]);
});

it('the types are those of the source', () => {
  expect(readFileSync(join(folder, 'messages.ts'), 'utf8')).toBe(typesOf(source));
});

/** The first argument of each call of `t`, and each id of `RichMessage`, as an expression: `${…}` is any words. */
function keysUsed(): RegExp {
  const calls = globSync('**/*.{ts,tsx}', { cwd: src }).flatMap((file) => [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /(?:\bt\(\s*|<RichMessage\s+id=)(?:'([^']+)'|"([^"]+)"|`([^`]+)`)/g,
    ),
  ]);
  // Packages are no program.
  const packaging = readFileSync(join(src, '../scripts/mac-words.ts'), 'utf8');
  calls.push(...packaging.matchAll(/'(package\.[^']+)'/g));
  const patterns = calls.map(([, plain, attribute, template]) =>
    (plain ?? attribute ?? template ?? '')
      .split(/\$\{[^}]*\}/)
      .map((words) => words.replaceAll('.', String.raw`\.`))
      .join('.+'),
  );
  return new RegExp(`^(?:${[...new Set(patterns)].join('|')})$`);
}

it('every message is used', () => {
  const used = keysUsed();
  expect(Object.keys(source).filter((key) => !used.test(key))).toEqual([]);
});
