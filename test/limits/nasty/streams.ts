import type { Random } from '../../bench/library/random.ts';
import { nastyText } from './markdown.ts';

/** The pieces written to an open answer, and its end. */
export interface NastyStream {
  readonly name: string;
  readonly pieces: Iterable<Buffer>;
  readonly end: 'clean' | 'hang-up' | 'reset';
  /** Words sent as text or reasoning before anything went wrong; none may be missing. */
  readonly words: readonly string[];
}

const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** Text after one of these may be interpreted differently. */
const tags = ['<think>', '</think>', '<thinking>', '<|channel|>', '<|end|>', '<think', '`<think>`'];

/** Text in chunks of any size; code points and tags may be split. */
function* textEvents(random: Random, text: string): Generator<string> {
  const size = random.pick([1, 3, 17, 200, 5000, 100_000]);
  const least = Math.max(size, Math.ceil(text.length / 3000));
  const field = random.pick(['content', 'content', 'reasoning_content', 'reasoning']);
  for (let at = 0; at < text.length; at += least)
    yield event({ [field]: text.slice(at, at + least) });
}

function* calls(random: Random): Generator<string> {
  const count = random.pick([3, 900, 1500, 20_000]);
  const argument = random.pick(['', '{', '{"a":', 'x'.repeat(2000)]);
  for (let at = 0; at < count; at += 1) {
    const call = { index: random.chance(0.1) ? at * 1e9 : at, id: `c${at}`, type: 'function' };
    yield event({ tool_calls: [{ ...call, function: { name: 'f', arguments: argument } }] });
  }
}

function* pictures(random: Random): Generator<string> {
  const url = random.pick([
    'data:image/png;base64,AAAA',
    'https://a.b/c.png',
    'data:,',
    'x'.repeat(9000),
  ]);
  const count = random.pick([1, 90, 300]);
  for (let at = 0; at < count; at += 1)
    yield event({ images: [{ type: 'image_url', image_url: { url: `${url}${at}` } }] });
}

/** Lines that are not part of any answer. */
const odd: readonly string[] = [
  'data: {"choices":[null]}\n\n',
  'data: {"choices": [\n\n',
  'data:\n\n',
  ': comment\n\n',
  'event: error\ndata: {"message":"boom"}\n\n',
  'data: {"error":{"message":"GPU fell over"}}\n\n',
  'data: {"error":"out of memory"}\n\n',
  `data: ${'['.repeat(50_000)}\n\n`,
  `data: {"choices":[{"delta":{"content":${'['.repeat(9000)}${']'.repeat(9000)}}}]}\n\n`,
  'data: {"choices":[{"index":0,"delta":{"content":7}}]}\n\n',
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}\n\n',
  'data: [DONE]\n\ndata: [DONE]\n\n',
  '\r\r\r\n\n\n',
  '<html><title>Sign in</title>',
  'data: {"usage":{"prompt_tokens":1e999,"completion_tokens":-5}}\n\n',
  '\ufeff\0\0',
];

/** Content of a stream after its words. */
const fillings: Readonly<Record<string, (random: Random) => Iterable<string>>> = {
  'an endless line': function* (random) {
    const piece = random.pick(['x', ' ', 'data: ', '\\u0000', '{"a":']).repeat(20_000);
    yield 'data: {"choices":[{"delta":{"content":"';
    for (let sent = 0; sent < 12 * 1024 ** 2; sent += piece.length) yield piece;
  },
  'endless events': function* (random) {
    const text = random.pick(['word ', '*a_ ', '<think>', 'a\n\n', '\\u0061']).repeat(4000);
    for (let sent = 0; sent < 80 * 1024 ** 2; sent += text.length) yield event({ content: text });
  },
  'empty events': function* (random) {
    const one = random.pick([event({}), ': x\n\n', '\n\n', event({ content: '' })]);
    for (let sent = 0; sent < 20_000; sent += 1) yield one;
  },
  'calls of tools': calls,
  pictures,
  'odd lines': function* (random) {
    for (let count = 0; count < 5; count += 1) yield random.pick(odd);
  },
  'nasty Markdown': (random) => textEvents(random, nastyText(random, 40_000).text),
  'tags of reasoning': function* (random) {
    yield* textEvents(random, random.pick(tags).repeat(5000));
  },
  'a proper end': () => [event({}, 'stop'), 'data: [DONE]\n\n'],
};

/** Splits bytes anywhere, even inside a character; sometimes byte by byte for a while. */
function* cut(random: Random, texts: Iterable<string>): Generator<Buffer> {
  let bytewise = random.chance(0.3) ? 400 : 0;
  for (const text of texts) {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) {
      const length = bytewise > 0 ? 1 : 1 + random.below(Math.max(2, bytes.length));
      bytewise -= 1;
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
}

/** A stream that starts well and goes wrong; deterministic for the random numbers. */
export function nastyStream(random: Random): NastyStream {
  const opening = nastyText(random, random.pick([10, 1000, 20_000]));
  // Content too long for its end to be reached is used only sometimes.
  const names = Object.keys(fillings).filter(
    (name) => !name.includes('endless') || random.chance(0.25),
  );
  const first = random.pick(names);
  const second = random.pick(names);
  const end = random.pick(['clean', 'clean', 'hang-up', 'reset'] as const);
  function* texts(): Generator<string> {
    yield event({ role: 'assistant', content: '' });
    yield* textEvents(random, opening.text);
    for (const name of [first, second]) yield* fillings[name]?.(random) ?? [];
  }
  return {
    name: `${opening.name}, then ${first}, then ${second}`,
    pieces: cut(random, texts()),
    end,
    // A reset discards data that has arrived but was not read.
    words: end === 'reset' ? [] : opening.words,
  };
}
