import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, viewsOf } from '../../../src/main/wire/refusals/redact.ts';
import { serverWords } from '../../../src/main/wire/refusals/server-words.ts';

const keyCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
const prefixes = ['', 'sk-', 'sk-proj-', 'gsk_', 'AIzaSy', 'hf_', 'r8_', 'xai-'];
const keys = fc
  .tuple(
    fc.constantFrom(...prefixes),
    fc.array(fc.constantFrom(...keyCharacters), { minLength: 16, maxLength: 80 }),
  )
  .map(([prefix, rest]) => prefix + rest.join(''));

const hex = (text: string): string => Buffer.from(text).toString('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const reversed = (text: string): string => text.split('').toReversed().join('');
const each = (text: string, change: (character: string) => string): string =>
  text.split('').map(change).join('');
const code = (character: string): number => character.charCodeAt(0);

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((code(letter) - first + 13) % 26) + first);
  });
const bold = (one: string): string => {
  const of = (first: string, block: number): string =>
    String.fromCodePoint(code(one) - code(first) + block);
  if (/[a-z]/.test(one)) return of('a', 0x1d41a);
  if (/[A-Z]/.test(one)) return of('A', 0x1d400);
  return /\d/.test(one) ? of('0', 0x1d7ce) : one;
};

/** Ways in which servers, proxies and logs spell a key. */
const manglings: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => key,
  'in capitals': (key) => key.toUpperCase(),
  'in small letters': (key) => key.toLowerCase(),
  'with the case turned round': (key) =>
    each(key, (one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())),
  'percent-encoded': (key) => each(key, (one) => `%${hex(one)}`),
  'percent-encoded twice': (key) => each(key, (one) => `%25${hex(one)}`),
  'half percent-encoded': (key) => each(key, (one) => (code(one) % 2 ? one : `%${hex(one)}`)),
  'in base64': (key) => Buffer.from(key).toString('base64'),
  'in base64url after a word': (key) => Buffer.from(`Bearer ${key}`).toString('base64url'),
  'in base64 as a password': (key) => Buffer.from(`me:${key}`).toString('base64'),
  'in base64 on several lines': (key) =>
    Buffer.from(key).toString('base64').replace(/.{12}/g, '$&\n'),
  'in base64, percent-encoded': (key) =>
    encodeURIComponent(Buffer.from(`${key}??`).toString('base64')),
  'in hexadecimal': hex,
  'in large hexadecimal': (key) => hex(key).toUpperCase(),
  'in hexadecimal with spaces': (key) => hex(key).replace(/../g, '$& '),
  'in hexadecimal with marks': (key) => hex(key).replace(/../g, '0x$&, '),
  'in base64 of base64': (key) => base64(base64(key)),
  'in base64 of base64 after a word': (key) => base64(`Basic ${base64(`me:${key}`)}`),
  'in base64url of base64 on several lines': (key) =>
    Buffer.from(base64(key).replace(/.{12}/g, '$&\r\n')).toString('base64url'),
  'in hexadecimal of base64': (key) => hex(base64(key)),
  'in base64 of hexadecimal': (key) => base64(hex(key)),
  'in hexadecimal of hexadecimal': (key) => hex(hex(key).toUpperCase()),
  'in base64 of percents': (key) => base64(each(key, (one) => `%${hex(one)}`)),
  'in base64 of JSON': (key) => base64(`{"k":"${each(key, (one) => `\\u00${hex(one)}`)}"}`),
  'in base64 of base64, percent-encoded': (key) => encodeURIComponent(base64(`${base64(key)}??`)),
  'escaped as in JSON': (key) => each(key, (one) => `\\u00${hex(one)}`),
  'escaped twice as in JSON': (key) => each(key, (one) => `\\\\u00${hex(one)}`),
  'escaped as in C': (key) => each(key, (one) => `\\x${hex(one)}`),
  'escaped as in HTML': (key) => each(key, (one) => `&#${code(one)};`),
  'escaped as in HTML, hexadecimal': (key) => each(key, (one) => `&#x${hex(one)};`),
  'escaped in octal as in C': (key) => each(key, (one) => `\\${code(one).toString(8)}`),
  'as the numbers of its bytes': (key) => [...Buffer.from(key)].join(','),
  'as a buffer in JSON': (key) => JSON.stringify(Buffer.from(key)),
  'as a buffer in indented JSON': (key) => JSON.stringify(Buffer.from(key), undefined, 2),
  'as quoted-printable': (key) => each(key, (one) => `=${hex(one).toUpperCase()}`),
  'split by spaces': (key) => each(key, (one) => `${one} `),
  'split by line ends': (key) => key.replace(/.{5}/g, '$&\n'),
  'split by dots': (key) => key.replace(/.{3}/g, '$&.'),
  'split by quotes': (key) => key.replace(/.{4}/g, '$&" + "'),
  'split by what cannot be seen': (key) => each(key, (one) => `${one}\u200b`),
  'in full-width letters': (key) => each(key, (one) => String.fromCharCode(code(one) + 0xfee0)),
  'in bold letters of mathematics': (key) => each(key, bold),
  'in circled letters': (key) =>
    key.toLowerCase().replace(/[a-z]/g, (one) => String.fromCharCode(code(one) - 97 + 0x24d0)),
  'with marks over its letters': (key) => each(key, (one) => `${one}\u0301`),
  'with marks over its letters, composed': (key) =>
    each(key, (one) => `${one}\u0301`).normalize('NFC'),
  'by ROT13': rot13,
  'from behind': reversed,
  shortened: (key) => `${key.slice(0, 9)}...${key.slice(-9)}`,
  masked: (key) => `${key.slice(0, 7)}*****${key.slice(-8)}`,
  'without its ends': (key) => key.slice(2, -2),
};

