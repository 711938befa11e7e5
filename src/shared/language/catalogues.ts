import type { MessageKey } from './messages.ts';
import { translations } from './translations.ts';

/** All messages of one language, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** A language as people and pages know it. */
interface LanguageFacts {
  /** In its own words. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The languages of Parley, as BCP 47 tags, and two for tests, which are made from English. */
const facts = {
  ar: { name: 'العربية', direction: 'rtl' },
  'ar-XB': { name: 'English, right to left', direction: 'rtl' },
  de: { name: 'Deutsch', direction: 'ltr' },
  en: { name: 'English', direction: 'ltr' },
  'en-XA': { name: 'English, longer', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  fr: { name: 'Français', direction: 'ltr' },
  ja: { name: '日本語', direction: 'ltr' },
  ko: { name: '한국어', direction: 'ltr' },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr' },
  ru: { name: 'Русский', direction: 'ltr' },
  'zh-CN': { name: '简体中文', direction: 'ltr' },
} as const satisfies Readonly<Record<string, LanguageFacts>>;

/** The tag of a language of Parley. */
export type LanguageTag = keyof typeof facts;

/** The tag of a language for tests. */
export type PseudoTag = 'ar-XB' | 'en-XA';

/** Name and direction of each language. */
export const languages: Readonly<Record<LanguageTag, LanguageFacts>> = facts;

/** The language of the source texts, used where no other is known. */
export const sourceLanguage: LanguageTag = 'en';

/** A language that people can choose. */
export type OfferedTag = (typeof translations)[number];

/** The languages that people can choose. */
export const offeredLanguages: readonly OfferedTag[] =
  translations satisfies readonly LanguageTag[];

/** The language with this tag; null for one that Parley does not speak. */
export function languageTagged(tag: string): LanguageTag | null {
  return Object.hasOwn(facts, tag) ? (tag as LanguageTag) : null;
}

/** True for a language for tests. */
export function isPseudo(tag: LanguageTag): tag is PseudoTag {
  return tag === 'ar-XB' || tag === 'en-XA';
}
