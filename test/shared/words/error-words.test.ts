import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { languageOf, setLanguage } from '../../../src/shared/language/translate.ts';
import { errorCodes, type ErrorCode } from '../../../src/shared/model/error-codes/index.ts';
import { errorOf, type Coded, type ParleyError } from '../../../src/shared/model/errors.ts';
import {
  sentenceHere,
  sentenceOf,
  settingsSectionOf,
} from '../../../src/shared/words/error-words.ts';
import { expectPlain } from '../../main/wire/plain.ts';

const sampleTexts: Readonly<Record<string, string>> = {
  address: 'https://api.example.com/v1',
  host: 'api.example.com',
  scheme: 'socks5',
  source: 'HTTPS_PROXY',
  status: '502',
  text: 'The server said no.',
  path: '/home/ada/Parley',
  code: 'EIO',
  origin: 'https://chat.example.com',
  name: 'report.pdf',
};

/** Sample values for one parameter: each choice, and null if allowed. */
function samplesOf(name: string, schema: z.ZodType): readonly unknown[] {
  if (schema instanceof z.ZodNullable) {
    return [null, ...samplesOf(name, schema.unwrap() as z.ZodType)];
  }
  if (schema instanceof z.ZodObject) {
    // Each disk code with a sentence, one without, and a fault without a code.
    const codes = [
      'ENOSPC',
      'EACCES',
      'EROFS',
      'EIO',
      'EMFILE',
      'EBUSY',
      'EFBIG',
      'ENOENT',
      'EWHAT',
    ];
    return [
      ...codes.map((code) => ({ code, said: null })),
      { code: null, said: 'The clock stopped.' },
    ];
  }
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodArray) return [[], ['plan.md', 'notes.txt']];
  if (schema instanceof z.ZodBoolean) return [true, false];
  // Seconds and milliseconds of waits among them: seconds, minutes and hours.
  if (schema instanceof z.ZodNumber) return [0, 1, 600, 150_000, 8_000_000];
  if (schema instanceof z.ZodString) {
    return name === 'scope' ? ['files.read', ''] : [sampleTexts[name] ?? 'Acme'];
  }
  throw new Error(`No samples for ${name}.`);
}

/** All combinations of the samples of a code's parameters. */
function paramsOf(code: ErrorCode): readonly object[] {
  const schema: z.ZodType = errorCodes[code].params();
  if (!(schema instanceof z.ZodObject)) throw new Error(`${code} has no object of parameters.`);
  let all: readonly object[] = [{}];
  for (const [name, each] of Object.entries<z.ZodType>(schema.shape)) {
    all = all.flatMap((params) =>
      samplesOf(name, each).map((value) => ({ ...params, [name]: value })),
    );
  }
  return all;
}

const codes = Object.keys(errorCodes) as readonly ErrorCode[];

describe('every error', () => {
  it.each(codes)('%s is one or two plain sentences for every parameter', (code) => {
    const sentences = paramsOf(code).map((params) => {
      const error = { ...errorOf('unknown', {}), code, params } as ParleyError;
      expectPlain(error);
      return sentenceOf(error);
    });
    expect(sentences.length).toBeGreaterThan(0);
  });

  it('is said in words of its own, and names what its parameters name', () => {
    for (const code of codes) {
      for (const params of paramsOf(code)) {
        const sentence = sentenceOf({ code, params } as Coded);
        const { name, host } = params as { name?: string; host?: string };
        for (const named of [name, host])
          if (named !== undefined) expect(sentence).toContain(named);
      }
    }
  });
});

/** The keys of the messages that `say` uses. */
function keysUsedBy(say: () => void): ReadonlySet<string> {
  const used = new Set<string>();
  const spy = new Proxy(english, {
    get: (messages, key) => {
      used.add(String(key));
      return Reflect.get(messages, key) as unknown;
    },
  });
  setLanguage(languageOf('en', spy));
  try {
    say();
  } finally {
    setLanguage(languageOf('en', english));
  }
  return used;
}

