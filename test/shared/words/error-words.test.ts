import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { errorCodes, type ErrorCode } from '../../../src/shared/model/error-codes/index.ts';
import { errorOf, type Coded, type ParleyError } from '../../../src/shared/model/errors.ts';
import { sentenceOf, settingsSectionOf } from '../../../src/shared/words/error-words.ts';
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
  if (schema instanceof z.ZodNumber) return [5 * 1024 ** 2];
  if (schema instanceof z.ZodString) return [sampleTexts[name] ?? 'Acme'];
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
