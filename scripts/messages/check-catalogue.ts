import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { argumentTypes, parseMessage, walk } from './read-message.ts';

/** Messages by key, as they are in a file. */
export type Messages = Readonly<Record<string, string>>;

/** The plural categories that a language uses for whole numbers and fractions, without `other`. */
function categoriesOf(tag: string, pluralType: 'cardinal' | 'ordinal'): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(tag, { type: pluralType }).resolvedOptions();
  return pluralCategories.filter((category) => category !== 'other');
}

function pluralProblems(
  tag: string,
  key: string,
  elements: readonly MessageFormatElement[],
): readonly string[] {
  const problems: string[] = [];
  walk(elements, (element) => {
    if (element.type !== TYPE.plural) return;
    const categories = categoriesOf(tag, element.pluralType ?? 'cardinal');
    for (const category of categories) {
      if (element.options[category] === undefined) {
        problems.push(`${tag}: ${key}: {${element.value}} lacks the plural "${category}"`);
      }
    }
    for (const option of Object.keys(element.options)) {
      if (option === 'other' || option.startsWith('=') || categories.includes(option)) continue;
      problems.push(`${tag}: ${key}: {${element.value}} has the plural "${option}", never used`);
    }
  });
  return problems;
}

/** A message without arguments is shown as it is written, so it must not need parsing. */
function isAsWritten(elements: readonly MessageFormatElement[], message: string): boolean {
  const [element, ...others] = elements;
  if (element?.type !== TYPE.literal || others.length > 0) return true;
  return element.value === message;
}

function described(types: ReadonlyMap<string, string>): string {
  return [...types].map(([name, type]) => `${name}: ${type}`).join(', ');
}

/**
 * Returns the problems of a catalogue: keys that the source does not have or that are missing,
 * messages that cannot be parsed, other arguments or tags than those of the source, quotes that
 * would be shown, plurals that the language lacks, and keys that are not in alphabetical order.
 */
export function problemsOf(tag: string, messages: Messages, source: Messages): readonly string[] {
  const problems: string[] = [];
  const keys = Object.keys(messages);
  for (const key of Object.keys(source)) {
    if (messages[key] === undefined) problems.push(`${tag}: ${key} is missing`);
  }
  for (const [index, key] of keys.entries()) {
    const before = keys[index - 1];
    if (before !== undefined && before > key) problems.push(`${tag}: ${key} is out of order`);
    const original = source[key];
    const message = messages[key] ?? '';
    if (original === undefined) {
      problems.push(`${tag}: ${key} is not in the source`);
      continue;
    }
    if (message.trim() === '') problems.push(`${tag}: ${key} is empty`);
    try {
      const elements = parseMessage(key, message);
      const expected = described(argumentTypes(key, parseMessage(key, original)));
      const found = described(argumentTypes(key, elements));
      if (found !== expected) {
        problems.push(`${tag}: ${key} has (${found}), not (${expected})`);
      }
      if (!isAsWritten(elements, message)) {
        problems.push(`${tag}: ${key} has quotes of ICU, which only messages with arguments take`);
      }
      problems.push(...pluralProblems(tag, key, elements));
    } catch (error) {
      problems.push(`${tag}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}
