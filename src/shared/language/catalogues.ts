import type { MessageKey } from './messages.ts';

/** All messages of one language, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** The languages of Parley, as BCP 47 tags, each with its own name and its direction. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
} as const satisfies Readonly<
  Record<string, { readonly name: string; readonly direction: 'ltr' | 'rtl' }>
>;

/** The tag of a language of Parley. */
export type LanguageTag = keyof typeof languages;

/** The language of the source texts, used where no other is known. */
export const sourceLanguage: LanguageTag = 'en';
