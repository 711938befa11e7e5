import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { isForWindows, isLate } from '../../../src/shared/language/late.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { translations } from '../../../src/shared/language/translations.ts';
import {
  allMessages,
  languageOf,
  setLanguage,
  t,
  tParts,
} from '../../../src/shared/language/translate.ts';

const src = join(import.meta.dirname, '../../../src');
const imported = /^(?:import|export)\s+(?!type\b)(?:[^;']*?\sfrom\s+)?'(\.[^']+\.tsx?)'/gm;
const used = /(?:\bt\(\s*|<RichMessage\s+id=)['"`]([^'"`$]+)/g;

/** These word what happens later: a failed command, or news. Views wait for their messages. */
const waitedFor = /^shared\/words\/(?:error-words|news-words)\.ts$/;

const importedLater = /\bimport\('(\.[^']+\.tsx?)'\)/g;

/** The modules that a window loads before its first view, and those that it loads later. */
function modules(later: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || (!later && waitedFor.test(relative(src, file)))) return;
    found.add(file);
    const text = readFileSync(file, 'utf8');
    const named = [...text.matchAll(imported), ...(later ? text.matchAll(importedLater) : [])];
    for (const [, path = ''] of named) {
      const next = resolve(dirname(file), path);
      if (existsSync(next)) visit(next);
    }
  };
  visit(join(src, 'renderer/main.tsx'));
  return found;
}

it('the first view of a window needs no message that comes later', () => {
  const files = [...modules(false)];
  expect(files.length).toBeGreaterThan(100);
  const late = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(used)]
      .map(([, key = '']) => key)
      .filter(isLate)
      .map((key) => `${relative(src, file)}: ${key}`),
  );
  expect(late).toEqual([]);
});

it('a window uses no message of the others', () => {
  const files = [...modules(true)];
  expect(files.length).toBeGreaterThan(500);
  const others = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(used)]
      .map(([, key = '']) => key)
      .filter((key) => key.includes('.') && !isForWindows(key))
      .map((key) => `${relative(src, file)}: ${key}`),
  );
  expect(others).toEqual([]);
});

it.each(translations)('the messages of the first view are small in %s', (tag) => {
  const file = join(src, 'shared/language/locales', `${tag}.json`);
  const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  const first = Object.entries(all).filter(([key]) => isForWindows(key) && !isLate(key));
  expect(gzipSync(JSON.stringify(Object.fromEntries(first))).length).toBeLessThan(25 * 1024);
});

it('messages that come later are empty until they are there', async () => {
  const entries = Object.entries(english);
  const piece = (late: boolean) =>
    Object.fromEntries(entries.filter(([key]) => isLate(key) === late));
  const { promise, resolve: arrive } = Promise.withResolvers<Record<string, string>>();
  setLanguage(languageOf('en', piece(false), promise));
  expect(t('common.cancel')).toBe('Cancel');
  expect(t('room.compacting.begins')).toBe('');
  expect(t('room.compacting', { messages: 2 })).toBe('');
  expect(
    tParts('approval.question.strong', { tool: 'x', strong: (chunks) => chunks.join('') }),
  ).toEqual([]);
  arrive(piece(true));
  await allMessages();
  expect(t('room.compacting', { messages: 2 })).toBe('Summarising 2 messages');
  setLanguage(languageOf('en', english));
});
