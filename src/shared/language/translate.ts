import { defaultCatalogue } from '#default-catalogue';
import { IntlMessageFormat } from 'intl-messageformat';
import { languages, sourceLanguage, type LanguageTag } from './catalogues.ts';
import { isolate } from './isolate.ts';
import type { MessageArguments, MessageKey, RichMessageArguments } from './messages.ts';

/**
 * The tags of catalogues are locales. Looking for one among all that the system knows, as the library
 * does for each message, takes 12 ms the first time, in every process and at every start.
 */
IntlMessageFormat.resolveLocale = (locales) =>
  new Intl.Locale([locales].flat()[0] ?? sourceLanguage);

type Value = string | number;

/** A catalogue, or a piece of one. */
export type Messages = Readonly<Partial<Record<MessageKey, string>>>;

/** A language with its messages. */
export interface Language {
  readonly tag: LanguageTag;
  messages: Messages;
  /** Parsed when they are used first. */
  readonly formats: Map<MessageKey, IntlMessageFormat>;
  /** Loads what `messages` lacks, if nobody has. Resolves once it is the whole catalogue. */
  readonly whole: () => Promise<void>;
}

/** Returns a language to speak. `late` loads the messages that `messages` does not hold. */
export function languageOf(
  tag: LanguageTag,
  messages: Messages,
  late?: () => Promise<Messages>,
): Language {
  const complete = async (): Promise<void> => {
    if (late !== undefined) language.messages = { ...messages, ...(await late()) };
  };
  let completing: Promise<void> | null = null;
  const language: Language = {
    tag,
    messages,
    formats: new Map(),
    whole: () => (completing ??= complete()),
  };
  return language;
}

let active = defaultCatalogue === null ? null : languageOf(sourceLanguage, defaultCatalogue);

/** Sets the language of everything that {@link t} makes from now on. */
export function setLanguage(language: Language): void {
  active = language;
}

/** Makes something in another language than the one in use, such as an answer to a program. */
export function inLanguage<R>(language: Language, make: () => R): R {
  const before = active;
  active = language;
  try {
    return make();
  } finally {
    active = before;
  }
}

/** Some messages of a language, for another process or a thread. */
export interface Phrases {
  readonly tag: LanguageTag;
  readonly messages: Messages;
}

/** These messages of the language in use. */
export function phrases(keys: readonly MessageKey[]): Phrases {
  const { tag, messages } = current();
  return { tag, messages: Object.fromEntries(keys.map((key) => [key, messages[key]])) };
}

/** Speaks what another process or thread was given of its language. */
export function speak({ tag, messages }: Phrases): void {
  setLanguage(languageOf(tag, messages));
}

function current(): Language {
  if (active === null) throw new Error('No language has been set.');
  return active;
}

/** The language in use. */
export function currentLanguage(): LanguageTag {
  return current().tag;
}

/**
 * Resolves once every message of the language in use is there. In a window, messages that its first
 * view does not need are loaded when this is called first, and {@link t} returns '' for them until
 * then.
 */
export function allMessages(): Promise<void> {
  return current().whole();
}

function formatOf(language: Language, key: MessageKey): IntlMessageFormat | null {
  const known = language.formats.get(key);
  if (known !== undefined) return known;
  const message = language.messages[key];
  if (message === undefined) return null;
  const made = new IntlMessageFormat(message, language.tag);
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

/** Arguments that are only names, as in `{title}`, which most messages have and no others. */
const namesOnly = /^(?:[^{}'<#]|\{\w+\})*$/u;

/** The message with its values, if that takes no parser; else null. */
function filled(message: string, values: Readonly<Record<string, Value>>): string | null {
  if (!namesOnly.test(message)) return null;
  let isWhole = true;
  const text = message.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    isWhole &&= value !== undefined;
    return String(value);
  });
  return isWhole ? text : null;
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
  const message = language.messages[key] ?? '';
  if (values === undefined || message === '') return message;
  const inPlace = isolated(values, language.tag);
  return filled(message, inPlace) ?? String(formatOf(language, key)?.format(inPlace));
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
  const format = formatOf(language, key);
  if (format === null) return [];
  const parts = format.format<T>(isolated(values, language.tag));
  return Array.isArray(parts) ? parts : [parts];
}
