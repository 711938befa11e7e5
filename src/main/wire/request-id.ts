import { asObject } from './json.ts';

/** Headers with a server's name for a request, the most specific first. */
const headerNames = [
  'x-request-id',
  'request-id',
  'x-generation-id',
  'apim-request-id',
  'x-amzn-requestid',
  'x-goog-request-id',
  'cf-ray',
] as const;

/** The form of a request's name. Anything else is not shown to anybody. */
const plainName = /^[\x21-\x7e]{1,200}$/;

function named(value: unknown): string | null {
  return typeof value === 'string' && plainName.test(value) ? value : null;
}

/** The server's name for a request, from the headers of its response; null if there is none. */
export function requestIdIn(headers: Headers | null): string | null {
  for (const name of headerNames) {
    const id = named(headers?.get(name));
    if (id !== null) return id;
  }
  return null;
}

/** The same from a chunk or event of the answer, for servers without such a header. */
export function answerIdIn(chunk: unknown): string | null {
  const whole = asObject(chunk);
  return named(asObject(whole?.['response'])?.['id']) ?? named(whole?.['id']);
}
