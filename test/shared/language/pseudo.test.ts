import { TYPE } from '@formatjs/icu-messageformat-parser';
import { expect, it } from 'vitest';
import { argumentTypes, parseMessage } from '../../../scripts/messages/read-message.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { pseudoMessage, pseudoMessages } from '../../../src/shared/language/pseudo.ts';

it('writes English longer and with accents, in brackets', () => {
  expect(pseudoMessage('en-XA', 'Cancel')).toBe('[Çááñçééļ]');
  expect(pseudoMessage('en-XA', "It's {name}'s")).toBe("[ÍÍţ''š {name}''š]");
  expect(pseudoMessage('en-XA', '{count, plural, one {# file} other {# files}} left')).toBe(
    '[{count,plural,one{# ƒííļéé} other{# ƒííļééš}} ļééƒţ]',
  );
  expect(pseudoMessage('en-XA', 'Read <link>more</link>.')).toBe('[Řééááđ <link>ɱóóřéé</link>.]');
});

it('writes English from right to left', () => {
  expect(pseudoMessage('ar-XB', 'All the  files')).toBe('\u202EAll the  files\u202C');
  expect(pseudoMessage('ar-XB', '{count} of them')).toBe('{count} \u202Eof them\u202C');
});

it.each(['en-XA', 'ar-XB'] as const)(
  'in %s every message takes what it takes in English',
  (tag) => {
    const typesOf = (message: string) => [...argumentTypes('', parseMessage('', message))];
    const said: Readonly<Record<string, string>> = pseudoMessages(tag, english);
    const other = Object.entries(english).filter(
      ([key, message]) =>
        JSON.stringify(typesOf(message)) !== JSON.stringify(typesOf(said[key] ?? '')),
    );
    expect(other).toEqual([]);
  },
);

it('leaves no word as it was', () => {
  const said = Object.values(pseudoMessages('en-XA', english)).map((message) => {
    const words: string[] = [];
    for (const element of parseMessage('', message)) {
      if (element.type === TYPE.literal) words.push(element.value);
    }
    return words.join(' ');
  });
  expect(said.filter((words) => /[a-z]{2}/iu.test(words))).toEqual([]);
});
