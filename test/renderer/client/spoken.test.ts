import { afterEach, expect, it } from 'vitest';
import { createSpoken } from '../../../src/renderer/client/spoken.ts';
import type { Catalogue, LanguageTag } from '../../../src/shared/language/catalogues.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessages } from '../../../src/shared/language/pseudo.ts';
import {
  languageOf,
  setLanguage,
  t,
  type Messages,
} from '../../../src/shared/language/translate.ts';

afterEach(() => setLanguage(languageOf('en', english)));

const said: Readonly<Partial<Record<LanguageTag, Catalogue>>> = {
  en: english,
  'en-XA': pseudoMessages('en-XA', english),
  'ar-XB': pseudoMessages('ar-XB', english),
};

/** A window's language whose messages come when the test says so. */
function open() {
  const first = new Map<LanguageTag, () => void>();
  const late = new Map<LanguageTag, () => void>();
  const page = { documentElement: { lang: '', dir: '' } as HTMLElement };
  const told: string[] = [];
  const spoken = createSpoken(async (tag) => {
    await new Promise<void>((resolve) => first.set(tag, resolve));
    const { 'common.cancel': cancel, ...others } = said[tag] ?? english;
    const rest = new Promise<Messages>((resolve) => late.set(tag, () => resolve(others)));
    return languageOf(tag, { 'common.cancel': cancel }, () => rest);
  }, page);
  spoken.subscribe(() => told.push(spoken.tag()));
  return { spoken, page: page.documentElement, told, first, late };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('begins with the messages of the first view, and changes with all of them', async () => {
  const { spoken, page, told, first, late } = open();
  void spoken.speak('en');
  expect(told).toEqual([]);
  first.get('en')?.();
  await settled();
  expect([page.lang, page.dir, spoken.tag()]).toEqual(['en', 'ltr', 'en']);
  expect([t('common.cancel'), t('room.compacting.begins')]).toEqual(['Cancel', '']);

  void spoken.speak('ar-XB');
  first.get('ar-XB')?.();
  await settled();
  expect(told).toEqual(['en']);
  late.get('ar-XB')?.();
  await settled();
  expect(told).toEqual(['en', 'ar-XB']);
  expect([page.lang, page.dir]).toEqual(['ar-XB', 'rtl']);
  expect(t('room.compacting.begins')).not.toBe('');
});

it('speaks the last of several languages, in whichever order they come', async () => {
  const { spoken, told, first, late } = open();
  void spoken.speak('en');
  first.get('en')?.();
  await settled();
  void spoken.speak('en-XA');
  void spoken.speak('ar-XB');
  void spoken.speak('en-XA');
  for (const tag of ['ar-XB', 'en-XA'] as const) {
    first.get(tag)?.();
    await settled();
    late.get(tag)?.();
    await settled();
  }
  expect(told).toEqual(['en', 'en-XA']);
  expect(t('common.cancel')).toBe('[Çááñçééļ]');
});

it('is never without words, though another language is wanted by then', async () => {
  const { spoken, told, first, late } = open();
  void spoken.speak('en');
  void spoken.speak('ar-XB');
  first.get('en')?.();
  await settled();
  expect(told).toEqual(['en']);
  first.get('ar-XB')?.();
  late.get('ar-XB')?.();
  await settled();
  late.get('ar-XB')?.();
  await settled();
  expect(told).toEqual(['en', 'ar-XB']);
});
