import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProvider, type Provider } from '../../provider/provider.ts';
import {
  cleanTitle,
  nameConversation,
  titleFromFirstWords,
} from '../../../src/main/turns/title.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import { connectionTo } from '../wire/support.ts';

describe('the title from the first words', () => {
  it.each([
    ['Hello there', 'Hello there'],
    ['  \n\n# Plan **my** `week`\nmore', 'Plan my week'],
    ['- [the docs](https://example.com/x) say', 'the docs say'],
    ['```js\nlet a = 1\n```', 'let a = 1'],
    [
      'Please explain to me how photosynthesis works in detail, thanks',
      'Please explain to me how photosynthesis works…',
    ],
    ['', 'New conversation'],
    [' \n\t', 'New conversation'],
    ['?!', '?!'],
    ['snake_case_names stay', 'snake_case_names stay'],
    ['![a](b) and [c [d](e)', 'a and [c d'],
    ['[[[[ open', '[[[[ open'],
    ['[a](b(c) d', 'a d'],
  ])('of %j is %j', (text, title) => {
    expect(titleFromFirstWords(text)).toBe(title);
  });

  it('cuts text without spaces between words', () => {
    const title = titleFromFirstWords('请用简单的话解释一下光合作用是怎么工作的'.repeat(5));
    expect(title.length).toBeGreaterThan(40);
    expect(title.length).toBeLessThanOrEqual(48);
    expect(title.endsWith('…')).toBe(true);
  });

  it('cuts one endless word', () => {
    expect(titleFromFirstWords('x'.repeat(100))).toBe(`${'x'.repeat(47)}…`);
    expect(titleFromFirstWords(`https://example.com/${'x'.repeat(99)}`)).toBe(
      'https://example.com…',
    );
  });

  it('is one short, whole line, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const title = titleFromFirstWords(text);
        expect(title.length).toBeLessThanOrEqual(48);
        expect(title).not.toBe('');
        expect(title).toBe(title.trim());
        expect(title.isWellFormed()).toBe(true);
        expect(title).not.toMatch(/[\n\r\u202e]/);
      }),
    );
  });
});

describe('a title from a model', () => {
  it.each([
    ['"Baking Bread at Home."', 'Baking Bread at Home'],
    ['**Baking Bread**\nExtra', 'Baking Bread'],
    ['Title: Baking Bread', 'Baking Bread'],
    ['「光合作用」', '光合作用'],
    ['', null],
    ['"…"', null],
  ])('cleans %j to %j', (answer, title) => {
    expect(cleanTitle(answer)).toBe(title);
  });

  it('is never longer than 60', () => {
    expect(cleanTitle('word '.repeat(50))?.length).toBeLessThanOrEqual(60);
  });
});

describe('naming a conversation', () => {
  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  const name = (signal = new AbortController().signal): Promise<string | null> =>
    nameConversation({
      protocol: chatCompletions(connectionTo(provider.baseUrl)),
      model: 'm',
      question: 'How do I bake bread? '.repeat(1000),
      answer: 'With flour.',
      signal,
    });

  it('asks once, not streamed, with an excerpt', async () => {
    provider.scriptTitle({ kind: 'text', text: '"Baking Bread"' });
    expect(await name()).toBe('Baking Bread');
    const request = provider.requestsOf('completion').at(-1);
    expect(request?.body?.stream).toBeUndefined();
    expect(JSON.stringify(request?.body).length).toBeLessThan(5000);
  });

  it.each([
    ['<think>Hm,\nbread.</think>\n\n**Baking Bread**\nExtra', 'Baking Bread'],
    ['<think>never ends', null],
  ])('is not what the model thought: %j', async (text, title) => {
    provider.scriptTitle({ kind: 'text', text });
    expect(await name()).toBe(title);
  });

  it.each([
    { kind: 'error', status: 400 },
    { kind: 'http', status: 200, contentType: 'text/html', body: '<html>' },
    { kind: 'http', status: 200, contentType: 'application/json', body: '{"error":"no"}' },
    { kind: 'text', text: '' },
  ] as const)('gives null on failure (%#)', async (behaviour) => {
    provider.scriptTitle(behaviour);
    expect(await name()).toBeNull();
  });

  it('gives null when it takes too long', async () => {
    provider.scriptTitle({ kind: 'silence' });
    expect(await name(AbortSignal.timeout(50))).toBeNull();
  });
});
