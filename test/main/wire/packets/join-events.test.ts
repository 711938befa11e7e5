import { expect, it } from 'vitest';
import { createEventJoiner } from '../../../../src/main/wire/packets/join-events.ts';
import { expectLinear } from '../../../growth.ts';
import { startProvider } from '../../../provider/provider.ts';
import { connectionTo, hear } from '../support.ts';

const envelope = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'größe' };

type Delta = Readonly<Record<string, unknown>>;

function chunk(delta: Delta, choice: Delta = {}, more: Delta = {}): string {
  const first = { index: 0, delta, finish_reason: null, ...choice };
  return JSON.stringify({ ...envelope, ...more, choices: [first] });
}

function event(data: string, eol = '\n'): string {
  return `data: ${data}${eol}${eol}`;
}

function says(content: string, eol = '\n'): string {
  return event(chunk({ content }), eol);
}

/** The text that a joiner returns for pieces of a body. */
function joined(...pieces: readonly string[]): string {
  const join = createEventJoiner();
  return Buffer.concat(pieces.map((piece) => join(Buffer.from(piece)))).toString();
}

/** The data of all events, with the text of neighbours that differ in nothing else as one. */
function meaning(body: string): readonly unknown[] {
  const all: { rest: string; text: string }[] = [];
  for (const each of body.split('\n\n')) {
    let text = '';
    const rest = each.startsWith('data: {')
      ? JSON.stringify(JSON.parse(each.slice(6)), (key, value: unknown) => {
          if (key === 'content') text = String(value);
          return key === 'content' && value !== '' ? 'text' : value;
        })
      : each;
    const last = all.at(-1);
    if (last?.rest === rest && text !== '') last.text += text;
    else all.push({ rest, text });
  }
  return all;
}

it.each([
  ['with line feeds', '\n'],
  ['with carriage returns and line feeds', '\r\n'],
])('joins events of one piece that are alike but for their text, %s', (_, eol) => {
  const texts = ['one', ' "two"', '\\', '\n', '', 'größer', '\u{1f600}', '"'];
  expect(joined(texts.map((text) => says(text, eol)).join(''))).toBe(says(texts.join(''), eol));
});

it('joins the halves of an escaped character', () => {
  const half = (escape: string): string => says('x').replace('"x"', `"${escape}"`);
  expect(joined(half('\\ud83d') + half('\\ude00'))).toBe(half('\\ud83d\\ude00'));
});

it.each([
  ['spaces', (text: string) => event(chunk({ content: text }).replaceAll('":', '": '))],
  ['the role', (text: string) => event(chunk({ role: 'assistant', content: text }))],
  ['empty fields', (text: string) => event(chunk({ content: text, reasoning: null, tools: [] }))],
  ['reasoning', (text: string) => event(chunk({ content: null, reasoning_content: text }))],
  ['logprobs', (text: string) => event(chunk({ content: text }, { logprobs: null }))],
])('joins events with %s', (_, make) => {
  expect(joined(make('a') + make('b') + make('c'))).toBe(make('abc'));
});

it.each<readonly [string, (text: string, index: number) => string]>([
  ['a call', (text) => event(chunk({ tool_calls: [{ function: { arguments: text } }] }))],
  ['text and reasoning', (text) => event(chunk({ content: text, reasoning: text }))],
  ['a count', (text) => event(chunk({ content: text }, {}, { usage: { total_tokens: 1 } }))],
  ['citations', (text) => event(chunk({ content: text }, {}, { citations: ['https://a.test'] }))],
  ['text in two places', (text) => event(chunk({ content: text }, { text: 'x' }))],
  ['another field', (text, index) => event(chunk({ content: text }, {}, { seconds: index }))],
  ['a name', (text) => `event: message\n${says(text)}`],
  ['several lines', (text) => says(text).replace('"choices"', '\ndata: "choices"')],
  ['a picture', (text) => event(chunk({ content: text, images: [{ url: 'data:' }] }))],
  [
    'two choices',
    (text) => {
      const choice = { index: 0, delta: { content: text } };
      return event(JSON.stringify({ ...envelope, choices: [choice, { ...choice, index: 1 }] }));
    },
  ],
  ['a key twice', (text) => says(text).replace('"content":', '"content":"x","content":')],
])('leaves events with %s as they are', (_, make) => {
  const body = ['a', 'b', 'c'].map(make).join('');
  expect(joined(body)).toBe(body);
});

