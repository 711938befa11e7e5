import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { terminalLanguages, forcedLanguage } from '../../../src/main/language/environment.ts';
import { followLanguage } from '../../../src/main/language/follow-language.ts';
import { storedChoice } from '../../../src/main/language/stored-choice.ts';
import { loadLanguage } from '../../../src/main/language/load-language.ts';
import type { LanguageTag } from '../../../src/shared/language/catalogues.ts';
import { inLanguage, setLanguage, t } from '../../../src/shared/language/translate.ts';

afterEach(async () => setLanguage(await loadLanguage('en')));

const followed = (forced: LanguageTag | null) =>
  followLanguage({
    settings: { read: () => ({ language: 'en' }), subscribe: () => undefined },
    preferred: () => ['en-GB'],
    forced,
    load: loadLanguage,
    report(error) {
      throw error;
    },
  });

it('speaks a language for tests when it is told to, whatever is chosen', async () => {
  const language = await followed('en-XA');
  expect(language.view()).toEqual({ tag: 'en-XA', system: 'en', isMissing: false });
  expect(t('common.cancel')).toBe('[Çááñçééļ]');
});

it('speaks English where the language is missing, says so, and recovers', async () => {
  let listener: (settings: { readonly language: string }) => void = () => undefined;
  const reported: unknown[] = [];
  const language = await followLanguage({
    settings: { read: () => ({ language: 'de' }), subscribe: (next) => void (listener = next) },
    preferred: () => ['en'],
    forced: null,
    load: (tag) => loadLanguage(tag === 'de' ? 'en' : tag),
    report: (error) => reported.push(error),
  });
  expect(language.view()).toEqual({ tag: 'en', system: 'en', isMissing: true });
  expect(reported).toHaveLength(1);
  const told = new Promise<void>((resolve) => language.subscribe(resolve));
  listener({ language: 'fr' });
  await told;
  expect(language.view()).toEqual({ tag: 'fr', system: 'en', isMissing: false });
});

it('follows the setting, and the last of several choices at once', async () => {
  let listener: (settings: { readonly language: string }) => void = () => undefined;
  const loads = new Map<LanguageTag, () => void>();
  const told: string[] = [];
  const language = await followLanguage({
    settings: { read: () => ({ language: '' }), subscribe: (next) => void (listener = next) },
    preferred: () => ['it', 'en-GB', 'de'],
    forced: null,
    load: async (tag) => {
      await new Promise<void>((resolve) => loads.set(tag, resolve));
      return loadLanguage(tag);
    },
    report(error) {
      throw error;
    },
  });
  language.subscribe(() => told.push(language.view().tag));
  for (const tag of ['de', 'fr', 'ja']) listener({ language: tag });
  for (const tag of ['ja', 'de', 'fr'] as const) {
    loads.get(tag)?.();
    await loadLanguage(tag);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(told).toEqual(['ja']);
  expect(language.view()).toEqual({ tag: 'ja', system: 'en', isMissing: false });
  expect(t('common.cancel')).toBe('キャンセル');
  // Back to the system's.
  listener({ language: '' });
  loads.get('en')?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual(['ja', 'en']);
});

it('speaks another language for one answer alone', async () => {
  const other = await loadLanguage('ar-XB');
  expect(inLanguage(other, () => t('common.cancel'))).toBe('\u202ECancel\u202C');
  expect(() =>
    inLanguage(other, () => {
      throw new Error('refused');
    }),
  ).toThrow('refused');
  expect(t('common.cancel')).toBe('Cancel');
});

it('knows what was chosen before there is a store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'language-'));
  const chosen = (settings: string) => {
    writeFileSync(join(folder, 'settings.json'), settings);
    return storedChoice(folder);
  };
  expect(storedChoice(folder)).toBe(null);
  expect(chosen('{ "language": "en" }')).toBe('en');
  expect(chosen('{ "language": "tlh" }')).toBe(null);
  expect(chosen('{ "language": 5 }')).toBe(null);
  expect(chosen('{ "lang')).toBe(null);
});

it('knows the language of a terminal', () => {
  expect(terminalLanguages({ LANG: 'de_DE.UTF-8' })).toEqual(['de_DE.UTF-8']);
  expect(terminalLanguages({ LC_ALL: '', LC_MESSAGES: 'fr_FR', LANG: 'de_DE' })).toEqual(['fr_FR']);
  expect(terminalLanguages({ LC_ALL: 'ja_JP.UTF-8', LANG: 'de_DE' })).toEqual(['ja_JP.UTF-8']);
  expect(terminalLanguages({})).toHaveLength(1);
  expect(forcedLanguage({ PARLEY_LANGUAGE: 'en-XA' })).toBe('en-XA');
  expect(forcedLanguage({ PARLEY_LANGUAGE: 'tlh' })).toBe(null);
});
