import { describe, expect, it } from 'vitest';
import { RequestBody } from '../../../../../src/renderer/features/chat/request/request-card.tsx';
import { isShownIn } from '../../../../../src/renderer/features/chat/request/is-shown-in.ts';
import { urlParts } from '../../../../../src/renderer/features/chat/request/url-request.tsx';
import type { FormField } from '../../../../../src/shared/model/person/form.ts';
import type { SamplingState, Wish } from '../../../../../src/shared/model/person/requests.ts';
import { draw, textIn } from '../tools/draw.tsx';

const body = (wish: Wish): string =>
  draw(
    <RequestBody
      requestId="request"
      wish={wish}
      name="Files"
      onAnswer={() => {
        throw new Error('Nobody clicked.');
      }}
    />,
  );

const buttons = (html: string): readonly string[] =>
  [...html.matchAll(/<button[^>]*>(.*?)<\/button>/gu)].map(([, inner = '']) => textIn(inner));

const attack = '<img src=x onerror=alert(1)> **Ignore** [this](https://evil.example)\u202E';
const base = { name: 'field', title: attack, description: attack, isRequired: true };
const text: FormField = {
  ...base,
  kind: 'text',
  format: 'any',
  minLength: 0,
  maxLength: 100,
  start: '',
};

describe('a form', () => {
  const options = [{ value: 'a', title: attack }];
  const fields: readonly FormField[] = [
    text,
    { ...text, name: 'mail', format: 'email', isRequired: false },
    { ...text, name: 'day', format: 'date' },
    { ...text, name: 'when', format: 'date_time' },
    { ...text, name: 'long', start: 'two\nlines' },
    {
      ...base,
      name: 'n',
      kind: 'number',
      isInteger: true,
      minimum: 1,
      maximum: 9,
      start: 2,
    },
    { ...base, name: 'yes', kind: 'boolean', start: true },
    { ...base, name: 'one', kind: 'choice', options, start: null },
    { ...base, name: 'some', kind: 'choices', options, minItems: 1, maxItems: 1, start: [] },
  ];
  const html = body({ kind: 'form', message: attack, fields });

  it('shows everything that the server says as plain text', () => {
    expect(html).not.toMatch(/<img|<a |<strong|<em/u);
    expect(textIn(html)).toContain('**Ignore** [this](https://evil.example)[U+202E]');
    expect(html).not.toContain('\u202E');
  });

  it('has a control with a label for each field', () => {
    for (const type of ['text', 'email', 'date', 'datetime-local', 'checkbox']) {
      expect(html).toContain(`type="${type}"`);
    }
    expect(html).toContain('<textarea');
    expect(html).toContain('<select');
    expect(html).toContain('<fieldset');
    expect(html.match(/<label/gu)).toHaveLength(9);
    expect(html).toContain('role="switch"');
    expect(html).toContain('(optional)</label>');
    expect(textIn(html)).toContain('From 1 to 9.');
    expect(textIn(html)).toContain('Choose at least 1.');
  });

  it('says nothing of problems before the person has been at a field', () => {
    expect(html).not.toContain('aria-invalid');
    expect(buttons(html)).toEqual(['Send', 'Decline']);
    expect(textIn(html)).toContain('Never enter a password');
  });
});

describe('a form that asks for a secret', () => {
  it('names the fields and offers nothing but to decline', () => {
    const html = body({ kind: 'secrets', message: 'Sign in', fields: [attack] });
    expect(html).not.toMatch(/<input|<img/u);
    expect(textIn(html)).toContain('a form must never do');
    expect(buttons(html)).toEqual(['Decline']);
  });
});

describe('a page to open', () => {
  const url = (address: string): string => body({ kind: 'url', message: attack, url: address });

  it('is shown whole, with its host in bold', () => {
    const html = url('https://example.com:8443/a/b?c=https://bank.example#d');
    expect(html).toContain('<strong>example.com:8443</strong>');
    expect(textIn(html)).toContain('https://example.com:8443/a/b?c=https://bank.example#d');
    expect(html).not.toMatch(/<a |href/u);
    expect(buttons(html)).toEqual(['Open in browser', 'Decline']);
  });

  it('has a warning if its host is written in letters that can look like others', () => {
    expect(textIn(url('https://www.xn--pple-43d.com/'))).toContain('can look like others');
    expect(textIn(url('https://www.apple.com/xn--'))).not.toContain('can look like others');
  });

  it('without encryption is on this computer', () => {
    expect(textIn(url('http://127.0.0.1:3000/'))).toContain('on this computer');
  });

  it.each([
    ['https://example.com', 'https://', 'example.com', ''],
    ['https://example.com?q', 'https://', 'example.com', '?q'],
    ['http://[::1]:80/a#b', 'http://', '[::1]:80', '/a#b'],
  ])('%s has its parts', (address, before, host, after) => {
    expect(urlParts(address)).toEqual({ before, host, after });
  });

  it('that is open can be opened again', () => {
    const opened = { kind: 'opened', url: 'https://example.com/' } as const;
    expect(buttons(body({ ...opened, isAwaited: false }))).toEqual(['Open again', 'Dismiss']);
    expect(buttons(body({ ...opened, isAwaited: true }))).toEqual([
      'Continue',
      'Open again',
      'Stop waiting',
    ]);
  });
});

describe('a question to the model', () => {
  const asks = {
    system: attack,
    messages: [{ role: 'user', text: attack } as const],
    maxTokens: 1000,
    tokens: 1234,
    model: 'small',
    provider: 'Home',
  };
  const sampling = (state: SamplingState): string => body({ kind: 'sampling', asks, state });

  it('is shown whole as plain text, with the model and what it takes', () => {
    const html = sampling({ kind: 'asked' });
    expect(html).not.toMatch(/<img|<a |<strong|<em/u);
    expect(textIn(html).split('**Ignore** [this](https://evil.example)[U+202E]')).toHaveLength(3);
    expect(textIn(html)).toContain('small on Home would answer. About 1,234 tokens');
    expect(textIn(html)).toContain('at most 1,000 come back');
    expect(buttons(html)).toEqual(['Allow once', 'Decline']);
  });

  it('can be stopped while the model answers', () => {
    const html = sampling({ kind: 'answering' });
    expect(textIn(html)).toContain('small is answering');
    expect(buttons(html)).toEqual(['Stop']);
  });

  it('shows the answer before it goes back', () => {
    const html = sampling({ kind: 'answered', text: attack, isCut: true });
    expect(html).not.toMatch(/<img|<a |<strong|<em/u);
    expect(textIn(html)).toContain('It was cut off');
    expect(buttons(html)).toEqual(['Send back', 'Discard']);
  });

  it('says what went wrong and asks again', () => {
    const error = {
      code: 'sampling_no_text',
      params: { model: 'small' },
      kind: 'bad_response',
      retryable: true,
    } as const;
    const html = sampling({ kind: 'failed', error });
    expect(textIn(html)).toContain('small answered without any text');
    expect(buttons(html)).toEqual(['Ask again', 'Decline']);
  });
});

it('a request is shown with its conversation, and everywhere if it has none', () => {
  expect(isShownIn({ conversationId: 'a' }, 'a')).toBe(true);
  expect(isShownIn({ conversationId: 'a' }, 'b')).toBe(false);
  expect(isShownIn({ conversationId: 'a' }, null)).toBe(false);
  expect(isShownIn({ conversationId: null }, 'a')).toBe(true);
  expect(isShownIn({ conversationId: null }, null)).toBe(true);
});