it('every message about an error is said by one', () => {
  const used = keysUsedBy(() => {
    for (const code of codes) {
      for (const params of paramsOf(code)) {
        sentenceOf({ code, params } as Coded);
        sentenceHere({ code, params } as Coded);
      }
    }
    sentenceOf({ code: 'two_keys', params: { provider: '', header: 'X-Api-Key' } });
    sentenceOf({ code: 'disk_refused', params: { disk: { code: null, said: null } } });
  });
  const own = Object.keys(english).filter((key) =>
    /^(?:again|disk|duration\.long|error)\./.test(key),
  );
  expect(own.filter((key) => !used.has(key))).toEqual([]);
});

describe('a sentence that counts', () => {
  it.each([
    [0, 'A provider can have at most 0 keys. Delete one of them first.'],
    [1, 'A provider can have at most 1 key. Delete one of them first.'],
    [2, 'A provider can have at most 2 keys. Delete one of them first.'],
    [1200, 'A provider can have at most 1,200 keys. Delete one of them first.'],
  ])('agrees with %s', (most, sentence) => {
    expect(sentenceOf({ code: 'too_many_keys', params: { most } })).toBe(sentence);
  });

  it.each([
    [null, 'Try again in a moment.'],
    [0, 'Try again in a moment.'],
    [400, 'Try again in 1 second.'],
    [20_000, 'Try again in 20 seconds.'],
    [120_000, 'Try again in 2 minutes.'],
    [150_000, 'Try again in 3 minutes.'],
    [7_200_000, 'Try again in 2 hours.'],
  ])('says a wait of %s ms', (waitMs, sentence) => {
    const params = { provider: 'Acme', waitMs };
    expect(sentenceOf({ code: 'overloaded', params })).toBe(`Acme is overloaded. ${sentence}`);
  });

  it.each([
    ['hour', 'Try again in an hour, or choose another model.'],
    ['day', 'Try again tomorrow, or choose another model.'],
    ['mixed', 'Try again later, or choose another model.'],
  ] as const)('says when a limit of a %s ends', (span, sentence) => {
    const params = { provider: 'Acme', model: null, waitMs: null, span };
    expect(sentenceOf({ code: 'model_crowded', params })).toBe(
      `This model gets more requests at Acme than it can take. ${sentence}`,
    );
  });

  it.each([
    [1, '1 second'],
    [119, '119 seconds'],
    [180, '3 minutes'],
    [7200, '2 hours'],
  ])('says a time of %s s', (seconds, duration) => {
    const params = { server: 'Files', seconds };
    expect(sentenceOf({ code: 'tool_call_too_long', params })).toContain(
      `Files took longer than ${duration}, so`,
    );
  });
});

it('beside the fields that it is about, an error does not lead to the settings', () => {
  const refused = { code: 'key_refused', params: { provider: 'Acme' } } as const;
  expect(sentenceOf(refused)).toBe('Acme refused the key. Check it in Settings.');
  expect(sentenceHere(refused)).toBe('Acme refused the key. Check it and try again.');
  const empty = { code: 'empty_answer', params: { provider: 'Acme' } } as const;
  expect(sentenceHere(empty)).toBe(sentenceOf(empty));
});

it('a search engine has its official name', () => {
  expect(sentenceOf({ code: 'search_key_missing', params: { engine: 'brave' } })).toBe(
    'Brave Search needs a key. Enter it in Settings → Tools.',
  );
});

describe('the settings in which an error is resolved', () => {
  it.each([
    ['tool_sign_in_ended', 'tools'],
    ['tool_server_off', 'tools'],
    ['tool_secrets_absent', 'tools'],
    ['search_key_refused', 'tools'],
    ['key_missing', 'providers'],
    ['unknown', 'providers'],
  ] as const)('of %s are those of %s', (code, section) => {
    expect(settingsSectionOf({ code })).toBe(section);
  });
});
