import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { argumentTypes, parseMessage, walk } from '../../../scripts/messages/read-message.ts';
import { translations } from '../../../src/shared/language/translations.ts';

const locales = join(import.meta.dirname, '../../../src/shared/language/locales');
const counts = [0, 1, 2, 5, 11, 100, 1.5] as const;

/** The plural form of each count, by Unicode's rules. */
const forms: Readonly<Record<string, readonly Intl.LDMLPluralRule[]>> = {
  en: ['other', 'one', 'other', 'other', 'other', 'other', 'other'],
  ru: ['many', 'one', 'few', 'many', 'many', 'many', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other', 'other'],
  ja: ['other', 'other', 'other', 'other', 'other', 'other', 'other'],
};

type Plural = Extract<MessageFormatElement, { readonly type: TYPE.plural }>;

/** The plurals of a message, in the order in which they are written. */
function pluralsIn(elements: readonly MessageFormatElement[]): readonly Plural[] {
  const found: Plural[] = [];
  walk(elements, (element) => {
    if (element.type === TYPE.plural) found.push(element);
  });
  return found;
}

/** Values for all arguments of a message: this count for numbers, the first choice of a select. */
function valuesFor(types: ReadonlyMap<string, string>, count: number): Record<string, unknown> {
  const valueOf = (type: string): unknown => {
    if (type === 'number') return count;
    if (type === "'tag'") return (chunks: readonly string[]) => chunks.join('');
    return /^'(.*?)'/u.exec(type)?.[1] ?? 'x';
  };
  return Object.fromEntries([...types].map(([name, type]) => [name, valueOf(type)]));
}

describe.each(translations.filter((tag) => forms[tag] !== undefined))('%s', (tag) => {
  const messages = Object.entries(
    JSON.parse(readFileSync(join(locales, `${tag}.json`), 'utf8')) as Readonly<
      Record<string, string>
    >,
  );
  const counting = messages.filter(([, message]) => /, (?:plural|selectordinal),/u.test(message));

  it.each(counts.map((count, index) => [count, forms[tag]?.[index] ?? 'other'] as const))(
    'counts %d as "%s" in every sentence',
    (count, form) => {
      expect(counting.length).toBeGreaterThan(50);
      for (const [key, message] of counting) {
        const elements = parseMessage(key, message);
        const values = valuesFor(argumentTypes(key, elements), count);
        const said = String(new IntlMessageFormat(message, tag).format(values));
        expect(said.trim(), key).not.toBe('');
        for (const { options, pluralType } of pluralsIn(elements)) {
          if (pluralType === 'ordinal' || options[`=${count}`] !== undefined) continue;
          // Exactly the form of Unicode's rules: no other stands in for it.
          expect(options[form], `${key}: ${form}`).toBeDefined();
        }
      }
    },
  );
});
