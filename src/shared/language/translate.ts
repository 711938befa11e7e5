import { defaultCatalogue } from '#default-catalogue';
import { IntlMessageFormat } from 'intl-messageformat';
import { languages, sourceLanguage, type Catalogue, type LanguageTag } from './catalogues.ts';
import { isolate } from './isolate.ts';
import type { MessageArguments, MessageKey, RichMessageArguments } from './messages.ts';

type Value = string | number;

interface Language {
  readonly tag: LanguageTag;
  readonly catalogue: Catalogue;
  /** Parsed when they are used first. */
  readonly formats: Map<MessageKey, IntlMessageFormat>;
}

const languageOf = (tag: LanguageTag, catalogue: Catalogue): Language => ({
  tag,
  catalogue,
  formats: new Map(),
});

let active = defaultCatalogue === null ? null : languageOf(sourceLanguage, defaultCatalogue);

/** Sets the language of everything that {@link t} makes from now on. */
export function setLanguage(tag: LanguageTag, catalogue: Catalogue): void {
  active = languageOf(tag, catalogue);
}

function current(): Language {
  if (active === null) throw new Error('No language has been set.');
  return active;
}

/** The language in use. */
export function currentLanguage(): LanguageTag {
  return current().tag;
}

function formatOf(language: Language, key: MessageKey): IntlMessageFormat {
  const known = language.formats.get(key);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(language.catalogue[key], language.tag);
  language.formats.set(key, made);
  return made;
}

function isolated<V>(
  values: Readonly<Record<string, V>>,
  tag: LanguageTag,
): Readonly<Record<string, V | string>> {
  const { direction } = languages[tag];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolate(value, direction) : value,
    ]),
  );
}

/** The values that a message takes, as further arguments; none if it takes none. */
type Further<A> = A extends null ? [] : [values: A];

/**
 * Returns a message in the language in use. The values of arguments are the words of others, and
 * are isolated if they could change the direction of the sentence.
 */
export function t<K extends keyof MessageArguments>(
  key: K,
  ...further: Further<MessageArguments[K]>
): string;
export function t(key: keyof MessageArguments, values?: Readonly<Record<string, Value>>): string {
  const language = current();
  if (values === undefined) return language.catalogue[key];
  return String(formatOf(language, key).format(isolated(values, language.tag)));
}

/** Makes what stands for a tag of a message out of what is between its ends. */
export type Tag<T> = (chunks: readonly (string | T)[]) => T;

/** The values of a message with tags, each tag with what makes its element. */
export type RichValues<A, T> = { readonly [N in keyof A]: A[N] extends 'tag' ? Tag<T> : A[N] };

/** Returns a message with tags, such as a link, in parts. */
export function tParts<T, K extends keyof RichMessageArguments>(
  key: K,
  values: RichValues<RichMessageArguments[K], T>,
): readonly (string | T)[];
export function tParts<T>(
  key: MessageKey,
  values: Readonly<Record<string, Value | Tag<T>>>,
): readonly (string | T)[] {
  const language = current();
  const parts = formatOf(language, key).format<T>(isolated(values, language.tag));
  return Array.isArray(parts) ? parts : [parts];
}
