import { gzipSync } from 'node:zlib';
import type { Random } from '../../bench/library/random.ts';
import { nastyText } from './markdown.ts';

/** A complete response that is not an answer. */
export interface NastyBody {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Fragments that look like a key, a wait, a limit or markup. */
const pieces: readonly string[] = [
  ['a**', 'sk-', 'sk-a', 'sk-abc***', 'x*', '\\u0073k-', '%73%6b-', 'c2st', '736b2d', '****'],
  ['<title>', '<title <script', '<!--', '<script>', '</', '<h1>', '&amp;', '&#x26;', '<a b="'],
  ['{"a":', '[', '{"error":{"message":"', '\\"', '"{\\"a\\":', '{"message":[', '},{', '\\\\'],
  ['try again in ', '1h', '1 m 1 s ', '99999999999s ', 'in 1,1,1', 'retry after ', '0.0.0.0'],
  ['maximum context length is ', 'rate limit ', 'tokens per min (TPM): ', 'model.', ' not found'],
  [
    '{0}',
    ' ',
    '\n',
    '\t',
    '\0',
    'ÿ',
    '漢',
    '\u2028',
    '\u0301',
    '. ',
    ': ',
    '-',
    '_',
    '/',
    '=',
    ',',
  ],
].flat();

const types = [
  'application/json',
  'text/html',
  'text/plain',
  'text/event-stream',
  'application/problem+json; charset=utf-16',
  'application/x-ndjson',
  '',
];

const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.max(1, Math.floor(length / piece.length)));

function deep(random: Random, length: number): string {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"error":', '}'],
    ['[{"message":', '}]'],
  ]);
  const depth = Math.floor(length / (open.length + close.length));
  return `${open.repeat(depth)}"deep"${close.repeat(depth)}`;
}

/** JSON strings nested in JSON strings. */
function wrapped(random: Random, length: number): string {
  let text = 'sk-abcdef1234567890 was refused';
  while (text.length < length) {
    const next = JSON.stringify(random.chance(0.5) ? { error: { message: text } } : { raw: text });
    if (next.length > length) break;
    text = next;
  }
  return text;
}

function wide(random: Random, length: number): string {
  const word = random.pick(pieces);
  const entries = Array.from({ length: Math.floor(length / (word.length + 20)) }, (_, at) => [
    random.chance(0.1) ? `message${at}` : `k${at}`,
    word,
  ]);
  return JSON.stringify({ error: Object.fromEntries(entries) as unknown });
}

const bodies: Readonly<Record<string, (random: Random, length: number) => string>> = {
  'one run': (random, length) => repeated(random.pick(pieces), length),
  'two runs in turn': (random, length) =>
    repeated(random.pick(pieces) + random.pick(pieces), length),
  'a run in a message': (random, length) =>
    JSON.stringify({ error: { message: repeated(random.pick(pieces), length) } }),
  'two runs in a message': (random, length) =>
    JSON.stringify({
      error: {
        message:
          repeated(random.pick(pieces), length / 2) + repeated(random.pick(pieces), length / 2),
        type: repeated(random.pick(pieces), 500),
      },
    }),
  'nested brackets': deep,
  'JSON in JSON': wrapped,
  'many fields': wide,
  'nasty Markdown': (random, length) => nastyText(random, length).text,
  'cut JSON': (random, length) => {
    const whole = wide(random, length);
    return whole.slice(0, random.below(whole.length));
  },
  nothing: () => '',
};

const statuses = [200, 200, 400, 401, 402, 403, 404, 413, 422, 429, 500, 502, 503, 529, 418, 599];

/**
 * A refusal, or a page with status 200, of up to `longest` bytes; deterministic for the random
 * numbers.
 */
export function nastyBody(random: Random, longest: number): NastyBody {
  const name = random.pick(Object.keys(bodies));
  const length = Math.ceil(longest * random.pick([0.01, 0.1, 0.5, 1]));
  const text = bodies[name]?.(random, length) ?? '';
  const plain = random.chance(0.1)
    ? Buffer.from(text, random.pick(['latin1', 'utf16le']))
    : Buffer.from(text);
  const isPacked = random.chance(0.2);
  const type = random.pick(types);
  const wait = random.pick(['', '', '5', '-1', '1e9', 'Fri, 31 Dec 9999 23:59:59 GMT', 'soon ☃']);
  return {
    name,
    status: random.pick(statuses),
    headers: {
      ...(type === '' ? {} : { 'content-type': type }),
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      // The SDK retries where that makes sense, and need not wait here.
      'retry-after-ms': '1',
      ...(wait === '' ? {} : { 'retry-after': encodeURI(wait) }),
    },
    body: isPacked ? gzipSync(plain) : plain,
  };
}