it('keeps everything between and after what it joins, in order', () => {
  const role = event(chunk({ role: 'assistant', content: '' }));
  const end = event(chunk({}, { finish_reason: 'stop' }));
  const usage = event(JSON.stringify({ ...envelope, choices: [], usage: { total_tokens: 3 } }));
  const done = event('[DONE]');
  const thinks = (text: string): string => event(chunk({ reasoning_content: text }));
  const rest = end + usage + done;
  expect(
    joined(`${role}${thinks('a')}${thinks('b')}: ping\n\n${says('c')}${says('d')}${rest}`),
  ).toBe(`${role}${thinks('ab')}: ping\n\n${says('cd')}${rest}`);
});

it('waits for nothing: each piece comes out whole, and events across pieces stay apart', () => {
  const join = createEventJoiner();
  const [first, ...others] = [
    `${says('a')}${says('b')}${says('c').slice(0, 50)}`,
    says('c').slice(50) + says('d') + says('e'),
  ];
  expect(Buffer.from(join(Buffer.from(first ?? ''))).toString()).toBe(
    says('ab') + says('c').slice(0, 50),
  );
  expect(Buffer.from(join(Buffer.from(others.join('')))).toString()).toBe(
    says('c').slice(50) + says('de'),
  );
});

it('means the same, wherever a body is cut', () => {
  const body = [
    event(chunk({ role: 'assistant', content: '' })),
    ...Array.from('A "few" words,\n and ünïcödé \u{1f600} \\ more', (letter) => says(letter)),
    event(chunk({}, { finish_reason: 'stop' })),
    event('[DONE]'),
  ].join('');
  const bytes = Buffer.from(body);
  for (let length = 1; length < bytes.length; length += 37) {
    const join = createEventJoiner();
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += length) {
      pieces.push(join(bytes.subarray(at, at + length)));
    }
    expect(meaning(Buffer.concat(pieces).toString())).toEqual(meaning(body));
  }
});

it('gives up on a piece in which no events are alike', () => {
  const body = Array.from({ length: 1000 }, (_, index) =>
    event(chunk({ content: 'x' }, {}, { seconds: index })),
  ).join('');
  expect(joined(body + says('a') + says('b'))).toBe(body + says('a') + says('b'));
  expect(joined(body, says('a') + says('b'))).toBe(body + says('ab'));
});

it('hands few chunks of a burst to the SDK, with the same steps at the end', async () => {
  const provider = await startProvider();
  try {
    const text = Array.from({ length: 5000 }, (_, index) => `${String(index)} `).join('');
    provider.next({ kind: 'text', text, tokenSize: 4, framing: { split: 'whole' } });
    let pieces = 0;
    const { fetch } = connectionTo(provider.baseUrl);
    const counting = connectionTo(provider.baseUrl, {
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const counted = new TransformStream<Uint8Array, Uint8Array>({
          transform(piece, controller) {
            pieces += 1;
            controller.enqueue(piece);
          },
        });
        return new Response(response.body?.pipeThrough(counted), response);
      },
    });
    const heard = await hear(counting);
    expect(heard.text).toBe(text);
    expect(heard.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    expect(heard.usage).toMatchObject({ completionTokens: expect.any(Number) });
    // A piece holds a run of text and two halves of an event, but for the last.
    expect(heard.steps.length).toBeLessThanOrEqual(pieces * 2 + 4);
  } finally {
    await provider.close();
  }
});

it.each([
  ['events that are alike', () => says('word')],
  ['events with carriage returns', () => says('word', '\r\n')],
  [
    'pairs of events that are alike, with carriage returns',
    (n: number) => event(chunk({ content: 'x' }, {}, { pair: n >> 1 }), '\r\n'),
  ],
  ['events of which no two are alike', (n: number) => event(chunk({ content: 'x' }, {}, { n }))],
  ['lines that end no event', () => 'data: {\n'],
  ['texts without an end', () => 'data: {"choices":[{"delta":{"content":"'],
  ['empty lines', () => '\n\n'],
])('a packet of %s is joined in time that grows as it does', (_, piece) => {
  expectLinear((size) => {
    const packet = Array.from({ length: size }, (_each, n) => piece(n)).join('');
    createEventJoiner()(Buffer.from(packet));
  }, 2000);
});
