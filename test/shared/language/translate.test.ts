import { IntlMessageFormat } from 'intl-messageformat';
import { afterEach, expect, it } from 'vitest';
import { isolate } from '../../../src/shared/language/isolate.ts';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { languageOf, setLanguage, t, tParts } from '../../../src/shared/language/translate.ts';

afterEach(() => setLanguage(languageOf('en', english)));

it('counts in the words and figures of the language', () => {
  const counted = (messages: number): string => t('room.compacting', { messages });
  expect([0, 1, 2, 1200].map(counted)).toEqual([
    'Summarising 0 messages',
    'Summarising 1 message',
    'Summarising 2 messages',
    'Summarising 1,200 messages',
  ]);
});

it('puts names in place without a parser, as the parser would', () => {
  const names = /^(?:[^{}<]|\{(\w+)\})+$/u;
  let compared = 0;
  for (const [key, message] of Object.entries(english)) {
    const found = [...message.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '');
    if (found.length === 0 || !names.test(message)) continue;
    compared += 1;
    const values = Object.fromEntries(
      found.map((name, index) => [name, index % 2 === 0 ? `$& {${name}} $1` : 1234.5]),
    );
    const said: unknown = Reflect.apply(t, undefined, [key, values]);
    expect(said).toBe(new IntlMessageFormat(message, 'en').format(values));
  }
  expect(compared).toBeGreaterThan(500);
  expect(() => Reflect.apply(t, undefined, ['approval.title.named', {}]) as unknown).toThrow();
});

it('speaks another language as soon as it is set', () => {
  expect(t('room.compacting.begins')).toBe('Making room…');
  setLanguage(
    languageOf('en', { ...english, 'room.compacting.begins': 'Platz wird geschaffen …' }),
  );
  expect(t('room.compacting.begins')).toBe('Platz wird geschaffen …');
});

it('sets words apart that run the other way, and no others', () => {
  expect(t('approval.title.named', { tool: 'Search' })).toBe('A tool waits for you: Search');
  expect(t('approval.title.named', { tool: 'بحث' })).toBe('A tool waits for you: \u2068بحث\u2069');
  expect(isolate('a\u202Eb', 'ltr')).toBe('\u2068a\u202Eb\u2069');
  expect(isolate('Search', 'rtl')).toBe('\u2068Search\u2069');
  expect(isolate('— 5', 'rtl')).toBe('\u2068— 5\u2069');
  expect(isolate('—', 'rtl')).toBe('—');
});

it('lets no words end the isolate around them, or keep it open', () => {
  expect(isolate('a\u2069\u202Eb', 'ltr')).toBe('\u2068a\u202Eb\u2069');
  expect(isolate('a\u2067b', 'ltr')).toBe('\u2068a\u2067b\u2069\u2069');
  const sentence = isolate('بحث', 'ltr');
  expect(isolate(`${sentence}: a`, 'ltr')).toBe(`\u2068${sentence}: a\u2069`);
});

it('makes an element of a tag, wherever the language puts it', () => {
  const values = { key: (chunks: readonly unknown[]) => ({ key: chunks }) };
  const parts = tParts<{ readonly key: readonly unknown[] }, 'empty.introduction'>(
    'empty.introduction',
    values,
  );
  expect(parts).toHaveLength(7);
  expect(parts[1]).toEqual({ key: ['Enter'] });
  expect(parts[6]).toBe(' for a new line.');
});