/** Every text that results from undoing the encodings of a text. */
function readings(text: string): readonly string[] {
  const plain = text.replaceAll(/[\u200b\s"'+.]/g, '');
  const known = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [
    text,
    text.toLowerCase(),
    plain.toLowerCase(),
    known,
    rot13(plain).toLowerCase(),
    reversed(text),
    reversed(plain),
  ];
}

function expectNoRun(text: string, key: string): void {
  const small = key.toLowerCase();
  for (const reading of readings(text)) {
    for (let at = 0; at + 6 <= key.length; at += 1) {
      expect(reading.toLowerCase()).not.toContain(small.slice(at, at + 6));
    }
  }
}

describe('a key', () => {
  it.each(Object.entries(manglings))('%s is taken out', (_name, mangle) => {
    fc.assert(
      fc.property(keys, fc.constantFrom('Bad key: ', '', 'x=', '{"a":"'), (key, before) => {
        const mangled = mangle(key);
        const clean = redact(`${before}${mangled}`, [key]);
        expectNoRun(clean, key);
        // Only the ends of the redacted key may remain: fewer than six characters.
        const kept = clean.replaceAll('[key]', '').replace(before, '');
        expect(kept.length).toBeLessThanOrEqual(mangled.length / 2);
      }),
      { numRuns: 60 },
    );
  });

  it('of which any six characters come along is taken out', () => {
    const text = fc.string({ minLength: 0, maxLength: 40 });
    fc.assert(
      fc.property(
        keys,
        fc.nat(),
        fc.integer({ min: 6, max: 30 }),
        text,
        text,
        (key, at, length, a, b) => {
          const from = at % Math.max(1, key.length - 6);
          expectNoRun(redact(`${a}${key.slice(from, from + length)}${b}`, [key]), key);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is also taken out of every shape of body', () => {
    const names = Object.keys(manglings);
    fc.assert(
      fc.property(keys, fc.constantFrom(...names), fc.nat(3), (key, name, shape) => {
        const text = `Bad: ${manglings[name]?.(key) ?? ''} sent`;
        const body = [
          { error: { message: text } },
          [{ error: { metadata: { raw: JSON.stringify({ error: text }) } } }],
          `<html><body><p>${text}</p></body></html>`,
          text,
        ][shape];
        expectNoRun(serverWords(body, [key]), key);
      }),
      { numRuns: 400 },
    );
  });

  it('of another kind, such as a header, is taken out as well', () => {
    const said = redact('x-gateway: hunter2-swordfish', ['sk-1', 'hunter2-swordfish']);
    expect(said).toBe('x-gateway: [key]');
  });
});

describe('ordinary words', () => {
  const sentences = [
    'You exceeded your current quota, please check your plan and billing details.',
    'The model `gpt-5` does not exist or you do not have access to it.',
    "Unsupported value: 'temperature' does not support 0.2 with this model.",
    'Request too large for model on tokens per minute (TPM): Limit 6000, Requested 9000.',
    'model requires more system memory (9.1 GiB) than is available (6.2 GiB)',
    '余额不足或无可用资源包,请充值。',
    'Der Schlüssel ist ungültig. Bitte prüfen Sie ihn unter https://platform.example/keys.',
    'https://openrouter.ai/api/v1 says: key-value store is not available',
    'Please wait... then try again. Skip... this',
  ];

  it('stay, whatever the key is', () => {
    fc.assert(
      fc.property(keys, fc.constantFrom(...sentences), (key, sentence) => {
        expect(redact(sentence, [key])).toBe(sentence);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['test', 'ollama', 'lm-studio', 'EMPTY', 'none', 'x', 'sk-no-key-required', ''])(
    'stay where the key is only "%s"',
    (key) => {
      const words =
        'This is a test of ollama and LM Studio: none is empty, no key required, fix it.';
      expect(redact(words, [key])).toBe(words);
    },
  );

  it('lose a short key only where it is a word', () => {
    expect(redact('bad key abcd, abcdef', ['abcd'])).toBe('bad key [key], abcdef');
  });

  it('of Parley keep the name of a server that is also in its key', () => {
    const key = 'openrouter-7f3a91bc44de';
    const told = 'There is no chat API at https://openrouter.ai/x/openrouter-7f3a91bc44de.';
    expect(redact(told, [key], { sparing: true })).toBe(
      'There is no chat API at https://openrouter.ai/x/[key].',
    );
  });
});

describe('the work', () => {
  const nasty: Readonly<Record<string, (length: number) => string>> = {
    'word characters': (length) => 'a'.repeat(length),
    stars: (length) => '*'.repeat(length),
    'words and stars': (length) => 'a**'.repeat(length / 3),
    'beginnings of keys': (length) => 'sk-'.repeat(length / 3),
    'Bearer and spaces': (length) => `Bearer${' '.repeat(40)}`.repeat(length / 46),
    backslashes: (length) => '\\'.repeat(length),
    percents: (length) => '%25'.repeat(length / 3),
    'open tags': (length) => '<title <script <!--'.repeat(length / 19),
    'what is text from wherever base64 begins': (length) => 'V'.repeat(length),
    'the same after escapes': (length) => `=252541%252541${'V'.repeat(length - 14)}`,
    'base64 of base64': (length) => base64(base64('x'.repeat(length))).slice(0, length),
    'hexadecimal of hexadecimal': (length) => hex(hex('x'.repeat(length))).slice(0, length),
    'open objects': (length) => '{"a":['.repeat(length / 6),
  };

  /** CPU time of the fastest of several runs, in ms, because other load only makes runs longer. */
  const quickest = (work: () => void): number => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 5; run += 1) {
      const began = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(began);
      best = Math.min(best, (user + system) / 1000);
    }
    return best;
  };

  it.each(Object.entries(nasty))('grows with the length of %s', (name, make) => {
    const secrets = ['sk-proj-abcdefghij0123456789'];
    // Twice the input has at most twice the readings and characters.
    const characters = (length: number): number =>
      viewsOf(make(length)).reduce((sum, { codes }) => sum + codes.length, 0);
    expect(characters(32_000)).toBeLessThan(2.1 * characters(16_000));
    expect(characters(16_000)).toBeLessThan(16_000 * 50);
    const took = [make(4000), make(64_000)].map((text) =>
      quickest(() => redact(text, secrets)),
    ) as [number, number];
    console.log(`redact 4 kB, 64 kB of ${name}: ${took.map((ms) => ms.toFixed(1)).join(', ')} ms`);
    // Quadratic work would take 256 times as long.
    expect(took[1]).toBeLessThan(80 * Math.max(took[0], 1));
  });

  it.each(Object.entries(nasty))('of a body ends with its beginning: %s', (name, make) => {
    const secrets = ['sk-proj-abcdefghij0123456789'];
    const wrapped = (length: number): string => `<html><body>${make(length)}`;
    const took = [make(200_000), make(6_400_000), wrapped(200_000), wrapped(6_400_000)].map(
      (text) => quickest(() => serverWords(text, secrets)),
    ) as [number, number, number, number];
    console.log(
      `words of 0.2 MB, 6.4 MB of ${name}: ${took.map((ms) => ms.toFixed(1)).join(', ')} ms`,
    );
    expect(took[1]).toBeLessThan(2.5 * took[0] + 20);
    expect(took[3]).toBeLessThan(2.5 * took[2] + 20);
  });
});
