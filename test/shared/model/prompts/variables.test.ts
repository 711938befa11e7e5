import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillTemplate,
  maxVariables,
  namesToday,
  readTemplate,
  ticked,
  withToday,
} from '../../../../src/shared/model/prompts/variables.ts';

const only = (text: string) => readTemplate(text).variables[0];
const fill = (text: string, values: Readonly<Record<string, string>> = {}) =>
  fillTemplate(readTemplate(text), values, '2026-11-29');

describe('a variable', () => {
  it.each([
    ['{{topic}}', { name: 'topic', of: { kind: 'text' }, isOptional: false, initial: '' }],
    [
      '{{ Main topic = the sea }}',
      { name: 'Main topic', of: { kind: 'text' }, initial: 'the sea' },
    ],
    ['{{topic?}}', { name: 'topic', isOptional: true }],
    ['{{a = b=c}}', { initial: 'b=c' }],
    ['{{count: number = 3}}', { of: { kind: 'number' }, initial: '3' }],
    ['{{count: number = -2.5}}', { initial: '-2.5' }],
    ['{{count: number = many}}', { of: { kind: 'number' }, initial: '' }],
    ['{{tone: kind | short|kind | }}', { of: { kind: 'choice', options: ['kind', 'short'] } }],
    ['{{tone: kind | short}}', { initial: 'kind' }],
    ['{{tone: kind | short = short}}', { initial: 'short' }],
    ['{{tone: kind | short = other}}', { initial: 'kind' }],
    ['{{tone?: kind | short}}', { isOptional: true, initial: '' }],
    ['{{day: date}}', { of: { kind: 'date' }, initial: '' }],
    ['{{day: Date = 2026-01-02}}', { of: { kind: 'date' }, initial: '2026-01-02' }],
    ['{{day: date = soon}}', { initial: '' }],
    ['{{day: date = 2026-13-01}}', { initial: '' }],
    [
      '{{ok: checkbox = Be kind.}}',
      { of: { kind: 'checkbox', text: 'Be kind.' }, isOptional: true, initial: '' },
    ],
    ['{{letter: file}}', { of: { kind: 'file' } }],
    ['{{clipboard}}', { of: { kind: 'clipboard' } }],
    ['{{source: clipboard}}', { name: 'source', of: { kind: 'clipboard' } }],
    ['{{Selection?}}', { of: { kind: 'selection' }, isOptional: true }],
    ['{{date: text}}', { name: 'date', of: { kind: 'text' } }],
    ['{{ผลไม้-2}}', { name: 'ผลไม้-2' }],
  ])('%s is read', (text, expected) => {
    expect(only(text)).toMatchObject(expected);
  });

  it.each([
    'no variable',
    '{{}}',
    '{{ }}',
    '{{#if a}}',
    '{{1}}',
    '{{a.b}}',
    '{{a\nb}}',
    '{a}',
    '{{{{',
    '{{a: b}}',
    '{{tone: | }}',
    '$${{ x | y }}',
  ])('%s stays text', (text) => {
    expect(readTemplate(text).variables).toEqual([]);
    expect(fill(text)).toBe(text);
  });

  it('of a kind that does not exist is named', () => {
    expect(readTemplate('{{a: numbr}} {{b: text}}').unknownKinds).toEqual(['numbr']);
  });

  it('that occurs twice is one, as it is first', () => {
    const { variables } = readTemplate('{{a: number}} and {{a}} and {{b}}');
    expect(variables.map(({ name, of }) => [name, of.kind])).toEqual([
      ['a', 'number'],
      ['b', 'text'],
    ]);
    expect(fill('{{a: number}} and {{a}}', { a: '3' })).toBe('3 and 3');
  });

  it('that would make the text too long fills nothing', () => {
    const text = '{{a}}'.repeat(5000);
    expect(fill(text, { a: 'x'.repeat(400) })).toHaveLength(2_000_000);
    expect(fill(text, { a: 'x'.repeat(401) })).toBeNull();
    // Joined at once, this would be longer than a string can be.
    expect(fill(text, { a: 'x'.repeat(1_000_000) })).toBeNull();
  });

  it('beyond the limit stays text', () => {
    const text = Array.from({ length: maxVariables + 1 }, (_each, at) => `{{v${String(at)}}}`);
    expect(readTemplate(text.join('')).variables).toHaveLength(maxVariables);
    expect(fill(text.join(''))).toBe(`{{v${String(maxVariables)}}}`);
  });
});

describe('a filled text', () => {
  it('has the values, and nothing where there is none', () => {
    expect(fill('To {{who}}: {{what?}}!', { who: 'Ann {{what}}' })).toBe('To Ann {{what}}: !');
    expect(fill('{{constructor}}{{toString}}')).toBe('');
  });

  it('has the text of a ticked checkbox only', () => {
    const text = 'Hi.{{kind: checkbox =  Be kind.}}';
    expect(fill(text, { kind: ticked })).toBe('Hi.Be kind.');
    expect(fill(text, { kind: '' })).toBe('Hi.');
  });

  it('has the day, and braces that are escaped', () => {
    expect(fill('{{date}} {{ Date }}')).toBe('2026-11-29 2026-11-29');
    expect(fill(String.raw`\{{date}} \{{x}} \d`)).toBe(String.raw`{{date}} {{x}} \d`);
  });

  it('is the text itself if it has no variables', () => {
    const text = fc.string({
      unit: fc.constantFrom('{', '}', ' ', '\\', 'a', 'b', ':', '|', '=', '?', 'é', '\n'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (given) => {
        const { variables, pieces } = readTemplate(given);
        if (variables.length > 0 || given.includes('\\{{')) return;
        expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')).toBe(
          given,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is read in time that grows with its length only', () => {
    const hostile = [`{{${'a '.repeat(50_000)}`, '{{a'.repeat(33_000), '{{a:'.repeat(25_000)];
    const begin = performance.now();
    for (const text of hostile) readTemplate(text);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

describe('the day in instructions', () => {
  it('is put in for {{date}} and nothing else', () => {
    expect(withToday('It is {{date}}. {{ DATE }} {{topic}}', '2026-11-29')).toBe(
      'It is 2026-11-29. 2026-11-29 {{topic}}',
    );
    expect(withToday(String.raw`\{{date}}`, '2026-11-29')).toBe('{{date}}');
    expect(namesToday('on {{date}}')).toBe(true);
    expect(namesToday(String.raw`\{{date}} {{dates}} date`)).toBe(false);
  });
});
